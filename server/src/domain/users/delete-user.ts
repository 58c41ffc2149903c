import type { Actor } from '../actor.ts'
import { keepASuper } from '../administrators/last-super.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { requireFreshSession } from '../policy.ts'
import { DEFAULT_ROLE, SERVICE_ADMIN } from '../roles/roles.ts'
import type { Stores } from '../store.ts'
import { refuseOwnEnd } from './disable-user.ts'
import { keepAnOperator } from './last-operator.ts'
import { managedUser, requireGivable } from './managing.ts'
import type { User } from './user.ts'

/**
 * Removes a user with keys, sessions, links and callers. What the audit log says of the user stays, and of each key that
 * it was one: programs that go on with it do not guess.
 * @param heirId who gets the roles that the user was given, in the same step: nobody is deleted before that
 * @throws DomainError `user.not_found`, `actor.forbidden`, `owner.protected`, `step_up.needed`; `input.invalid` for an
 * heir who cannot be one
 */
export function deleteUser(deps: Deps, actor: Actor, userId: string, heirId?: string): Promise<void> {
  return deps.store.transaction(async (tx) => {
    const user = await managedUser(tx, actor, userId)
    refuseOwnEnd(actor, user)
    await requireFreshSession(deps, tx, actor)
    await deleteWithin(deps, tx, actor, user, heirId)
  })
}

/** The same within a transaction, of a user whom the actor manages. @throws as `deleteUser`, but for `step_up.needed` */
export async function deleteWithin(
  deps: Pick<Deps, 'clock'>,
  tx: Stores,
  actor: Actor,
  user: User,
  heirId?: string,
): Promise<void> {
  if (user.roles.includes(SERVICE_ADMIN)) await keepAnOperator(tx, ({ id }) => id !== user.id)
  await keepASuper(tx, actor, user)
  const heir = heirId === undefined ? null : await heirOf(tx, actor, user, heirId)
  if (heir) await handOver(deps, tx, actor, user, heir)
  await tx.users.delete(user.id, deps.clock.now())
  const act = { action: 'user.delete', chain: user.accountId, target: `user:${user.id}` }
  await recordAct(deps, tx, actor, {
    ...act,
    details: { name: user.name, ...(heir && { heir: heir.name }) },
  })
}

/** Somebody else of the account who can use the roles, and whom the actor may give them to. */
async function heirOf(tx: Stores, actor: Actor, user: User, heirId: string): Promise<User> {
  const heir = await managedUser(tx, actor, heirId)
  if (heir.id !== user.id && heir.accountId === user.accountId && heir.enabled) return heir
  const reason = 'The roles go to another enabled user of the same account.'
  throw new DomainError('input.invalid', { field: 'handOverTo', reason })
}

async function handOver(
  { clock }: Pick<Deps, 'clock'>,
  tx: Stores,
  actor: Actor,
  user: User,
  heir: User,
): Promise<void> {
  const [left, own] = [await tx.users.ownRoles(user.id), await tx.users.ownRoles(heir.id)]
  const given = left.filter((role) => role !== DEFAULT_ROLE && !own.includes(role))
  if (given.length === 0) return
  await requireGivable(tx, actor, given)
  const roles = [...own, ...given]
  await tx.users.update(heir.id, { roles, updatedAtMs: clock.now() })
  const details = { before: own.join(' '), after: roles.join(' ') }
  const act = { action: 'user.roles', chain: heir.accountId, target: `user:${heir.id}` }
  await recordAct({ clock }, tx, actor, { ...act, details })
}
