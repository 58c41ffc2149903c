import type { SystemActor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import type { Stores } from '../store.ts'

/**
 * Forgets everything a key could be shown from: its sealed copy, and answers kept for a repeated `Idempotency-Key`.
 * Of one account, or of the installation. The keys go on working. How many can no longer be shown.
 */
export async function forgetCopies(tx: Stores, accountId?: string): Promise<number> {
  await tx.results.forgetAll(accountId)
  return tx.keys.forgetSealed(accountId)
}

/** What an installation that shows keys once does at its start. How many copies were there. */
export function forgetCopiesOfAll(deps: Deps, actor: SystemActor): Promise<number> {
  return deps.store.transaction(async (tx) => {
    const copies = await forgetCopies(tx)
    const act = { action: 'key.forget_copies', chain: 'system', target: 'installation' }
    if (copies > 0) await recordAct(deps, tx, actor, { ...act, details: { copies } })
    return copies
  })
}
