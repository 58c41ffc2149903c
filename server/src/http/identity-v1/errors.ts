import type { FastifyReply, FastifyRequest } from 'fastify'
import { faultOf, sendJsonFault, startFault } from '../kit/identity-faults.ts'

/** v1.0 tells a fault by its status; the text is for people. */
export function answerV1_0Error(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const fault = faultOf(error, request)
  return startFault(reply, fault).type('text/plain; charset=utf-8').send(`${fault.message}\n`)
}

export function answerV1_1Error(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendJsonFault(reply, faultOf(error, request))
}
