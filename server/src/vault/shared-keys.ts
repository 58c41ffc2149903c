import type { Clock, Random } from '../domain/ports.ts'
import type { RingPurpose, Stores, WrappedKey } from '../domain/store.ts'
import { publicKeyName, publicKeyText } from './audit-signatures.ts'
import { newDataKey } from './data-keys.ts'
import { MasterKeyError } from './errors.ts'
import type { MasterKey } from './master-key.ts'
import { type DataKey, unwrapKey, wrapKey } from './wrapping.ts'

/** The keys every installation has from its first start. */
const SHARED_PURPOSES = ['lookup', 'token', 'audit'] as const satisfies readonly RingPurpose[]

export interface KeyMaking {
  readonly master: MasterKey
  readonly nextNonce: () => Uint8Array
  readonly random: Random
  readonly clock: Clock
}

/** Makes look-up, token and audit key, and records the public half of the last. */
export async function makeSharedKeys(
  tx: Pick<Stores, 'ring' | 'meta'>,
  making: KeyMaking,
  generation: number,
): Promise<void> {
  for (const purpose of SHARED_PURPOSES) {
    const { key } = await makeKey(tx, making, { purpose, accountId: '', generation })
    if (purpose === 'audit') await tx.meta.set(publicKeyName(key.id), publicKeyText(key))
  }
}

/** Makes one data key and stores it wrapped. */
export async function makeKey(
  tx: Pick<Stores, 'ring'>,
  { master, nextNonce, random, clock }: KeyMaking,
  what: { readonly purpose: RingPurpose; readonly accountId: string; readonly generation: number },
): Promise<MadeKey> {
  const key = newDataKey(random, { ...what, createdAtMs: clock.now() })
  const row = wrapKey(master, key, nextNonce())
  await tx.ring.insert(row)
  return { key, row }
}

export interface MadeKey {
  readonly key: DataKey
  readonly row: WrappedKey
}

/** @throws MasterKeyError when the ring lacks it, or it does not open */
export function sharedKey(
  rows: readonly WrappedKey[],
  masters: readonly MasterKey[],
  purpose: 'token' | 'audit',
): DataKey {
  const row = rows.find((each) => each.purpose === purpose)
  if (!row) throw new MasterKeyError(`The database lacks its data key for "${purpose}". Restore a backup.`)
  return unwrapKey(masters, row)
}
