import type { Actor, SystemActor, UserActor } from '../actor.ts'
import { DomainError } from '../errors.ts'
import { isStaff, userWithinReach, userWithinSight } from '../policy.ts'
import { type GivableRole, listRoles } from '../roles/list-roles.ts'
import {
  DEFAULT_ROLE,
  IDENTITY_ADMIN,
  READER,
  SERVICE,
  SERVICE_ADMIN,
  USER_ADMIN,
  USER_MANAGE,
  USER_MANAGE_LIMITED,
} from '../roles/roles.ts'
import type { Stores } from '../store.ts'
import type { User } from './user.ts'

/** What of an actor, or of a user, says what they may do. */
type Ranked = Pick<SystemActor, 'kind'> | Pick<UserActor, 'kind' | 'roles'>

/** Weakest first: nobody gives or takes a role stronger than their own. */
const STRENGTH = [DEFAULT_ROLE, USER_MANAGE_LIMITED, USER_MANAGE, USER_ADMIN, IDENTITY_ADMIN, SERVICE_ADMIN]
/** What says nothing of who manages whom is as strong as this. */
export const DEFAULT_STRENGTH = STRENGTH.indexOf(DEFAULT_ROLE)
const MANAGERS = [USER_MANAGE, USER_ADMIN, IDENTITY_ADMIN, SERVICE_ADMIN]
const HELPERS = [USER_MANAGE_LIMITED, ...MANAGERS]

/**
 * The user whom an actor means to manage: more than acting on oneself.
 * @throws DomainError `user.not_found`, `actor.forbidden`
 */
export async function managedUser(tx: Stores, actor: Actor, userId: string): Promise<User> {
  const user = await userWithinReach(tx, actor, userId)
  requireManager(actor)
  await tx.users.hold(user.id)
  return (await tx.users.byId(user.id)) ?? user
}

/**
 * The same for what a helper may do too.
 * @throws DomainError `user.not_found`, `actor.forbidden`
 */
export async function assistedUser(tx: Stores, actor: Actor, userId: string): Promise<User> {
  const user = await userWithinSight(tx, actor, userId)
  if (!assistsUsers(actor)) throw new DomainError('actor.forbidden')
  await tx.users.hold(user.id)
  return (await tx.users.byId(user.id)) ?? user
}

/** @throws DomainError `account.not_found` for an account out of reach, `actor.forbidden` */
export async function requireManagedAccount(tx: Stores, actor: Actor, accountId: string): Promise<void> {
  await requireSeenAccount(tx, actor, accountId)
  requireManager(actor)
}

/** @throws DomainError `account.not_found` for an account out of reach */
export async function requireSeenAccount(tx: Stores, actor: Actor, accountId: string): Promise<void> {
  const visible = isStaff(actor) || (actor.kind === 'user' && actor.accountId === accountId)
  if (!visible || !(await tx.accounts.byId(accountId))) throw new DomainError('account.not_found')
}

/** @throws DomainError `role.not_found`, `actor.forbidden` for a role stronger than the actor's own */
export async function requireGivable(tx: Stores, actor: Actor, names: readonly string[]): Promise<void> {
  if (names.length === 0) return
  const roles = await listRoles(tx)
  for (const name of names) {
    const role = roles.find((one) => one.name === name)
    if (!role) {
      const known = roles.map((one) => one.name).join(', ')
      throw new DomainError('role.not_found', { reason: `Roles are ${known}.` })
    }
    if (strengthToGive(role) > strengthOf(actor)) throw new DomainError('actor.forbidden')
  }
}

/** A role outside the ranking is as strong as what it is good for: a service reaches into every account. */
export function strengthToGive({ name, builtIn, givenByAccounts }: GivableRole): number {
  if (!builtIn) return STRENGTH.indexOf(givenByAccounts ? DEFAULT_ROLE : SERVICE_ADMIN)
  if (name === READER) return STRENGTH.indexOf(DEFAULT_ROLE)
  return STRENGTH.indexOf(name === SERVICE ? SERVICE_ADMIN : name)
}

/**
 * Password and address open the panel, which an API key must not: for those of one's own there is a page that asks more.
 * @throws DomainError `actor.forbidden`
 */
export function refuseOwnInPanel(actor: Actor, user: User): void {
  if (actor.kind === 'user' && actor.userId === user.id)
    throw new DomainError('actor.forbidden', { reason: 'Change this of your own user in the panel.' })
}

/** For what only those see who manage users. @throws DomainError `actor.forbidden` */
export function requireManager(actor: Actor): void {
  if (!managesUsers(actor)) throw new DomainError('actor.forbidden')
}

/** Whether an actor may give and take a role: `yes`, or why not. */
export function mayGive(actor: Actor, role: GivableRole): 'yes' | 'too-strong' | 'no-right' {
  if (!managesUsers(actor)) return 'no-right'
  return strengthToGive(role) > strengthOf(actor) ? 'too-strong' : 'yes'
}

/** Whether there is anybody but oneself whom an actor may act on, by role. */
export function managesUsers(actor: Ranked): boolean {
  return actor.kind === 'system' || MANAGERS.some((role) => actor.roles.includes(role))
}

/** The same for those who may help others without managing them. */
export function assistsUsers(actor: Ranked): boolean {
  return actor.kind === 'system' || HELPERS.some((role) => actor.roles.includes(role))
}

function strengthOf(actor: Actor): number {
  if (actor.kind === 'system') return STRENGTH.length
  return Math.max(...actor.roles.map((role) => STRENGTH.indexOf(role)), -1)
}
