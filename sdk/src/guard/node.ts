import type { Verification } from '../verification-types.ts'
import type { HeaderOf } from './credential.ts'
import { createGuard, type GuardOptions } from './guard.ts'

/** What the guards need of a request of Express, of Fastify, or of `node:http` itself. */
export interface GuardedRequest {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** Who it is; set by the guard. */
  keyward?: Verification
}

/** What `expressGuard` needs of a response. */
export interface GuardedResponse {
  statusCode: number
  setHeader(name: string, value: string): unknown
  end(body: string): unknown
}

/** What `fastifyGuard` needs of a reply. */
export interface GuardedReply {
  code(status: number): unknown
  header(name: string, value: string): unknown
  send(body: string): unknown
}

/**
 * Middleware for Express (4 and 5), Connect, and whatever calls `(request, response, next)`: answers 401, 403, 429 or
 * 503 itself, or puts who it is on `request.keyward` (see `callerOf`) and goes on. See `GuardOptions`.
 *
 * ```ts
 * app.use(expressGuard({ baseUrl: 'http://localhost:8080' }))
 * app.get('/reports', expressGuard({ baseUrl: 'http://localhost:8080', roles: ['reports:reader'] }), listReports)
 * ```
 *
 * @throws TypeError when it is made with options that cannot work
 */
export function expressGuard(
  options: GuardOptions,
): (request: GuardedRequest, response: GuardedResponse, next: () => void) => Promise<void> {
  const guard = createGuard(options)
  return async (request, response, next) => {
    const admission = await guard(headersOf(request))
    if (admission.kind === 'passed') {
      request.keyward = admission.caller
      return next()
    }
    const { status, headers, body } = admission.refusal
    response.statusCode = status
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    response.end(body)
  }
}

/**
 * A hook for Fastify (`onRequest` is the right one: before the body is read), for the whole server or one route.
 *
 * ```ts
 * app.addHook('onRequest', fastifyGuard({ baseUrl: 'http://localhost:8080' }))
 * ```
 *
 * @throws TypeError when it is made with options that cannot work
 */
export function fastifyGuard(
  options: GuardOptions,
): (request: GuardedRequest, reply: GuardedReply) => Promise<unknown> {
  const guard = createGuard(options)
  return async (request, reply) => {
    const admission = await guard(headersOf(request))
    if (admission.kind === 'passed') {
      request.keyward = admission.caller
      return undefined
    }
    const { status, headers, body } = admission.refusal
    reply.code(status)
    for (const [name, value] of Object.entries(headers)) reply.header(name, value)
    reply.send(body)
    // Fastify goes no further when a hook returns the reply.
    return reply
  }
}

/**
 * Who sent a request that a guard let pass.
 * @throws Error when no guard stood before this handler: better no answer than one for nobody
 */
export function callerOf(request: object): Verification {
  const { keyward }: { keyward?: Verification } = request
  if (keyward === undefined) throw new Error('no guard stands before this handler')
  return keyward
}

/** Node joins what was sent twice, or keeps the first; a list is none of the headers that are read here. */
function headersOf({ headers }: GuardedRequest): HeaderOf {
  return (name) => {
    const value = headers[name]
    return typeof value === 'string' ? value : undefined
  }
}
