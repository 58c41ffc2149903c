import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { requireFreshSession } from '../policy.ts'
import type { Stores } from '../store.ts'
import { assistedUser } from './managing.ts'
import type { User } from './user.ts'

/**
 * Lets a disabled user back in; keys and passwords work as before.
 * @throws DomainError `user.not_found`, `actor.forbidden`, `step_up.needed`
 */
export function enableUser(deps: Deps, actor: Actor, userId: string): Promise<User> {
  return deps.store.transaction(async (tx) => {
    const user = await assistedUser(tx, actor, userId)
    await requireFreshSession(deps, tx, actor)
    return enableWithin(deps, tx, actor, user)
  })
}

/** The same within a transaction, of a user whom the actor assists, and without the question. */
export async function enableWithin(
  deps: Pick<Deps, 'clock'>,
  tx: Stores,
  actor: Actor,
  user: User,
): Promise<User> {
  if (user.enabled) return user
  await tx.users.update(user.id, { enabled: true, updatedAtMs: deps.clock.now() })
  const act = { action: 'user.enable', chain: user.accountId, target: `user:${user.id}` }
  await recordAct(deps, tx, actor, act)
  return { ...user, enabled: true }
}
