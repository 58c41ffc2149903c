import type { ApplicationCredential } from '../application-credentials/application-credential.ts'
import { type Delegation, delegatedBy } from '../application-credentials/delegation.ts'
import type { Deps } from '../deps.ts'
import { keyWorksAt } from '../keys/key.ts'
import type { KnownUser } from '../login/known.ts'
import { SERVICE_ADMIN } from '../roles/roles.ts'
import { mayImpersonate } from './may-impersonate.ts'
import { isByPassword, type TokenClaims, type TokenScope } from './token.ts'

/** A token that is good now, with the current state of its user. */
export interface LiveToken {
  readonly claims: TokenClaims
  /** With the roles of the application credential only, where there is one. */
  readonly user: KnownUser
  /** Of a token got with an application credential; else null. */
  readonly delegation: Delegation | null
  /** Who of the staff acts as the user. */
  readonly impersonator?: KnownUser
}

/**
 * Whether a token is good at this moment. Null for every kind of bad one.
 * @param graceMs how long ago it may have expired
 */
export async function checkToken(deps: Deps, token: string, graceMs = 0): Promise<LiveToken | null> {
  const claims = openUnexpired(deps, token, graceMs)
  if (!claims) return null
  const user = await deps.known.user(claims.userId)
  if (!user || (await deps.known.isDeleted(claims.id, claims.rootId))) return null
  if (claims.impersonatorId !== undefined) return impersonation(deps, claims, user, claims.impersonatorId)
  const isDelegated = claims.method === 'APPLICATION_CREDENTIAL'
  const credentials = isDelegated ? await deps.known.applicationCredentials(user.id) : []
  return judge(claims, user, credentials, deps.clock.now(), graceMs)
}

/** As `checkToken`, and tokens for setting a second factor up count too: for the calls that do so, and no others. */
export async function checkSetUpToken(deps: Deps, token: string): Promise<LiveToken | null> {
  const claims = openUnexpired(deps, token)
  if (claims?.scope !== 'set-up') return checkToken(deps, token)
  const user = await deps.known.user(claims.userId)
  if (!user || (await deps.known.isDeleted(claims.id, claims.rootId))) return null
  return (
    judge({ ...claims, scope: 'project' }, user, [], deps.clock.now()) && { claims, user, delegation: null }
  )
}

/** As `checkToken`, when memory alone can tell, in this very turn; else undefined. */
export function checkTokenFromMemory(deps: Deps, token: string): LiveToken | null | undefined {
  const claims = openUnexpired(deps, token)
  if (!claims) return null
  // Seldom: the way by the database will do.
  if (claims.impersonatorId !== undefined) return undefined
  const user = deps.known.peekUser(claims.userId)
  const deleted = deps.known.peekDeleted(claims.id, claims.rootId)
  const isDelegated = claims.method === 'APPLICATION_CREDENTIAL'
  const credentials = isDelegated ? deps.known.peekApplicationCredentials(claims.userId) : []
  if (!user || !credentials || deleted === undefined) return undefined
  return deleted ? null : judge(claims, user, credentials, deps.clock.now())
}

/** The staff's own login must still be good, and so must their right to act as this user. */
async function impersonation(
  deps: Deps,
  claims: TokenClaims,
  user: KnownUser,
  impersonatorId: string,
): Promise<LiveToken | null> {
  const impersonator = await deps.known.user(impersonatorId)
  if (!impersonator?.usable || !user.usable || user.accountId !== claims.accountId) return null
  if (!mayImpersonate(impersonator, user) || !isCurrent(claims, impersonator, deps.clock.now())) return null
  return { claims, user, delegation: null, impersonator }
}

function openUnexpired(deps: Deps, token: string, graceMs = 0): TokenClaims | null {
  const claims = deps.tokens.open(token)
  return claims && claims.expiresAtMs + graceMs > deps.clock.now() ? claims : null
}

function judge(
  claims: TokenClaims,
  user: KnownUser,
  credentials: readonly ApplicationCredential[],
  nowMs: number,
  graceMs = 0,
): LiveToken | null {
  if (!user.usable || user.accountId !== claims.accountId) return null
  if (claims.method !== 'APPLICATION_CREDENTIAL') {
    return isCurrent(claims, user, nowMs) ? { claims, user, delegation: null } : null
  }
  const credential = credentials.find(({ id }) => id === claims.credentialId)
  // A token may be asked about for some time after its end, and its end may be the credential's.
  const delegated = credential ? delegatedBy(credential, user, nowMs - graceMs) : null
  return delegated && { claims, ...delegated }
}

/** What the login was done with must still be good: the key, its overlap included, or the password. */
function isCurrent(claims: TokenClaims, user: KnownUser, nowMs: number): boolean {
  if (claims.scope !== 'project' && !isGoodFor(claims.scope, user)) return false
  if (isByPassword(claims.method)) return claims.credentialId === user.passwordId
  const key = user.keys.find(({ id }) => id === claims.credentialId)
  // A key that was deleted, or put in doubt by a restore, takes its tokens along whatever the account has set.
  if (key?.state !== 'active') return false
  return user.resetKeepsTokens || keyWorksAt(key, nowMs)
}

/** The whole installation is for operators, as long as they are; what sets a factor up is no token elsewhere. */
function isGoodFor(scope: TokenScope, user: KnownUser): boolean {
  return scope === 'unscoped' || (scope !== 'set-up' && user.roles.includes(SERVICE_ADMIN))
}
