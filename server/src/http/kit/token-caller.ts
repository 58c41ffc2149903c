import type { FastifyRequest } from 'fastify'
import { type UserActor, userActor } from '../../domain/actor.ts'
import type { Dialect } from '../../domain/callers/caller.ts'
import { DomainError } from '../../domain/errors.ts'
import { proofOf } from '../../domain/login/verify-credential.ts'
import { authenticateToken } from '../../domain/tokens/authenticate-token.ts'
import { checkToken, type LiveToken } from '../../domain/tokens/check-token.ts'
import type { HttpContext } from './context.ts'
import { noteCaller } from './counted-caller.ts'
import { requireOwnAccess } from './own-access.ts'
import { visitOf } from './visit.ts'

/** Who asks, by the token in `X-Auth-Token`. */
export interface Caller {
  readonly actor: UserActor
  readonly live: LiveToken
  readonly token: string
}

/** What a token is shown for. */
interface TokenUse {
  /** Says which tokens are good for what is asked. */
  readonly check?: typeof checkToken
  /** Set where the caller asks about a token. */
  readonly verifies?: true
}

/**
 * Identity v3 alone can tell of application credentials; elsewhere a token got with one is no token.
 * @throws DomainError `credential.needed` for a missing or dead token, `throttled`; `actor.forbidden` as
 * `requireOwnAccess`
 */
export async function tokenCaller(
  context: HttpContext,
  request: FastifyRequest,
  dialect: Dialect,
  { check = checkToken, verifies }: TokenUse = {},
): Promise<Caller> {
  const token = request.headers['x-auth-token']
  if (typeof token !== 'string' || token === '') throw new DomainError('credential.needed')
  const { origin: whence, ...visited } = visitOf(context, request, dialect)
  const visit = { ...visited, origin: verifies ? { ...whence, verifies } : whence }
  const live = await authenticateToken(context.deps, token, visit.origin, check).catch((error: unknown) => {
    // The words for a wrong key would send the reader looking in the wrong place.
    const isWrong = error instanceof DomainError && error.code === 'credential.wrong'
    throw isWrong ? new DomainError('credential.needed') : error
  })
  if (live.delegation && dialect !== 'identity-v3') throw new DomainError('credential.needed')
  const actor = userActor(live.user, proofOf(live), visit, live.impersonator)
  noteCaller(request, actor)
  requireOwnAccess(actor, request)
  return { actor, live, token }
}
