import type { FastifyRequest } from 'fastify'
import { type Form, parseFormBody } from '../kit/form-body.ts'

/** The posted form; an empty one when there was no body. @throws RequestError */
export function formOf(request: FastifyRequest, maxFieldLength?: number): Form {
  const { body } = request
  return parseFormBody(body instanceof Buffer ? body : Buffer.alloc(0), maxFieldLength)
}

/** One value of the query; empty when it is missing or given twice. */
export function queryOf(request: FastifyRequest, name: string): string {
  const queryAt = request.url.indexOf('?')
  const query = new URLSearchParams(queryAt < 0 ? '' : request.url.slice(queryAt + 1))
  const values = query.getAll(name)
  return values.length === 1 ? (values[0] ?? '') : ''
}
