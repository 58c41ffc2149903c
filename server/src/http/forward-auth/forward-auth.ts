import type { FastifyReply, FastifyRequest } from 'fastify'
import { DomainError } from '../../domain/errors.ts'
import { authenticateCredential, credentialActor } from '../../domain/login/verify-credential.ts'
import type { DialectPlugin, HttpContext } from '../kit/context.ts'
import { noteCaller } from '../kit/counted-caller.ts'
import { presentedCredential } from '../kit/credential.ts'
import { originOf } from '../kit/origin.ts'
import { answerHeaders, identityOf, isUnclear, mayPass } from './answer.ts'
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
    const handler = (request: FastifyRequest, reply: FastifyReply) => answer(context, request, reply)
    // Before Fastify looks at a body and its type: they are the original request's, if a proxy sends them at all.
    app.addHook('onRequest', handler)
    for (const url of ['', '/*']) app.all(url, handler)
    // The methods that the router does not know: WebDAV's.
    app.setNotFoundHandler(handler)
  },
}

async function answer(
  context: HttpContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { headers, method } = request
  const presented = presentedCredential(request)
  // The one that was sent: the router's has lost a slash at its end.
  const path = request.originalUrl.replace(/^\/+auth\/+verify/, '')
  const original = originalRequest(
    (name) => {
      const value = headers[name]
      return typeof value === 'string' ? value : undefined
    },
    { method, host: headers.host, path: path.startsWith('/') ? path : '' },
  )
  if (!presented) throw new DomainError('credential.needed')
  const origin = { ...originOf(request.raw, DIALECT, context.trustedProxies), verifies: true } as const
  const credential = await authenticateCredential(context.deps, presented, origin)
  noteCaller(request, credentialActor(credential, { origin, requestId: request.id }))
  const good = identityOf(credential)
  const protection = await context.deps.known.protection()
  if (isUnclear(protection, original, good)) return refuse(reply, 'malformed')
  if (!mayPass(protection, original, good)) return refuse(reply, 'role')
  const named = answerHeaders(good)
  for (let at = 0; at < named.length; at += 2) reply.header(named[at] ?? '', named[at + 1])
  return reply.code(isEnvoy(headers) ? 200 : 204).send()
}

/** For Envoy 200 alone lets a request pass: it answers its client with a 204, and denies. It names itself like this. */
function isEnvoy(headers: FastifyRequest['headers']): boolean {
  return Object.keys(headers).some((name) => name.startsWith('x-envoy-'))
}
