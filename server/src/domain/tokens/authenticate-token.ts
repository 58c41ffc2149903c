import type { Origin } from '../callers/caller.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { checkToken, type LiveToken } from './check-token.ts'
import { isByPassword } from './token.ts'

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
    if (!deps.tokens.open(token)) {
      deps.limiter.failed(origin.address, null)
      deps.calls.loginFailed(origin, null, 'key')
    }
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
