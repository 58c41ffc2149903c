import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Dialect } from '../../domain/callers/caller.ts'

/** What may be said of a request once it is answered: nothing that the client chose freely. */
export interface Exchange {
  readonly requestId: string
  readonly dialect: Dialect
  readonly method: string
  /** The route's template, never the path; `unknown` where no route matched. */
  readonly route: string
  readonly status: number
  readonly durationMs: number
}

export function exchangeOf(dialect: Dialect, request: FastifyRequest, reply: FastifyReply): Exchange {
  return {
    requestId: request.id,
    dialect,
    method: request.method,
    route: request.routeOptions.url ?? 'unknown',
    status: reply.statusCode,
    durationMs: Math.round(reply.elapsedTime * 10) / 10,
  }
}
