import type { FastifyRequest } from 'fastify'
import type { HttpContext } from '../kit/context.ts'
import { type Caller, tokenCaller } from '../kit/token-caller.ts'

export type { Caller } from '../kit/token-caller.ts'

/** @throws DomainError `credential.needed` for a missing or dead token, `throttled` */
export function callerOf(context: HttpContext, request: FastifyRequest): Promise<Caller> {
  return tokenCaller(context, request, 'identity-v2.0')
}
