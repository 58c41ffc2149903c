import type { FastifyReply, FastifyRequest } from 'fastify'
import { DomainError, type DomainErrorCode } from '../../domain/errors.ts'
import { CallLimitError } from '../../domain/key-pairs/call-limits.ts'
import type { Clock } from '../../domain/ports.ts'
import { isVersion3 } from '../kit/email-paths.ts'
import { faultText } from '../kit/logging.ts'
import { REQUEST_ERROR_STATUS, type RequestError, requestErrorOf } from '../kit/request-error.ts'
import { escaped } from '../kit/xml-text.ts'
import { wantsXml } from './answer.ts'
import { usDate } from './dates.ts'

/** Nothing there, of a kind that no rule of the domain knows. */
export class MissingError extends Error {
  readonly resource: string

  constructor(resource: string, message = `${resource} Not Found`) {
    super(message)
    this.resource = resource
  }
}

/** `bad` is malformed, `refused` is well formed and not allowed. */
type Kind = 'bad' | 'refused' | 'unauthorized' | 'missing' | 'other'

interface Members {
  readonly [name: string]: string | boolean | Members
}

interface Fault {
  readonly status: number
  readonly kind: Kind
  readonly message: string
  /** Members beside code, message and details. */
  readonly more?: Members
  readonly retryAfterSeconds?: number
}

const ROOTS: Readonly<Record<Kind, string>> = {
  bad: 'badRequestFault',
  refused: 'validationFault',
  unauthorized: 'unauthorizedFault',
  missing: 'itemNotFoundFault',
  other: 'appsFault',
}

/** One text for every way in which a signature is not good: nothing can be found out by trying. */
const NOT_SIGNED = [403, 'unauthorized', 'Authentication failed.'] as const
const NOT_ALLOWED = [403, 'unauthorized', 'You are not authorized to perform this action.'] as const
const NOT_NOW = [503, 'other', 'The service cannot do this now. Try again in a moment.'] as const
const OURS = [500, 'other', 'The service could not do this.'] as const
const TAKEN = [400, 'refused', 'The name is taken.'] as const
const REFUSED = [400, 'refused', 'A value is not allowed.'] as const
const CONFLICT = [409, 'other', 'This cannot be done in the present state.'] as const
const missing = (resource: string) => [404, 'missing', `${resource} Not Found`, resource] as const
const UNKNOWN = missing('Item')

type Wording = readonly [status: number, kind: Kind, message: string, resource?: string]

/** A new refusal of the domain does not compile until it is worded here. */
const DOMAIN: Readonly<Record<DomainErrorCode, Wording>> = {
  'credential.wrong': NOT_SIGNED,
  'credential.needed': NOT_SIGNED,
  'user.disabled': NOT_SIGNED,
  'password.wrong': NOT_SIGNED,
  'factor.needed': NOT_SIGNED,
  'factor.wrong': NOT_SIGNED,
  'factor.set_up_needed': NOT_SIGNED,
  'passkey.wrong': NOT_SIGNED,
  'session.not_found': NOT_SIGNED,
  // The words that clients look for.
  throttled: [403, 'unauthorized', 'Exceeded request limits'],
  'actor.forbidden': NOT_ALLOWED,
  'step_up.needed': NOT_ALLOWED,
  'factor.required': NOT_ALLOWED,
  'owner.protected': [400, 'refused', 'The last super administrator of the account is protected from this.'],
  'input.invalid': REFUSED,
  'password.weak': [400, 'refused', 'The password is too easy to guess.'],
  'user.exists': TAKEN,
  'account.exists': TAKEN,
  'key.exists': TAKEN,
  'role.exists': TAKEN,
  'group.exists': TAKEN,
  'mail_domain.not_found': missing('Domain'),
  'mailbox.not_found': missing('Mailbox'),
  'mail_alias.not_found': missing('Alias'),
  'mail_list.not_found': missing('List'),
  'job.not_found': UNKNOWN,
  'job.over': CONFLICT,
  'mail_domain.exists': TAKEN,
  'mail_domain.in_use': [400, 'refused', 'The domain has mailboxes.'],
  'address.exists': TAKEN,
  'pin.not_found': UNKNOWN,
  'pin.exists': TAKEN,
  'factor.exists': TAKEN,
  'endpoint.exists': TAKEN,
  'application_credential.exists': TAKEN,
  'idempotency.conflict': CONFLICT,
  'account.not_found': missing('Customer'),
  'user.not_found': missing('Admin'),
  'key.not_found': UNKNOWN,
  'key.lost': UNKNOWN,
  'key.shown_once': UNKNOWN,
  'app_password.not_found': UNKNOWN,
  'application_credential.not_found': UNKNOWN,
  'access_rule.not_found': UNKNOWN,
  'token.not_found': UNKNOWN,
  'link.not_found': UNKNOWN,
  'endpoint.not_found': UNKNOWN,
  'rule.not_found': UNKNOWN,
  'factor.not_found': UNKNOWN,
  'role.not_found': UNKNOWN,
  'group.not_found': UNKNOWN,
  'secret.unreadable': OURS,
  busy: NOT_NOW,
  'storage.full': NOT_NOW,
  'storage.away': NOT_NOW,
  'master_key.away': NOT_NOW,
  'outcome.unknown': [503, 'other', 'It is not known whether this was done. Look before repeating it.'],
}

