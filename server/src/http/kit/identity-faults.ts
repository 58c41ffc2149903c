import type { FastifyReply, FastifyRequest } from 'fastify'
import { DomainError, type DomainErrorCode } from '../../domain/errors.ts'
import { faultText } from './logging.ts'
import {
  REQUEST_ERROR_STATUS,
  type RequestError,
  type RequestErrorCode,
  requestErrorOf,
} from './request-error.ts'

/** A refusal as identity v1.1 and v2.0 tell it: `{"NAME":{"code":STATUS,"message":…}}`. v1.0 tells the message. */
export interface Fault {
  readonly status: number
  readonly name: string
  readonly message: string
  readonly retryAfterSeconds?: number
}

type Wording = readonly [status: number, name: string, message: string]

const NOT_NOW = 'The service cannot do this now. Try again in a moment.'
const UNKNOWN_TOKEN = "No valid token provided. Please use the 'X-Auth-Token' header with a valid token."

/** A new refusal of the domain does not compile until it is worded here. */
const DOMAIN: Readonly<Record<DomainErrorCode, Wording>> = {
  'input.invalid': [400, 'badRequest', 'A value is not allowed.'],
  'password.weak': [400, 'badRequest', 'The password is too easy to guess.'],
  // Unknown user, wrong key and retired key answer alike: another text would tell a thief what the key was worth.
  'credential.wrong': [401, 'unauthorized', 'Username or api key is invalid.'],
  'password.wrong': [401, 'unauthorized', 'Unable to authenticate user with credentials provided.'],
  'credential.needed': [401, 'unauthorized', UNKNOWN_TOKEN],
  'session.not_found': [401, 'unauthorized', UNKNOWN_TOKEN],
  'actor.forbidden': [403, 'forbidden', 'You are not authorized to perform this action.'],
  'step_up.needed': [403, 'forbidden', 'This can be done in the panel only.'],
  'owner.protected': [403, 'forbidden', 'The account owner is protected from this.'],
  'user.disabled': [403, 'userDisabled', 'User is disabled.'],
  'user.not_found': [404, 'itemNotFound', 'User not found.'],
  'account.not_found': [404, 'itemNotFound', 'Account not found.'],
  'key.not_found': [404, 'itemNotFound', 'The user has no api key.'],
  'key.lost': [404, 'itemNotFound', 'The value of this api key cannot be shown any more. Reset it.'],
  'key.shown_once': [
    404,
    'itemNotFound',
    'This api key was shown once, when it was made, and cannot be shown again. Reset it to get a new one.',
  ],
  'token.not_found': [404, 'itemNotFound', 'Token not found.'],
  'role.not_found': [404, 'itemNotFound', 'Role not found.'],
  'link.not_found': [404, 'itemNotFound', 'Link not found.'],
  'endpoint.not_found': [404, 'itemNotFound', 'Endpoint not found.'],
  'user.exists': [409, 'tenantConflict', 'The user name is taken.'],
  'account.exists': [409, 'tenantConflict', 'The tenant exists already.'],
  'key.exists': [409, 'tenantConflict', 'This api key cannot be used.'],
  'group.not_found': [404, 'itemNotFound', 'Group not found.'],
  'group.exists': [409, 'tenantConflict', 'The group exists already.'],
  'role.exists': [409, 'tenantConflict', 'The role exists already.'],
  // No call of this protocol is about e-mail.
  'mail_domain.not_found': [404, 'itemNotFound', 'Domain not found.'],
  'mail_domain.exists': [409, 'tenantConflict', 'The domain exists already.'],
  'mail_domain.in_use': [409, 'tenantConflict', 'The domain has mailboxes.'],
  'app_password.not_found': [404, 'itemNotFound', 'App password not found.'],
  'mailbox.not_found': [404, 'itemNotFound', 'Mailbox not found.'],
  'mail_alias.not_found': [404, 'itemNotFound', 'Alias not found.'],
  'mail_list.not_found': [404, 'itemNotFound', 'List not found.'],
  'job.not_found': [404, 'itemNotFound', 'Job not found.'],
  'job.over': [409, 'conflict', 'The job is over.'],
  'address.exists': [409, 'tenantConflict', 'The address is taken.'],
  'pin.not_found': [404, 'itemNotFound', 'The user has no PIN.'],
  'pin.exists': [409, 'tenantConflict', 'The user has a PIN.'],
  'application_credential.not_found': [404, 'itemNotFound', 'Could not find this application credential.'],
  'application_credential.exists': [
    409,
    'tenantConflict',
    'The user has an application credential of this name.',
  ],
  'access_rule.not_found': [404, 'itemNotFound', 'Could not find this access rule.'],
  'rule.not_found': [404, 'itemNotFound', 'There is no such rule.'],
  'factor.needed': [401, 'unauthorized', 'Additional authentication credentials required.'],
  'factor.set_up_needed': [403, 'forbidden', 'User must setup multi-factor.'],
  'factor.wrong': [401, 'unauthorized', 'Unable to authenticate user with credentials provided.'],
  'factor.not_found': [404, 'itemNotFound', 'There is no such multi-factor device.'],
  'factor.exists': [409, 'tenantConflict', 'The multi-factor device exists already.'],
  'factor.required': [403, 'forbidden', 'Multi-factor authentication is required for this user.'],
  'passkey.wrong': [401, 'unauthorized', 'Unable to authenticate user with credentials provided.'],
  'endpoint.exists': [409, 'tenantConflict', 'The endpoint exists already.'],
  'idempotency.conflict': [409, 'tenantConflict', 'The request was sent before with other content.'],
  throttled: [413, 'overLimit', 'Too many failed attempts. Wait, then try again.'],
  'secret.unreadable': [500, 'identityFault', 'The service could not do this.'],
  busy: [503, 'serviceUnavailable', NOT_NOW],
  'storage.full': [503, 'serviceUnavailable', NOT_NOW],
  'storage.away': [503, 'serviceUnavailable', NOT_NOW],
  'master_key.away': [503, 'serviceUnavailable', NOT_NOW],
  'outcome.unknown': [
    503,
    'serviceUnavailable',
    'It is not known whether this was done. Look before repeating it.',
  ],
}

