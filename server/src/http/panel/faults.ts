import type { FastifyReply } from 'fastify'
import { DomainError, type DomainErrorCode } from '../../domain/errors.ts'
import type { Form } from '../kit/form-body.ts'

/** Why a form comes back to the person who sent it. */
export interface FormFault {
  readonly status: number
  readonly text: string
  /** The field at fault; null when it is the form as a whole. */
  readonly field: string | null
  readonly retryAfterSeconds?: number
}

export const EXPIRED_FORM: FormFault = {
  status: 403,
  text: 'This form was open for too long or came from elsewhere. Please send it again.',
  field: null,
}

/** Where the second step is asked for without a first one. */
export const SIGN_IN_OVER: FormFault = {
  status: 200,
  text: 'There is no sign-in to go on with: it took too long, or began in another browser. Please sign in again.',
  field: null,
}

/** The browser sent no passkey's answer, or one that cannot be read. */
export const NO_ANSWER: FormFault = {
  status: 400,
  text: 'The passkey gave no answer. Please try again.',
  field: null,
}

type Wording = readonly [status: number, text: string]

const WRONG: Wording = [401, 'The username or the password is not right.']
const LATER: Wording = [503, 'The server is busy. Please try again in a moment.']
const FAULT: Wording = [500, 'Something went wrong on the server. Please try again.']
const DEAD: Wording = [404, 'This link was used already or has ended.']
const NOT_HERE: Wording = [400, 'This cannot be done here.']

/** A new refusal of the domain does not compile until it is worded for people. */
const WORDING: Readonly<Record<DomainErrorCode, Wording>> = {
  'input.invalid': [400, 'This is not allowed.'],
  // Wrong, unknown and disabled read alike.
  'credential.wrong': WRONG,
  'user.disabled': WRONG,
  'password.wrong': WRONG,
  'credential.needed': [401, 'Please sign in.'],
  'session.not_found': [401, 'Please sign in.'],
  'password.weak': [400, 'This password is too easy to guess.'],
  'user.exists': [409, 'This username is taken.'],
  'account.exists': [409, 'This account exists already.'],
  'link.not_found': DEAD,
  'actor.forbidden': [403, 'You may not do this.'],
  'owner.protected': [403, 'The owner is protected from this.'],
  'step_up.needed': [403, 'Please sign in again.'],
  'storage.full': [507, 'The server has no room to write.'],
  'outcome.unknown': [503, 'It is not known whether this was done. Please try to sign in.'],
  throttled: [429, 'Too many failed attempts.'],
  busy: LATER,
  'storage.away': LATER,
  'master_key.away': LATER,
  'secret.unreadable': FAULT,
  'user.not_found': NOT_HERE,
  'account.not_found': NOT_HERE,
  'key.not_found': NOT_HERE,
  'key.exists': NOT_HERE,
  'key.lost': NOT_HERE,
  'key.shown_once': NOT_HERE,
  'token.not_found': NOT_HERE,
  'endpoint.not_found': NOT_HERE,
  'role.exists': NOT_HERE,
  'group.exists': NOT_HERE,
  'group.not_found': NOT_HERE,
  'mail_domain.not_found': NOT_HERE,
  'mail_domain.exists': NOT_HERE,
  'mail_domain.in_use': NOT_HERE,
  'app_password.not_found': NOT_HERE,
  'mailbox.not_found': NOT_HERE,
  'mail_alias.not_found': NOT_HERE,
  'mail_list.not_found': NOT_HERE,
  'job.not_found': NOT_HERE,
  'job.over': NOT_HERE,
  'address.exists': NOT_HERE,
  'pin.not_found': NOT_HERE,
  'pin.exists': NOT_HERE,
  'application_credential.not_found': NOT_HERE,
  'application_credential.exists': NOT_HERE,
  'access_rule.not_found': NOT_HERE,
  'rule.not_found': NOT_HERE,
  'factor.needed': WRONG,
  'factor.set_up_needed': NOT_HERE,
  'factor.wrong': [401, 'This is not the code that the app shows now, or it was used already.'],
  'factor.not_found': NOT_HERE,
  'factor.exists': NOT_HERE,
  'factor.required': NOT_HERE,
  'passkey.wrong': [401, 'This passkey was not accepted.'],
  'endpoint.exists': NOT_HERE,
  'role.not_found': NOT_HERE,
  'idempotency.conflict': NOT_HERE,
}

/** Fields that these forms show. What is wrong with any other is said of the form as a whole. */
const FIELDS = new Set(['username', 'password', 'again', 'code'])

/** The fault that a refusal stands for. @throws what is no refusal */
export function faultOf(error: unknown): FormFault {
  if (!(error instanceof DomainError)) throw error
  const [status, text] = WORDING[error.code]
  const { field, reason, retryAfterSeconds } = error.facts
  const named = error.code === 'user.exists' ? 'username' : field
  return {
    status,
    text: `${status < 500 ? (reason ?? text) : text}${waiting(retryAfterSeconds)}`,
    field: named !== undefined && FIELDS.has(named) ? named : null,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  }
}

/** What can be told without asking the domain: an empty field, or two passwords that differ. */
export function faultInNewPassword(form: Form): FormFault | null {
  if (form.get('password') === '') return { status: 400, field: 'password', text: 'Choose a password.' }
  if (form.get('password') === form.get('again')) return null
  return { status: 400, field: 'again', text: 'The two passwords differ.' }
}

/** The headers that belong to a fault. */
export function withWaiting(reply: FastifyReply, fault: FormFault | null): FastifyReply {
  if (fault?.status === 401) reply.header('WWW-Authenticate', 'Bearer realm="keyward"')
  if (fault?.status === 429 || fault?.status === 503) {
    reply.header('Retry-After', String(fault.retryAfterSeconds ?? 1))
  }
  return reply
}

function waiting(seconds: number | undefined): string {
  if (seconds === undefined) return ''
  const time = seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`
  return ` Try again in ${seconds === 1 ? 'a second' : time}.`
}
