import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { newPasswordIds } from '../factors/shut-out-bare.ts'
import { isOperator } from '../policy.ts'
import type { Stores } from '../store.ts'

export interface Distrust {
  /** Keys that are refused until they are reset or confirmed. */
  readonly keys: number
}

/**
 * After older data were put back: refuses every key, key pair and application credential until it is reset or the operator confirms all, because keys
 * that were revoked meanwhile are back too. Sessions end, and so do tokens got with a password.
 * @param source what was put back, for the audit log
 * @throws DomainError `actor.forbidden`
 */
export async function distrustKeys(deps: Deps, actor: Actor, source: string): Promise<Distrust> {
  if (!isOperator(actor)) throw new DomainError('actor.forbidden')
  return deps.store.transaction(async (tx) => {
    const keys = await tx.keys.setStateOfAll('unconfirmed', deps.clock.now(), 'active')
    await tx.applicationCredentials.setStateOfAll('unconfirmed')
    await tx.keyPairs.setStateOfAll('unconfirmed')
    await tx.sessions.deleteSeenBefore(Number.MAX_SAFE_INTEGER)
    await tx.mailboxSessions.deleteSeenBefore(Number.MAX_SAFE_INTEGER)
    await tx.loginTokens.deleteAll()
    await tx.users.renewPasswordIds(newPasswordIds(deps))
    await recordRestore(deps, tx, actor, { source, trusted: false, keys })
    return { keys }
  })
}

/** Notes in the audit log that older data were put back. */
export function recordRestore(
  deps: Pick<Deps, 'clock'>,
  tx: Stores,
  actor: Actor,
  details: { readonly source: string; readonly trusted: boolean; readonly keys: number },
): Promise<void> {
  const act = { action: 'data.restore', chain: 'system', target: 'installation', details }
  return recordAct(deps, tx, actor, act)
}
