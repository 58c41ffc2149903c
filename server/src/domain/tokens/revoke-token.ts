import { type Actor, recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { LiveToken } from './check-token.ts'
import { EXPIRED_GRACE_MS } from './token.ts'

/**
 * Ends a token, and what was exchanged from it, before this resolves.
 * @throws DomainError `token.not_found` when it was ended by somebody else in the meantime
 */
export async function revokeToken(deps: Deps, actor: Actor, { claims }: LiveToken): Promise<void> {
  const forgottenAtMs = claims.expiresAtMs + EXPIRED_GRACE_MS
  const first = await deps.store.transaction(async (tx) => {
    if (!(await tx.tokens.markDeleted(claims.id, claims.userId, forgottenAtMs))) return false
    const act = { action: 'token.revoke', chain: claims.accountId, target: `user:${claims.userId}` }
    await recordAct(deps, tx, actor, act)
    return true
  })
  // Also when it was there already: memory does not know of a deletion whose outcome was unknown.
  deps.known.tokenDeleted(claims.id)
  if (!first) throw new DomainError('token.not_found')
}
