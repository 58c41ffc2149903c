import { STATUS_CODES } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Fault, faultOf, startFault } from '../kit/identity-faults.ts'

/** A login by methods that are not spoken here; the answer names those that are. */
export class UnsupportedMethod extends Error {
  readonly supported: readonly string[]

  constructor(supported: readonly string[]) {
    super('unsupported method')
    this.name = 'UnsupportedMethod'
    this.supported = supported
  }
}

/** A login by application credential that asks for a scope: the credential is for one project. */
export class ScopeNotAllowed extends Error {}

/** Keystone's own words, for whatever was wrong: clients and validators show them. */
const UNAUTHORIZED: Fault = {
  status: 401,
  name: 'unauthorized',
  message: 'The request you have made requires authentication.',
}

/** Says nothing of the credential, so it may say more than the other refusals; Keystone does, and clients show it. */
const SCOPE_NOT_ALLOWED: Fault = {
  ...UNAUTHORIZED,
  message:
    'Error authenticating with application credential: Application credentials cannot request a scope.',
}

/**
 * Answers whatever a route threw as `{"error":{"code":401,"message":…,"title":"Unauthorized"}}`.
 * @returns a handler that names `<publicUrl>/v3` with every 401, as Keystone does
 */
export function errorHandler(publicUrl: string) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const isUnsupported = error instanceof UnsupportedMethod
    const fault = loginFault(error) ?? keystoneFault(faultOf(error, request))
    const { status, message } = fault
    if (status === 401) reply.header('WWW-Authenticate', `Keystone uri="${publicUrl}/v3"`)
    const identity = isUnsupported ? { identity: { methods: error.supported } } : {}
    const body = { error: { code: status, message, title: STATUS_CODES[status], ...identity } }
    return startFault(reply, fault).type('application/json').send(JSON.stringify(body))
  }
}

function loginFault(error: unknown): Fault | null {
  if (error instanceof ScopeNotAllowed) return SCOPE_NOT_ALLOWED
  return error instanceof UnsupportedMethod ? UNAUTHORIZED : null
}

/** What v1.1 and v2.0 would answer, told as Keystone tells it. */
function keystoneFault(fault: Fault): Fault {
  // A disabled user and a wrong secret answer alike.
  if (fault.status === 401 || fault.name === 'userDisabled') return UNAUTHORIZED
  if (fault.status === 413 && fault.retryAfterSeconds !== undefined) return { ...fault, status: 429 }
  return fault.status === 415 ? { ...fault, status: 400 } : fault
}
