import type { Actor } from '../actor.ts'
import { keepASuper } from '../administrators/last-super.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { requireFreshSession } from '../policy.ts'
import { SERVICE_ADMIN, USER_ADMIN } from '../roles/roles.ts'
import type { Stores } from '../store.ts'
import { keepAnOperator } from './last-operator.ts'
import { assistedUser } from './managing.ts'
import type { User } from './user.ts'

/**
 * Shuts a user out: sessions end, and keys, tokens and passwords are refused from the moment this resolves.
 * @throws DomainError `user.not_found`, `actor.forbidden`, `owner.protected`, `step_up.needed`
 */
export function disableUser(deps: Deps, actor: Actor, userId: string): Promise<User> {
  return deps.store.transaction(async (tx) => {
    const user = await assistedUser(tx, actor, userId)
    refuseOwnEnd(actor, user)
    await requireFreshSession(deps, tx, actor)
    return disableWithin(deps, tx, actor, user)
  })
}

/** The same within a transaction, of a user whom the actor manages. @throws as `disableUser`, but for `step_up.needed` */
export async function disableWithin(
  deps: Pick<Deps, 'clock'>,
  tx: Stores,
  actor: Actor,
  user: User,
): Promise<User> {
  if (!user.enabled) return user
  refuseOwnEnd(actor, user)
  if (user.roles.includes(SERVICE_ADMIN)) await keepAnOperator(tx, ({ id }) => id !== user.id)
  await keepASuper(tx, actor, user)
  await tx.users.update(user.id, { enabled: false, updatedAtMs: deps.clock.now() })
  await tx.sessions.deleteOfUser(user.id)
  const act = { action: 'user.disable', chain: user.accountId, target: `user:${user.id}` }
  await recordAct(deps, tx, actor, act)
  return { ...user, enabled: false }
}

/**
 * Nobody shuts oneself out: it would be a mistake, and of an owner would leave the account without anybody.
 * @throws DomainError `owner.protected`, `actor.forbidden`
 */
export function refuseOwnEnd(actor: Actor, user: User): void {
  const isOwn = actor.kind === 'user' && actor.userId === user.id
  if (!isOwn) return
  if (user.roles.includes(USER_ADMIN) || user.roles.includes(SERVICE_ADMIN)) {
    throw new DomainError('owner.protected', { reason: 'An account owner cannot do this to oneself.' })
  }
  throw new DomainError('actor.forbidden', { reason: 'Nobody can do this to oneself.' })
}
