import type { Actor, UserActor } from './actor.ts'
import type { Deps } from './deps.ts'
import { DomainError } from './errors.ts'
import { FAR_REACHING, isFarReaching } from './roles/far-reaching.ts'
import { IDENTITY_ADMIN, SERVICE_ADMIN, USER_ADMIN, USER_MANAGE, USER_MANAGE_LIMITED } from './roles/roles.ts'
import type { Stores } from './store.ts'
import type { User } from './users/user.ts'

export function isOperator(actor: Actor): boolean {
  return actor.kind === 'system' || actor.roles.includes(SERVICE_ADMIN)
}

/** Runs the installation, or works for those who do. */
export function isStaff(actor: Actor): boolean {
  return isOperator(actor) || (actor.kind === 'user' && actor.roles.includes(IDENTITY_ADMIN))
}

/** For what belongs to the installation and not to an account. @throws DomainError `actor.forbidden` */
export function requireStaff(actor: Actor): void {
  if (!isStaff(actor)) throw new DomainError('actor.forbidden')
}

/** For what only those do who run the installation. @throws DomainError `actor.forbidden` */
export function requireOperator(actor: Actor): void {
  if (!isOperator(actor)) throw new DomainError('actor.forbidden')
}

/**
 * The user an actor means to act on.
 * @throws DomainError `user.not_found` for a user of another account, exactly as for an unknown one;
 * `actor.forbidden` within the own account without the right
 */
export async function userWithinReach(stores: Stores, actor: Actor, userId: string): Promise<User> {
  const user = await stores.users.byId(userId)
  if (!user) throw new DomainError('user.not_found')
  requireReach(actor, user)
  return user
}

/** What decides whether somebody may act on a user. */
export type Reachable = Pick<User, 'id' | 'accountId' | 'roles'> & Partial<Pick<User, 'adminType'>>

/** @throws DomainError `user.not_found`, `actor.forbidden`, as `userWithinReach` */
export function requireReach(actor: Actor, user: Reachable): void {
  if (!sees(actor, user)) throw new DomainError('user.not_found')
  if (!mayManage(actor, user)) throw new DomainError('actor.forbidden')
}

/** As `requireReach`, for those who have nobody to tell why not. */
export function mayReach(actor: Actor, user: Reachable): boolean {
  return sees(actor, user) && mayManage(actor, user)
}

function sees(actor: Actor, user: Reachable): boolean {
  return isStaff(actor) || (actor.kind === 'user' && actor.accountId === user.accountId)
}

/** Whether an actor may act on a user whom they see. */
export function mayManage(actor: Actor, user: Reachable): boolean {
  if (isOperator(actor) || actor.kind === 'system' || actor.userId === user.id) return true
  // Staff and services may belong to an account like any other; neither its owner nor other staff come to their rights
  // by them.
  if (user.roles.some(isFarReaching)) return false
  if (actor.roles.includes(IDENTITY_ADMIN) || actor.roles.includes(USER_ADMIN)) return true
  // Whoever could set an administrator's password could make the administrator's key pair.
  const isSubUser =
    !user.roles.includes(USER_ADMIN) && !user.roles.includes(USER_MANAGE) && user.adminType == null
  return actor.roles.includes(USER_MANAGE) && isSubUser
}

/** Roles of those whom a helper may not act on. */
const NOT_HELPED: readonly string[] = [USER_ADMIN, USER_MANAGE, USER_MANAGE_LIMITED]

/**
 * Whether an actor may look at a user, keep the address right, let in and shut out, and help with a lost second factor:
 * everybody who manages the user, and helpers with users who have no part in managing. Keys, passwords and roles are not
 * theirs to touch.
 */
export function mayAssist(actor: Actor, user: Reachable): boolean {
  if (mayManage(actor, user)) return true
  if (actor.kind !== 'user' || !actor.roles.includes(USER_MANAGE_LIMITED)) return false
  if (user.adminType != null) return false
  return !user.roles.some((role) => isFarReaching(role) || NOT_HELPED.includes(role))
}

