import type { FastifyReply, FastifyRequest } from 'fastify'
import { DomainError, type DomainErrorCode } from '../../domain/errors.ts'
import { PROBLEMS, type ProblemCode, type Refusal, refusalOfRequest, sendProblem } from '../kit/problem.ts'
import { requestErrorOf } from '../kit/request-error.ts'

/** A refusal that only this dialect knows. */
export class NativeError extends Error {
  readonly code: 'two_credentials' | 'csrf' | 'conflict' | 'changed_meanwhile'

  constructor(code: NativeError['code']) {
    super(code)
    this.name = 'NativeError'
    this.code = code
  }
}

const NATIVE_DETAIL: Readonly<Record<NativeError['code'], string>> = {
  two_credentials: 'Send one credential: a session cookie, or one header.',
  conflict: 'The user is disabled. Enable the user first, then invite.',
  changed_meanwhile: 'Somebody else changed this since you read it.',
  csrf: 'The request did not come from a page of this server with its current token.',
}

type Wording = readonly [code: ProblemCode, detail: string]

/** A new refusal of the domain does not compile until it is worded here. */
const DOMAIN: Readonly<Record<DomainErrorCode, Wording>> = {
  'input.invalid': ['invalid', 'A value is not allowed.'],
  // Wrong, ended and disabled answer alike: a different text would tell a thief what the credential was worth.
  'credential.wrong': ['unauthorized', 'The credential is not good.'],
  'user.disabled': ['unauthorized', 'The credential is not good.'],
  'credential.needed': ['unauthorized', 'Sign in, or send a key or token.'],
  'session.not_found': ['unauthorized', 'Sign in, or send a key or token.'],
  'token.not_found': ['not_found', 'There is no such token.'],
  'actor.forbidden': ['forbidden', 'You may not do this.'],
  'owner.protected': ['forbidden', 'The owner is protected from this.'],
  'step_up.needed': ['step_up_needed', 'Confirm your password first.'],
  'password.wrong': ['wrong_password', 'The password is not right.'],
  'password.weak': ['invalid', 'The password is too easy to guess.'],
  'user.not_found': ['not_found', 'There is no such user.'],
  'user.exists': ['conflict', 'The user name is taken.'],
  'account.not_found': ['not_found', 'There is no such account.'],
  'account.exists': ['conflict', 'The account exists already.'],
  'key.not_found': ['not_found', 'The user has no API key.'],
  'key.exists': ['conflict', 'The user has an API key already.'],
  'key.lost': ['key_lost', 'The value of this key cannot be shown any more. Reset it.'],
  'key.shown_once': [
    'key_shown_once',
    'This key was shown once, when it was made. Only a reset gives a new one.',
  ],
  'link.not_found': ['not_found', 'The link was used, has ended or never existed.'],
  'endpoint.not_found': ['not_found', 'There is no such endpoint.'],
  'group.exists': ['conflict', 'There is a group of this name already.'],
  'role.exists': ['conflict', 'The role exists already.'],
  'mail_domain.not_found': ['not_found', 'There is no such domain.'],
  'mail_domain.exists': ['conflict', 'The domain is there already.'],
  'mail_domain.in_use': ['conflict', 'The domain has mailboxes.'],
  'app_password.not_found': ['not_found', 'There is no such app password.'],
  'mailbox.not_found': ['not_found', 'There is no such mailbox.'],
  'mail_alias.not_found': ['not_found', 'There is no such alias.'],
  'mail_list.not_found': ['not_found', 'There is no such group list.'],
  'job.not_found': ['not_found', 'There is no such job.'],
  'job.over': ['conflict', 'The job is not in a state in which this can be done.'],
  'address.exists': ['conflict', 'The address is taken.'],
  'pin.not_found': ['not_found', 'You have no support PIN yet.'],
  'pin.exists': ['conflict', 'The user has a PIN.'],
  'application_credential.not_found': ['not_found', 'There is no such application credential.'],
  'application_credential.exists': ['conflict', 'The user has an application credential of this name.'],
  'access_rule.not_found': ['not_found', 'There is no such access rule.'],
  'rule.not_found': ['not_found', 'There is no such rule.'],
  'factor.needed': ['unauthorized', 'The credential is not good.'],
  'factor.set_up_needed': ['unauthorized', 'The credential is not good.'],
  'factor.wrong': ['wrong_code', 'This is not the code of now, or it was used already.'],
  'factor.not_found': ['not_found', 'There is no such second factor.'],
  'factor.exists': ['conflict', 'This second factor is there already.'],
  'factor.required': ['factor_required', 'Your account requires a second factor. Add another one first.'],
  'passkey.wrong': ['wrong_passkey', 'The passkey was not accepted.'],
  'endpoint.exists': ['conflict', 'The endpoint exists already.'],
  'group.not_found': ['not_found', 'There is no such group.'],
  'role.not_found': ['not_found', 'There is no such role.'],
  'idempotency.conflict': ['conflict', 'This Idempotency-Key was used for another request.'],
  'secret.unreadable': ['internal', 'The server could not do this.'],
  throttled: ['throttled', 'Too many failures from your network or for this user. Wait, then try again.'],
  busy: ['busy', 'The server is busy. Try again in a moment.'],
  'storage.full': ['storage_full', 'The server has no room to write.'],
  'storage.away': ['busy', 'The database does not answer. Try again in a moment.'],
  'master_key.away': ['busy', 'The server waits for its new master key. Try again in a moment.'],
  'outcome.unknown': [
    'outcome_unknown',
    'It is not known whether this was done. Read the state before repeating.',
  ],
}

/** The refusal that an error stands for; null for a fault of ours. */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof NativeError) return { code: error.code, detail: NATIVE_DETAIL[error.code] }
  if (error instanceof DomainError) return ofDomain(error)
  const requestError = requestErrorOf(error)
  return requestError && refusalOfRequest(requestError)
}

/** Answers whatever a route threw. What is not a refusal is a fault of ours: it goes to the log, not out. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = refusalOf(error) ?? { code: 'internal', detail: 'The server could not do this.' }
  if (PROBLEMS[refusal.code].status === 500) request.log.error({ requestId: request.id, error })
  return sendProblem(reply, refusal)
}

function ofDomain({ code, facts }: DomainError): Refusal {
  const [problem, detail] = DOMAIN[code]
  const tellsReason = PROBLEMS[problem].status < 500
  return {
    code: problem,
    detail: tellsReason ? (facts.reason ?? detail) : detail,
    ...(facts.field !== undefined && { field: facts.field }),
    ...(facts.retryAfterSeconds !== undefined && { retryAfterSeconds: facts.retryAfterSeconds }),
  }
}
