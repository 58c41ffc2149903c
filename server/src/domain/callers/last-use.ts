import type { Deps } from '../deps.ts'
import type { Stores } from '../store.ts'
import type { CallCount } from './caller.ts'

const LOOK_BACK_MS = 90 * 24 * 3_600_000

/** When a key, or a key pair, was last used, by whom and where from; null when that is not known. */
export async function lastUseOf(
  { clock }: Pick<Deps, 'clock'>,
  stores: Pick<Stores, 'calls'>,
  key: { readonly id: string; readonly userId: string },
): Promise<CallCount | null> {
  const uses = await stores.calls.ofUser(key.userId, clock.now() - LOOK_BACK_MS, [key.id])
  return latest(uses.filter(({ outcome }) => outcome === 'valid'))
}

function latest(uses: readonly CallCount[]): CallCount | null {
  return uses.reduce<CallCount | null>(
    (last, use) => (last && last.lastAtMs >= use.lastAtMs ? last : use),
    null,
  )
}
