import type { FastifyReply, FastifyRequest } from 'fastify'
import { DomainError } from '../../domain/errors.ts'
import { REQUEST_ERROR_STATUS, type RequestError, requestErrorOf } from '../kit/request-error.ts'

interface Fault {
  readonly status: number
  /** RFC 6749, section 5.2; `temporarily_unavailable` and `server_error` are borrowed from its section 4.1.2.1. */
  readonly error:
    | 'invalid_request'
    | 'invalid_client'
    | 'unauthorized_client'
    | 'temporarily_unavailable'
    | 'server_error'
  readonly text: string
  readonly retryAfterSeconds?: number
}

export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const fault = faultOf(error)
  if (fault.status === 500) request.log.error({ requestId: request.id, error })
  if (fault.status === 401) reply.header('WWW-Authenticate', CHALLENGE)
  if (fault.retryAfterSeconds !== undefined) reply.header('Retry-After', String(fault.retryAfterSeconds))
  return reply
    .code(fault.status)
    .header('Cache-Control', 'no-store')
    .type('application/json')
    .send(JSON.stringify({ error: fault.error, error_description: fault.text }))
}

const CHALLENGE = 'Basic realm="keyward", charset="UTF-8", Bearer realm="keyward"'

const SERVER_FAULT: Fault = {
  status: 500,
  error: 'server_error',
  text: 'Something went wrong on the server.',
}

function faultOf(error: unknown): Fault {
  if (error instanceof DomainError) return refusalOf(error)
  const refused = requestErrorOf(error)
  return refused ? malformed(refused) : SERVER_FAULT
}

/** A body of another type is a malformed request in the RFC, like any other. */
function malformed({ code, message }: RequestError): Fault {
  const error = 'invalid_request'
  if (code === 'unsupported_media_type') return { status: 400, error, text: FORM_WANTED }
  return { status: REQUEST_ERROR_STATUS[code], error, text: message }
}

const FORM_WANTED = 'Send the body as application/x-www-form-urlencoded.'

function refusalOf({ code, facts }: DomainError): Fault {
  switch (code) {
    case 'credential.wrong':
    case 'credential.needed':
    // Disabled and wrong answer alike: a different text would tell a thief what the credential was worth.
    case 'user.disabled':
      return { status: 401, error: 'invalid_client', text: 'Send a valid key or token of your own.' }
    case 'actor.forbidden':
      return { status: 403, error: 'unauthorized_client', text: 'Your credential may not ask here.' }
    case 'throttled':
      return away(429, 'Too many failures.', facts.retryAfterSeconds)
    case 'busy':
    case 'storage.away':
    case 'master_key.away':
    case 'storage.full':
      return away(503, 'Try again in a moment.', facts.retryAfterSeconds)
    default:
      return SERVER_FAULT
  }
}

function away(status: number, text: string, retryAfterSeconds = 1): Fault {
  return { status, error: 'temporarily_unavailable', text, retryAfterSeconds }
}
