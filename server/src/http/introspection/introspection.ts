import type { FastifyReply, FastifyRequest } from 'fastify'
import { DomainError } from '../../domain/errors.ts'
import { inspectCredential } from '../../domain/login/inspect-credential.ts'
import { authenticateCredential, credentialActor } from '../../domain/login/verify-credential.ts'
import type { DialectPlugin, HttpContext } from '../kit/context.ts'
import { noteCaller } from '../kit/counted-caller.ts'
import { presentedCredential } from '../kit/credential.ts'
import { refuseCredentialsInAddresses } from '../kit/credential-in-address.ts'
import { type Form, parseFormBody } from '../kit/form-body.ts'
import { refuseOtherPaths } from '../kit/methods.ts'
import { requireOwnAccess } from '../kit/own-access.ts'
import { RequestError } from '../kit/request-error.ts'
import { visitOf } from '../kit/visit.ts'
import { answerError } from './errors.ts'
import { introspectionOf } from './wire.ts'

const DIALECT = 'introspection'
const FORM_TYPE = 'application/x-www-form-urlencoded'

/** Token introspection as in RFC 7662, for services that speak OAuth. */
export const introspection: DialectPlugin = {
  name: DIALECT,
  prefix: '/api/v1/introspect',
  register: (app, context) => {
    app.setErrorHandler(answerError)
    refuseCredentialsInAddresses(app)
    app.removeAllContentTypeParsers()
    app.addContentTypeParser(FORM_TYPE, { parseAs: 'buffer' }, async (_request: unknown, body: Buffer) =>
      parseFormBody(body),
    )
    refuseOtherPaths(app)
    app.post<{ Body: Form | undefined }>('', (request, reply) => introspect(context, request, reply))
  },
}

/** Who asks comes first: what is asked about is of no concern before. */
async function introspect(
  context: HttpContext,
  request: FastifyRequest<{ Body: Form | undefined }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { deps, publicUrl } = context
  const visit = visitOf(context, request, DIALECT)
  const presented = presentedCredential(request)
  if (!presented) throw new DomainError('credential.needed')
  const asker = credentialActor(await authenticateCredential(deps, presented, visit.origin), visit)
  noteCaller(request, asker)
  requireOwnAccess(asker, request)
  const token = request.body?.get('token') ?? ''
  if (token === '') throw new RequestError('bad_request', 'The form has no token.')
  const answer = introspectionOf(await inspectCredential(deps, asker, token), publicUrl)
  return reply.type('application/json').header('Cache-Control', 'no-store').send(JSON.stringify(answer))
}
