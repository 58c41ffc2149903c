import type { FastifyReply, FastifyRequest } from 'fastify'
import { DomainError } from '../../domain/errors.ts'
import { authenticateCredential } from '../../domain/login/verify-credential.ts'
import type { DialectPlugin, HttpContext } from '../kit/context.ts'
import { presentedCredential } from '../kit/credential.ts'
import { originOf } from '../kit/origin.ts'
import { identityHeaders, identityOf } from './answer.ts'
import { answerError, refuse } from './errors.ts'
import { originalRequest } from './original.ts'

export const VERIFY_PATH = '/auth/verify'
export const DIALECT = 'forward-auth'

/** What proxies ask before they pass a request on. Every method, since some proxies keep that of the request. */
export const forwardAuth: DialectPlugin = {
  name: DIALECT,
  prefix: VERIFY_PATH,
  register: (app, context) => {
    app.setErrorHandler(answerError)
    // A body is the request's, not ours: proxies that send one all the same are answered without it.
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', async (_request: unknown, body: NodeJS.ReadableStream) => {
      body.resume()
    })
    const handler = (request: FastifyRequest, reply: FastifyReply) => answer(context, request, reply)
    for (const url of ['', '/*']) app.all(url, handler)
  },
}

async function answer(
  context: HttpContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { headers, method } = request
  const presented = presentedCredential(request)
  const path = (request.raw.url ?? '').slice(VERIFY_PATH.length)
  const original = originalRequest(
    (name) => {
      const value = headers[name]
      return typeof value === 'string' ? value : undefined
    },
    { method, host: headers.host, path: path.startsWith('/') ? path : '' },
  )
  if (!presented) throw new DomainError('credential.needed')
  const origin = originOf(request.raw, DIALECT, context.trustedProxies)
  const good = identityOf(await authenticateCredential(context.deps, presented, origin))
  const protection = await context.deps.known.protection()
  if (!protection.allows(original, good.roles)) return refuse(reply, 'role')
  const named = identityHeaders(good)
  for (let at = 0; at < named.length; at += 2) reply.header(named[at] ?? '', named[at + 1])
  return reply.code(204).header('Cache-Control', 'no-store').send()
}
