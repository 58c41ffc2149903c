import type { FastifyReply, FastifyRequest } from 'fastify'
import { faultOf, sendJsonFault } from '../kit/identity-faults.ts'

/** Answers whatever a route threw as `{"unauthorized":{"code":401,"message":…}}` and the like. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendJsonFault(reply, faultOf(error, request))
}
