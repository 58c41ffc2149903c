import type { UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { isStaff } from '../policy.ts'
import { SERVICE, USER_ADMIN, USER_MANAGE } from '../roles/roles.ts'
import type { User } from '../users/user.ts'
import { checkToken, type LiveToken } from './check-token.ts'

/**
 * A token that somebody asks about or wants to end: one's own, or one of those that
 * `mayAskForToken` tells. For dialects that cannot
 * tell of an application credential; a token got with one is unknown there, or it would pass for more than it is.
 * @throws DomainError `token.not_found` for bad tokens and for those of other accounts, `actor.forbidden`
 */
export async function subjectToken(deps: Deps, actor: UserActor, token: string): Promise<LiveToken> {
  const live = await plainToken(deps, token)
  requireTokenReach(actor, live)
  return live
}

/**
 * A token that somebody asks about in such a dialect, without ending it: as `subjectToken`, and services may ask about
 * everybody's.
 * @param belongsTo account number the token must be for; null for any
 * @throws DomainError as `subjectToken`
 */
export async function validatedPlainToken(
  deps: Deps,
  actor: UserActor,
  token: string,
  belongsTo: string | null,
): Promise<LiveToken> {
  const live = await plainToken(deps, token)
  if (belongsTo !== null && belongsTo !== live.claims.accountId) throw new DomainError('token.not_found')
  requireValidation(actor, live)
  return live
}

async function plainToken(deps: Deps, token: string): Promise<LiveToken> {
  const live = await checkToken(deps, token)
  if (!live || live.delegation) throw new DomainError('token.not_found')
  return live
}

/** A token that somebody wants to end, however it was got. @throws DomainError as `subjectToken` */
export async function endableToken(deps: Deps, actor: UserActor, token: string): Promise<LiveToken> {
  const live = await checkToken(deps, token)
  if (!live) throw new DomainError('token.not_found')
  requireTokenReach(actor, live)
  return live
}

/**
 * A token that somebody asks about, without ending it: as `subjectToken`, and services may ask about everybody's.
 * @param graceMs how long ago the token may have expired
 * @throws DomainError `token.not_found`, `actor.forbidden`
 */
export async function validatedToken(
  deps: Deps,
  actor: UserActor,
  token: string,
  graceMs: number,
): Promise<LiveToken> {
  const live = await checkToken(deps, token, graceMs)
  if (!live) throw new DomainError('token.not_found')
  requireValidation(actor, live)
  return live
}

/** @throws DomainError `token.not_found`, `actor.forbidden` */
function requireValidation(actor: UserActor, live: LiveToken): void {
  if (!validatesAll(actor)) requireTokenReach(actor, live)
}

/** A service is told of everybody's tokens. */
export function validatesAll({ roles }: Pick<UserActor, 'roles'>): boolean {
  return roles.includes(SERVICE)
}

/** @throws DomainError `token.not_found`, `actor.forbidden` */
function requireTokenReach(actor: UserActor, { user }: LiveToken): void {
  if (mayAskForToken(actor, user)) return
  throw new DomainError(actor.accountId === user.accountId ? 'actor.forbidden' : 'token.not_found')
}

const OF_THE_ACCOUNT: readonly string[] = [USER_ADMIN, USER_MANAGE]

/**
 * Whether an actor may ask about a token, and end it: managers for their whole account, staff for everybody. That is
 * more than they may do to the user, and gives nothing: who holds a token could use it, and end it with itself.
 */
export function mayAskForToken(actor: UserActor, user: Pick<User, 'id' | 'accountId'>): boolean {
  if (actor.userId === user.id || isStaff(actor)) return true
  return actor.accountId === user.accountId && actor.roles.some((role) => OF_THE_ACCOUNT.includes(role))
}
