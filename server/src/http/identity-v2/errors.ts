import type { FastifyReply, FastifyRequest } from 'fastify'
import { DomainError } from '../../domain/errors.ts'
import { faultOf, sendJsonFault } from '../kit/identity-faults.ts'

/** A password that was right and is not enough: the same login goes on with this secret and a passcode. */
export class PasscodeNeeded extends DomainError {
  readonly secret: string

  constructor(secret: string) {
    super('factor.needed')
    this.secret = secret
  }
}

/** Answers whatever a route threw as `{"unauthorized":{"code":401,"message":…}}` and the like. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof PasscodeNeeded) {
    reply.header('WWW-Authenticate', `OS-MF sessionId='${error.secret}', factor='PASSCODE'`)
  }
  return sendJsonFault(reply, faultOf(error, request))
}
