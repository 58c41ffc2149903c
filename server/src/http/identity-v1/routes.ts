import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Login, logInWithKey } from '../../domain/login/log-in.ts'
import type { DialectPlugin, HttpContext } from '../kit/context.ts'
import { refuseCredentialsInAddresses } from '../kit/credential-in-address.ts'
import { readIdentityRequests } from '../kit/identity-requests.ts'
import { versionDocument } from '../kit/identity-versions.ts'
import { V1_1_NAMESPACE } from '../kit/identity-xml-table.ts'
import { refuseOtherPaths } from '../kit/methods.ts'
import { originOf } from '../kit/origin.ts'
import { bodyLogin, headerLogin, type KeyLogin } from './auth.ts'
import { answerV1_0Error, answerV1_1Error } from './errors.ts'
import { cacheControl, loginHeaders, loginToWire } from './wire.ts'

/** Login by two headers, answered in headers. */
export const identityV1_0: DialectPlugin = {
  name: 'identity-v1.0',
  prefix: '/v1.0',
  register: (app, context) => {
    app.setErrorHandler(answerV1_0Error)
    refuseCredentialsInAddresses(app)
    startDialect(app, () => {
      app.get('', async (request, reply) => {
        const login = await logIn(context, request, 'identity-v1.0', headerLogin(request.headers))
        const headers = loginHeaders(login, await context.deps.known.endpoints())
        // Past Fastify, which writes names in lower case: scripts cut these headers out by their documented spelling.
        for (const [name, value] of Object.entries(headers)) reply.raw.setHeader(name, value)
        return reply.code(204).header('Cache-Control', cacheControl(login)).send()
      })
    })
  },
}

/** The same login as JSON, with a catalog. */
export const identityV1_1: DialectPlugin = {
  name: 'identity-v1.1',
  prefix: '/v1.1',
  register: (app, context) => {
    app.setErrorHandler(answerV1_1Error)
    readIdentityRequests(app, ['/v1.1/auth'], V1_1_NAMESPACE)
    startDialect(app, () => {
      app.get('', async () => versionDocument(context.publicUrl, 'v1.1'))
      app.post('/auth', async (request) => {
        const login = await logIn(context, request, 'identity-v1.1', bodyLogin(request.body))
        return loginToWire(login, await context.deps.known.endpoints())
      })
    })
  },
}

/** What both versions have: headers on every answer, 404 and 405 in the dialect's form. */
function startDialect(app: FastifyInstance, addRoutes: () => void): void {
  app.addHook('onSend', (request, reply, _payload, done) => {
    reply.header('X-Trans-Id', request.id)
    if (!reply.hasHeader('Cache-Control')) reply.header('Cache-Control', 'no-store')
    done()
  })
  refuseOtherPaths(app)
  addRoutes()
}

function logIn(
  context: HttpContext,
  request: FastifyRequest,
  dialect: 'identity-v1.0' | 'identity-v1.1',
  { username, secret, tenant }: KeyLogin,
): Promise<Login> {
  const origin = originOf(request.raw, dialect, context.trustedProxies)
  return logInWithKey(context.deps, { username, secret }, tenant, origin)
}
