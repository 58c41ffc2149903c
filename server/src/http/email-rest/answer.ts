import type { FastifyReply } from 'fastify'
import type { Value } from './value.ts'
import { xmlOf } from './xml.ts'

/** JSON unless only XML is asked for: the vendor wanted `Accept` always, and JSON harms nobody who sends none. */
export function wantsXml(accept: string | undefined): boolean {
  if (accept === undefined || accept === '*/*' || accept === 'application/json') return false
  const lower = accept.toLowerCase()
  return (lower.includes('text/xml') || lower.includes('application/xml')) && !lower.includes('json')
}

/**
 * Sends a body in the form that was asked for.
 * @param root the root element of the XML; JSON has none
 */
export function answer(reply: FastifyReply, root: string, value: Value): FastifyReply {
  if (wantsXml(reply.request.headers.accept))
    return reply.type('text/xml; charset=utf-8').send(xmlOf(root, value))
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(value))
}

/** Done, and nothing to tell: clients compare with 200 and take an empty object for content. */
export function done(reply: FastifyReply): FastifyReply {
  return reply.code(200).send()
}
