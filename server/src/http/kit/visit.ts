import type { FastifyRequest } from 'fastify'
import type { Dialect } from '../../domain/callers/caller.ts'
import type { Visit } from '../../domain/sessions/session.ts'
import type { HttpContext } from './context.ts'
import { originOf } from './origin.ts'

/** Where a request came from, and its number in the log. */
export function visitOf(context: HttpContext, request: FastifyRequest, dialect: Dialect): Visit {
  return { origin: originOf(request.raw, dialect, context.trustedProxies), requestId: request.id }
}
