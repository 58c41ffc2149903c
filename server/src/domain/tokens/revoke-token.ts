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
  await deps.store.transaction(async (tx) => {
    const forgottenAtMs = claims.expiresAtMs + EXPIRED_GRACE_MS
    const first = await tx.tokens.markDeleted(claims.id, claims.userId, forgottenAtMs)
    if (!first) throw new DomainError('token.not_found')
    const act = { action: 'token.revoke', chain: claims.accountId, target: `user:${claims.userId}` }
    await recordAct(deps, tx, actor, act)
  })
  deps.known.tokenDeleted(claims.id)
}