/** Answers whatever a route threw, the message in the body and in `x-error-message`. */
export function errorAnswers(clock: Clock) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const fault = refusalOf(error) ?? ofWording(OURS)
    if (fault.status === 500) request.log.error({ requestId: request.id, fault: faultText(error) })
    if (error instanceof CallLimitError) tellRoom(reply, error)
    if (fault.retryAfterSeconds !== undefined) reply.header('Retry-After', String(fault.retryAfterSeconds))
    const details = fault.status >= 500 ? request.id : usDate(clock.now())
    return send(reply, fault, details)
  }
}

function send(reply: FastifyReply, fault: Fault, details: string): FastifyReply {
  const { status, kind, message, more } = fault
  reply.code(status).header('x-error-message', message.replace(/[^\x20-\x7e]/g, '?'))
  if (isVersion3(reply.request.originalUrl)) return reply.send({ details: message })
  if (wantsXml(reply.request.headers.accept)) {
    const content = elements({ message, details, ...more })
    const root = ROOTS[kind]
    const xml = `<?xml version="1.0" encoding="utf-8"?><${root} code="${status}">${content}</${root}>`
    return reply.type('text/xml; charset=utf-8').send(xml)
  }
  const members = { code: status, message, details, ...more }
  // Clients disagree on which root a refused value has.
  const roots = kind === 'refused' ? [ROOTS.refused, ROOTS.bad] : [ROOTS[kind]]
  const body = JSON.stringify(Object.fromEntries(roots.map((root) => [root, members])))
  return reply.type('application/json; charset=utf-8').send(body)
}

function elements(members: Members): string {
  return Object.entries(members)
    .map(([name, value]) => {
      const content = typeof value === 'object' ? elements(value) : escaped(String(value))
      return `<${name}>${content}</${name}>`
    })
    .join('')
}

function tellRoom(reply: FastifyReply, { room }: CallLimitError): void {
  reply
    .header('RateLimit-Limit', String(room.limit))
    .header('RateLimit-Remaining', String(room.remaining))
    .header('RateLimit-Reset', String(room.resetSeconds))
}

function refusalOf(error: unknown): Fault | null {
  if (error instanceof DomainError) return ofDomain(error)
  if (error instanceof MissingError) return { ...ofWording(missing(error.resource)), message: error.message }
  const requestError = requestErrorOf(error)
  return requestError && ofRequest(requestError)
}

function ofWording([status, kind, message, resource]: Wording): Fault {
  return { status, kind, message, ...(resource !== undefined && { more: { resourceType: resource } }) }
}

function ofDomain({ code, facts }: DomainError): Fault {
  const fault = ofWording(DOMAIN[code])
  const seconds = facts.retryAfterSeconds ?? (fault.status === 503 ? 1 : undefined)
  const recoverable = facts.isRecoverable
  if (recoverable !== undefined)
    return { ...fault, more: { ...fault.more, additionalData: { isRecoverable: recoverable } } }
  const isTold = fault.kind === 'refused' || code === 'actor.forbidden'
  return {
    ...fault,
    ...(isTold && facts.reason !== undefined && { message: facts.reason }),
    ...(seconds !== undefined && { retryAfterSeconds: seconds }),
  }
}

function ofRequest({ code, message }: RequestError): Fault {
  if (code === 'not_found') return { ...ofWording(UNKNOWN), message }
  // The vendor knows no 413 and no 431: what is too much is a bad request.
  const isBad = ['bad_request', 'too_large', 'headers_too_large', 'not_acceptable'].includes(code)
  return { status: isBad ? 400 : REQUEST_ERROR_STATUS[code], kind: isBad ? 'bad' : 'other', message }
}
