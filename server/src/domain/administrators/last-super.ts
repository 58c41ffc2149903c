import type { Actor } from '../actor.ts'
import { DomainError } from '../errors.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'

/**
 * An account keeps an enabled super administrator: without one nobody in it could make another. The operator at the
 * command line can, and may take the last one away.
 * @param user who is about to be one no longer
 * @throws DomainError `owner.protected`
 */
export async function keepASuper(tx: Stores, actor: Actor, user: User): Promise<void> {
  if (actor.kind === 'system' || user.adminType !== 'super' || !user.enabled) return
  const others = (await tx.users.list({ accountId: user.accountId, adminType: 'super' })).filter(
    ({ id }) => id !== user.id,
  )
  // Held and read again: two of them taken away at the same moment must not both count on the other.
  for (const { id } of others.toSorted((left, right) => (left.id < right.id ? -1 : 1))) {
    await tx.users.hold(id)
    const other = await tx.users.byId(id)
    if (other?.enabled && other.adminType === 'super') return
  }
  throw new DomainError('owner.protected', {
    reason: 'This is the last enabled super administrator of the account. Make another one first.',
  })
}