/**
 * What `mayAssist` says about somebody who assists users, for lists too long to ask it about each: the roles of those
 * whom the actor may not look at. Oneself one always may.
 */
export function rolesOutOfSight(actor: Actor): readonly string[] {
  if (isOperator(actor) || actor.kind === 'system') return []
  if (actor.roles.includes(IDENTITY_ADMIN) || actor.roles.includes(USER_ADMIN)) return FAR_REACHING
  if (actor.roles.includes(USER_MANAGE)) return [...FAR_REACHING, USER_ADMIN, USER_MANAGE]
  return [...FAR_REACHING, ...NOT_HELPED]
}

/** The same as `userWithinReach` for what `mayAssist` is enough for. @throws DomainError `user.not_found`, `actor.forbidden` */
export async function userWithinSight(
  stores: Pick<Stores, 'users'>,
  actor: Actor,
  userId: string,
): Promise<User> {
  const user = await stores.users.byId(userId)
  if (!user || !sees(actor, user)) throw new DomainError('user.not_found')
  if (!mayAssist(actor, user)) throw new DomainError('actor.forbidden')
  return user
}

/**
 * For what belongs to the user alone: whoever acts in the user's name may look and repair, never hold a secret.
 * @throws DomainError `actor.forbidden`
 */
export function requireNoImpersonator(actor: Actor): void {
  if (actor.kind === 'system' || !actor.impersonator) return
  throw new DomainError('actor.forbidden', { reason: 'Not in the name of another user.' })
}

/**
 * A secret is shown, replaced or ended only for somebody who has just proved presence.
 * The compatible v2.0 credential calls are the exception: real clients know no second proof. The account of whoever
 * asks and the account that the secret belongs to must both allow them.
 * @param accountId whose secret it is
 * @throws DomainError `step_up.needed`, `actor.forbidden`
 */
export async function requirePresence(
  deps: Deps,
  stores: Stores,
  actor: Actor,
  accountId: string,
): Promise<void> {
  if (actor.kind === 'system') return
  requireNoImpersonator(actor)
  const account = await stores.accounts.byId(actor.accountId)
  if (!account) throw new DomainError('actor.forbidden')
  if (actor.proof.kind === 'session') {
    if (!isPresent(deps, actor, account.stepUpMinutes)) throw new DomainError('step_up.needed')
    return
  }
  const owning = accountId === account.id ? account : await stores.accounts.byId(accountId)
  const allowed = account.apiReveal && owning?.apiReveal === true
  const isOwn = actor.proof.kind === 'credential'
  if (!isOwn || actor.origin.dialect !== 'identity-v2.0' || !allowed)
    throw new DomainError('actor.forbidden', {
      reason: 'A key or token cannot do this: sign in to the panel.',
    })
}

/**
 * For acts on other people that a stranger at an open browser must not do. A program that sends its key with every
 * request has nothing more to prove.
 * @throws DomainError `step_up.needed`
 */
export async function requireFreshSession(deps: Deps, stores: Stores, actor: Actor): Promise<void> {
  if (actor.kind === 'user' && actor.proof.kind === 'session')
    await requirePresence(deps, stores, actor, actor.accountId)
}

/** The same for what everybody may do to oneself without. @throws DomainError `step_up.needed` */
export async function requireFreshSessionForOthers(
  deps: Deps,
  stores: Stores,
  actor: Actor,
  userId: string,
): Promise<void> {
  if (actor.kind === 'user' && actor.userId !== userId) await requireFreshSession(deps, stores, actor)
}

/** With a window of 0 every act asks; the proof then lasts just long enough for the act it was asked for. */
export function presenceMs(stepUpMinutes: number): number {
  return Math.max(30_000, stepUpMinutes * 60_000)
}

function isPresent(deps: Deps, actor: UserActor, stepUpMinutes: number): boolean {
  if (actor.proof.kind !== 'session' || actor.proof.provenAtMs === null) return false
  return deps.clock.now() - actor.proof.provenAtMs < presenceMs(stepUpMinutes)
}
