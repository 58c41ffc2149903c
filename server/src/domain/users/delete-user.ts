import type { Actor } from '../actor.ts'
import { keepASuper } from '../administrators/last-super.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { requireFreshSession } from '../policy.ts'
import { SERVICE_ADMIN } from '../roles/roles.ts'
import { refuseOwnEnd } from './disable-user.ts'
import { keepAnOperator } from './last-operator.ts'
import { managedUser } from './managing.ts'

/**
 * Removes a user with keys, sessions, links and callers. What the audit log says of the user stays, and of each key that
 * it was one: programs that go on with it do not guess.
 * @throws DomainError `user.not_found`, `actor.forbidden`, `owner.protected`, `step_up.needed`
 */
export function deleteUser(deps: Deps, actor: Actor, userId: string): Promise<void> {
  return deps.store.transaction(async (tx) => {
    const user = await managedUser(tx, actor, userId)
    refuseOwnEnd(actor, user)
    await requireFreshSession(deps, tx, actor)
    if (user.roles.includes(SERVICE_ADMIN)) await keepAnOperator(tx, ({ id }) => id !== user.id)
    await keepASuper(tx, actor, user)
    await tx.users.delete(user.id, deps.clock.now())
    const act = { action: 'user.delete', chain: user.accountId, target: `user:${user.id}` }
    await recordAct(deps, tx, actor, { ...act, details: { name: user.name } })
  })
}
