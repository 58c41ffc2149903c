import type { Origin } from '../callers/caller.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { keyWorksAt } from '../keys/key.ts'
import type { KnownUser } from '../login/known.ts'
import { checkToken, type LiveToken } from './check-token.ts'
import type { IssuedToken } from './issue-token.ts'
import { isByPassword, type TokenClaims } from './token.ts'

/**
 * Checks a token, counts the call for what it was got with, and guards against guessing.
 * @throws DomainError `credential.wrong`; `throttled` only for a text that this installation never sealed: a script
 * that goes on with an ended token must not stop others behind the same address
 * @param check says which tokens are good for what is asked
 */
export async function authenticateToken(
  deps: Deps,
  token: string,
  origin: Origin,
  check: typeof checkToken = checkToken,
): Promise<LiveToken> {
  const live = await check(deps, token)
  if (!live) {
    await countDeadToken(deps, token, origin)
    throw new DomainError('credential.wrong')
  }
  countTokenUse(deps, live, origin)
  return live
}

/** The use of a token is a use of the key or application credential that it was got with. */
export function countTokenUse(
  { calls }: Pick<Deps, 'calls'>,
  { claims, user, impersonator }: LiveToken,
  origin: Origin,
): void {
  if (isByPassword(claims.method)) return
  const { id: userId, accountId } = impersonator ?? user
  calls.record({ keyId: claims.credentialId, userId, accountId }, origin, 'valid')
}

/** Counts a token that was given. One that was got with a password is nobody's who calls. */
export function countGivenToken(
  { calls }: Pick<Deps, 'calls'>,
  { claims }: IssuedToken,
  origin: Origin,
): void {
  if (isByPassword(claims.method)) return
  const { userId, accountId } = claims
  calls.tokenGiven({ keyId: claims.credentialId, userId, accountId }, origin)
}

/**
 * Counts a token that is refused: as a call with its key when that has ended, since a program that goes on with it is to
 * be named after a reset, and when it ran out. One that was revoked says nothing of its key.
 * @throws DomainError `throttled` only for a text that this installation never sealed
 */
export async function countDeadToken(deps: Deps, token: string, origin: Origin): Promise<void> {
  const claims = deps.tokens.open(token)
  if (claims) return countEndedKey(deps, claims, origin)
  deps.limiter.failed(origin.address, null)
  deps.calls.loginFailed(origin, { username: null, kind: 'key' })
}

/**
 * Counts a dead token as a call with its key when that has ended or the token ran out. Only keys that are kept for the user are counted: a
 * token cannot make up others.
 * @param isCounted whose calls whoever presents the token may cause to be counted
 */
export async function countEndedKey(
  deps: Deps,
  claims: TokenClaims,
  origin: Origin,
  isCounted: (user: KnownUser) => boolean = () => true,
): Promise<void> {
  if (claims.method !== 'APIKEY') return
  const user = await deps.known.user(claims.impersonatorId ?? claims.userId)
  const key = user?.keys.find(({ id }) => id === claims.credentialId)
  if (!user || !key || !isCounted(user)) return
  const nowMs = deps.clock.now()
  if (keyWorksAt(key, nowMs) && claims.expiresAtMs > nowMs) return
  const outcome = keyWorksAt(key, nowMs) ? 'expired' : 'revoked'
  deps.calls.record({ keyId: key.id, userId: user.id, accountId: user.accountId }, origin, outcome)
}
