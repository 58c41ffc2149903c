import type { FastifyRequest } from 'fastify'
import { DomainError } from '../../domain/errors.ts'
import { checkSetUpToken } from '../../domain/tokens/check-token.ts'
import type { HttpContext } from '../kit/context.ts'
import { type Caller, tokenCaller } from '../kit/token-caller.ts'

export type { Caller } from '../kit/token-caller.ts'

/** @throws DomainError `credential.needed` for a missing or dead token, `throttled` */
export function callerOf(context: HttpContext, request: FastifyRequest): Promise<Caller> {
  return tokenCaller(context, request, 'identity-v2.0')
}

/** Who asks about a token. @throws DomainError as `callerOf` */
export function validatorOf(context: HttpContext, request: FastifyRequest): Promise<Caller> {
  return tokenCaller(context, request, 'identity-v2.0', { verifies: true })
}

/**
 * Who asks, by any token or by one for setting up; the latter counts for its own user alone.
 * @throws DomainError as `tokenCaller`, `actor.forbidden`
 */
export async function setUpCallerOf(context: HttpContext, request: FastifyRequest): Promise<Caller> {
  const caller = await tokenCaller(context, request, 'identity-v2.0', { check: checkSetUpToken })
  const named = namedUser(request)
  const isOwn = named === caller.actor.userId
  if (caller.live.claims.scope === 'set-up' && !isOwn) throw new DomainError('actor.forbidden')
  return caller
}

function namedUser({ params }: FastifyRequest): unknown {
  return typeof params === 'object' && params !== null && 'userId' in params ? params.userId : undefined
}
