import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { requireFreshSession } from '../policy.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'
import { administeredUser } from './administered.ts'
import type { AdminType } from './administrator.ts'
import { keepASuper } from './last-super.ts'

/**
 * Makes a user an administrator of the e-mail area, one of another type, or none. Only super administrators have key
 * pairs: with the type the pairs are gone, and refused everywhere before this resolves.
 * @throws DomainError `user.not_found`, `actor.forbidden`, `owner.protected`, `step_up.needed`
 */
export function changeAdminType(
  deps: Deps,
  actor: Actor,
  userId: string,
  type: AdminType | null,
): Promise<User> {
  return deps.store.transaction(async (tx) => {
    const user = await administeredUser(tx, actor, userId)
    await requireFreshSession(deps, tx, actor)
    return changeTypeWithin(deps, tx, actor, user, type)
  })
}

/** The same within a transaction that holds the user, by somebody who may. @throws DomainError `owner.protected`, `input.invalid` */
export async function changeTypeWithin(
  deps: Pick<Deps, 'clock'>,
  tx: Stores,
  actor: Actor,
  user: User,
  type: AdminType | null,
): Promise<User> {
  if (user.adminType === type) return user
  await keepASuper(tx, actor, user)
  await tx.users.update(user.id, { adminType: type, updatedAtMs: deps.clock.now() })
  const endedPairs = type === 'super' ? 0 : await tx.keyPairs.deleteOfUser(user.id)
  await recordAct(deps, tx, actor, {
    action: 'admin.type',
    chain: user.accountId,
    target: `user:${user.id}`,
    details: { before: user.adminType, after: type, ...(endedPairs > 0 && { endedPairs }) },
  })
  return { ...user, adminType: type }
}
