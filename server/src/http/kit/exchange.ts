import type { FastifyReply, FastifyRequest } from 'fastify'

/** What may be said of a request once it is answered: nothing that the client chose freely. */
export interface Exchange {
  readonly requestId: string
  readonly dialect: string
  readonly method: string
  /** The route's template, never the path; `unknown` where no route matched. */
  readonly route: string
  readonly status: number
  readonly durationMs: number
}

export function exchangeOf(request: FastifyRequest, reply: FastifyReply): Exchange {
  const route = request.routeOptions.url ?? 'unknown'
  return {
    requestId: request.id,
    dialect: dialectOf(route),
    method: request.method,
    route,
    status: reply.statusCode,
    durationMs: Math.round(reply.elapsedTime * 10) / 10,
  }
}

const DIALECT_OF_PREFIX: readonly (readonly [prefix: string, dialect: string])[] = [
  ['/api/v1', 'native'],
  ['/v1.0', 'identity-v1.0'],
  ['/v1.1', 'identity-v1.1'],
  ['/v2.0', 'identity-v2.0'],
  ['/healthz', 'health'],
  ['/readyz', 'health'],
  ['/metrics', 'health'],
]

function dialectOf(route: string): string {
  const found = DIALECT_OF_PREFIX.find(([prefix]) => route === prefix || route.startsWith(`${prefix}/`))
  return found?.[1] ?? 'panel'
}
