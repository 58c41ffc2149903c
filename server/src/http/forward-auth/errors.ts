import type { FastifyReply, FastifyRequest } from 'fastify'
import { DomainError } from '../../domain/errors.ts'
import { requestErrorOf } from '../kit/request-error.ts'

/** Why a request was refused, for `X-Keyward-Reason`. */
export type Reason = 'credential' | 'role' | 'malformed' | 'throttled' | 'unavailable'

/**
 * Answers 401 or 403 and nothing else: nginx makes a 500 of any other status. 401 asks for a credential, or another
 * one; 403 says that a credential will not help.
 */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const reason = reasonOf(error)
  if (reason === null) request.log.error({ requestId: request.id, error })
  return refuse(
    reply,
    reason ?? 'unavailable',
    error instanceof DomainError ? error.facts.retryAfterSeconds : undefined,
  )
}

export function refuse(reply: FastifyReply, reason: Reason, retryAfterSeconds?: number): FastifyReply {
  reply.headers({ 'Cache-Control': 'no-store', 'X-Keyward-Reason': reason })
  if (retryAfterSeconds !== undefined) reply.header('Retry-After', String(retryAfterSeconds))
  if (reason === 'credential') reply.header('WWW-Authenticate', 'Bearer realm="keyward"')
  return reply.code(reason === 'credential' ? 401 : 403).send()
}

/** Null for a fault of ours. */
function reasonOf(error: unknown): Reason | null {
  if (!(error instanceof DomainError)) return requestErrorOf(error) ? 'malformed' : null
  switch (error.code) {
    case 'credential.wrong':
    case 'credential.needed':
    // Disabled and wrong answer alike: a different text would tell a thief what the credential was worth.
    case 'user.disabled':
      return 'credential'
    case 'throttled':
      return 'throttled'
    case 'busy':
    case 'storage.away':
    case 'master_key.away':
    case 'storage.full':
      return 'unavailable'
    default:
      return null
  }
}
