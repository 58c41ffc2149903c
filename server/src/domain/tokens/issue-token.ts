import type { Deps } from '../deps.ts'
import { randomHexId } from '../ids.ts'
import type { LoginMethod, TokenClaims, TokenScope } from './token.ts'
import { TOKEN_LIFETIME_MS } from './token.ts'

export interface Holder {
  readonly userId: string
  readonly accountId: string
  readonly credentialId: string
  readonly method: LoginMethod
}

export interface IssuedToken {
  readonly token: string
  readonly claims: TokenClaims
}

/**
 * A token for a login that has just succeeded. Writes nothing.
 * @param endsAtMs when the credential itself ends; no token outlives it
 */
export function issueToken(
  deps: Deps,
  holder: Holder,
  scope: TokenScope = 'project',
  endsAtMs = Number.POSITIVE_INFINITY,
): IssuedToken {
  const id = randomHexId(deps.random)
  const issuedAtMs = deps.clock.now()
  const expiresAtMs = Math.min(issuedAtMs + TOKEN_LIFETIME_MS, endsAtMs)
  const claims = { ...holder, scope, id, rootId: id, issuedAtMs, expiresAtMs }
  return { token: deps.tokens.seal(claims), claims }
}

/** A token for a token. It ends when the first one of the chain does, and dies with it. */
export function exchangeToken(deps: Deps, from: TokenClaims, scope: TokenScope = 'project'): IssuedToken {
  const claims = { ...from, scope, id: randomHexId(deps.random), issuedAtMs: deps.clock.now() }
  return { token: deps.tokens.seal(claims), claims }
}
