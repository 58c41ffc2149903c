import type { FastifyRequest } from 'fastify'
import type { HttpContext } from '../kit/context.ts'
import { type Caller, tokenCaller } from '../kit/token-caller.ts'

export const DIALECT = 'identity-v3'

/** Who asks, by the token in `X-Auth-Token`. @throws DomainError `credential.needed`, `throttled` */
export function callerOf(context: HttpContext, request: FastifyRequest): Promise<Caller> {
  return tokenCaller(context, request, DIALECT)
}

/** Who asks about a token. @throws DomainError as `callerOf` */
export function validatorOf(context: HttpContext, request: FastifyRequest): Promise<Caller> {
  return tokenCaller(context, request, DIALECT, { verifies: true })
}
