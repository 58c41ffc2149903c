import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { DialectPlugin } from '../kit/context.ts'
import { collectMethods } from '../kit/methods.ts'
import { RequestError } from '../kit/request-error.ts'
import { DIALECT, requireSignature } from './auth.ts'
import { addCustomerRoutes } from './customers.ts'
import { errorAnswers } from './errors.ts'
import { NO_FIELDS, readFields } from './fields.ts'

const BODY_LIMIT = 256 * 1_024

/** The signed REST API that clients of Rackspace Email speak. */
export const emailDialect: DialectPlugin = {
  name: DIALECT,
  prefix: '/v1',
  register: (app, context) => {
    app.setErrorHandler(errorAnswers(context.deps.clock))
    requireSignature(app, context)
    app.addHook('onRequest', async (request) => requireNames(request))
    app.addHook('onSend', async (_request, reply) => {
      reply.header('Cache-Control', 'no-store')
    })
    readBodies(app)
    app.setNotFoundHandler(() => {
      throw new RequestError('not_found', 'There is nothing at this address.')
    })
    const refuseOtherMethods = collectMethods(app)
    addCustomerRoutes(app, context)
    refuseOtherMethods()
  },
}

const WITH_BODY = new Set(['POST', 'PUT'])

/** Bodies as they come: with a type and nothing in it, in either form, and with requests where they mean nothing. */
function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT },
    async ({ method, headers }: FastifyRequest, body: Buffer) =>
      WITH_BODY.has(method) ? readFields(headers['content-type'], body) : NO_FIELDS,
  )
}

/** What no name in an address holds once it is decoded. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
const NO_NAME = /[/\\\u0000-\u001f\u007f]/

/** @throws RequestError */
function requireNames({ params }: FastifyRequest): void {
  if (typeof params !== 'object' || params === null) return
  for (const value of Object.values(params)) {
    if (typeof value === 'string' && NO_NAME.test(value))
      throw new RequestError('not_found', 'There is nothing at this address.')
  }
}
