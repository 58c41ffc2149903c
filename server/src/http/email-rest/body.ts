import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Fields, NO_FIELDS, readFields } from './fields.ts'
import { MAX_VALUE_LENGTH } from './form.ts'

const BODY_LIMIT = MAX_VALUE_LENGTH
const WITH_BODY = new Set(['POST', 'PUT'])

/** Bodies as they come: with a type and nothing in it, in either form, and with requests where they mean nothing. */
export function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT },
    async ({ method, headers }: FastifyRequest, body: Buffer) =>
      WITH_BODY.has(method) ? readFields(headers['content-type'], body) : NO_FIELDS,
  )
}

/** The fields of a body; of none where there was no body. */
export function fieldsOf({ body }: FastifyRequest): Fields {
  return body instanceof Fields ? body : NO_FIELDS
}
