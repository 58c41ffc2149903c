import type { UserActor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'
import { deviceOf } from './confirm-totp.ts'
import { factorsChanged, refuseToLeaveBare } from './factors-changed.ts'
import { requireFactorPresence } from './presence.ts'
import { heldUser } from './recovery-codes.ts'

/**
 * A set-up that was never finished counted for nothing: nothing ends with it.
 * @throws DomainError `step_up.needed`, `actor.forbidden`, `factor.not_found`, `factor.required`
 */
export function removeTotp(deps: Deps, actor: UserActor, deviceId: string): Promise<void> {
  return deps.store.transaction(async (tx) => {
    await requireFactorPresence(deps, tx, actor)
    const user = await heldUser(tx, actor.userId)
    const { id, name, verifiedAtMs } = await deviceOf(tx, user.id, deviceId)
    await tx.totp.delete(id)
    const act = { action: 'factor.totp_remove', details: { name } }
    if (verifiedAtMs !== null) return finishRemoval(deps, tx, actor, user, act)
    await recordAct(deps, tx, actor, { ...act, chain: user.accountId, target: `user:${user.id}` })
  })
}

/** To be called in the transaction that has just taken a factor away. @throws DomainError `factor.required` */
export async function finishRemoval(
  deps: Deps,
  tx: Stores,
  actor: UserActor,
  user: User,
  act: { readonly action: string; readonly details: Readonly<Record<string, string>> },
): Promise<void> {
  await refuseToLeaveBare(tx, user)
  await factorsChanged(deps, tx, actor, user, act)
}