const REQUEST: Readonly<Record<RequestErrorCode, string>> = {
  bad_request: 'badRequest',
  not_found: 'itemNotFound',
  method_not_allowed: 'badMethod',
  not_acceptable: 'notAcceptable',
  too_large: 'overLimit',
  unsupported_media_type: 'badMediaType',
  headers_too_large: 'badRequest',
}

const OURS: Fault = { status: 500, name: 'identityFault', message: 'The service could not do this.' }

/** What to answer for whatever a route threw. What is not a refusal is a fault of ours: it goes to the log. */
export function faultOf(error: unknown, request: FastifyRequest): Fault {
  const fault = refusalOf(error) ?? OURS
  if (fault.status === 500) request.log.error({ requestId: request.id, fault: faultText(error) })
  return fault
}

/** Status and `Retry-After` of a fault, for the body to follow. */
export function startFault(reply: FastifyReply, { status, retryAfterSeconds }: Fault): FastifyReply {
  if (retryAfterSeconds !== undefined) reply.header('Retry-After', String(retryAfterSeconds))
  return reply.code(status)
}

/** Sends a fault in the JSON form. */
export function sendJsonFault(reply: FastifyReply, fault: Fault): FastifyReply {
  const { status, name, message, retryAfterSeconds } = fault
  const retryAfter = retryAfterSeconds === undefined ? {} : { retryAfter: retryAfterSeconds }
  const body = { [name]: { code: status, message, ...retryAfter } }
  return startFault(reply, fault).type('application/json').send(JSON.stringify(body))
}

function refusalOf(error: unknown): Fault | null {
  if (error instanceof DomainError) return ofDomain(error)
  const requestError = requestErrorOf(error)
  return requestError && ofRequest(requestError)
}

function ofDomain({ code, facts }: DomainError): Fault {
  const [status, name, message] = DOMAIN[code]
  const seconds = facts.retryAfterSeconds ?? (status === 503 ? 1 : undefined)
  return {
    status,
    name,
    message: status < 500 ? (facts.reason ?? message) : message,
    ...(seconds !== undefined && { retryAfterSeconds: seconds }),
  }
}

function ofRequest({ code, message }: RequestError): Fault {
  return { status: REQUEST_ERROR_STATUS[code], name: REQUEST[code], message }
}
