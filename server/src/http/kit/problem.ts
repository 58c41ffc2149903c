import type { FastifyReply } from 'fastify'
import type { RequestError, RequestErrorCode } from './request-error.ts'

/** Every refusal that people and programs of our own API can meet. `code` is stable; the texts are not. */
export interface ProblemKind {
  readonly status: number
  readonly title: string
  /** What the caller can do, for the reference page. */
  readonly remedy: string
}

function kind(status: number, title: string, remedy: string): ProblemKind {
  return { status, title, remedy }
}

export const PROBLEMS = {
  invalid: kind(400, 'Invalid request', 'Correct what `detail` says; `field` names the member at fault.'),
  two_credentials: kind(400, 'Two credentials', 'Send a session cookie or one credential header, not both.'),
  unauthorized: kind(401, 'Not signed in', 'Sign in, or send a key or token that is good.'),
  forbidden: kind(
    403,
    'Not allowed',
    'Ask somebody who has the right, or sign in to the panel for this act.',
  ),
  step_up_needed: kind(
    403,
    'Confirm that it is you',
    'Send the password to `POST /session/step-up`, then repeat the request.',
  ),
  wrong_password: kind(403, 'Wrong password', 'Type the password again.'),
  wrong_code: kind(
    403,
    'Wrong code',
    'Type the code that the app shows now. Each works once; after five wrong ones there is a pause.',
  ),
  wrong_passkey: kind(
    403,
    'Passkey not accepted',
    'Ask for new options and use the passkey again. Each challenge works once, for five minutes.',
  ),
  csrf: kind(
    403,
    'Request from elsewhere',
    'Send the request from a page of this server, with the `csrfToken` of `GET /session` in `X-CSRF-Token`.',
  ),
  not_found: kind(
    404,
    'Not found',
    'Check the address. What belongs to another account looks like this too.',
  ),
  method_not_allowed: kind(405, 'Method not allowed', 'Use one of the methods in the `Allow` header.'),
  not_acceptable: kind(406, 'Not acceptable', 'Accept `application/json`.'),
  timeout: kind(408, 'Too slow', 'Send the whole request within 15 seconds.'),
  conflict: kind(409, 'Conflict', 'Read the current state, then decide again.'),
  key_lost: kind(409, 'Key cannot be shown', 'Reset the key; its value cannot be recovered.'),
  key_shown_once: kind(
    409,
    'Key was shown once',
    'Use the copy that was made when the key was shown, or reset the key; its value is not kept.',
  ),
  factor_required: kind(
    409,
    'A second factor is required',
    'Set another second factor up first: the account requires one.',
  ),
  changed_meanwhile: kind(
    412,
    'Changed meanwhile',
    'Read the current state and its `ETag`, then decide again.',
  ),
  too_large: kind(413, 'Too large', 'Send at most 64 KiB.'),
  unsupported_media_type: kind(415, 'Unsupported media type', 'Send the body as `application/json`.'),
  throttled: kind(429, 'Too many failures', 'Wait for the seconds in `Retry-After`.'),
  headers_too_large: kind(431, 'Headers too large', 'Send fewer or shorter headers.'),
  internal: kind(500, 'Internal error', 'Tell the operator the `requestId`; it finds the cause in the log.'),
  busy: kind(503, 'Busy', 'Repeat the request after the seconds in `Retry-After`.'),
  outcome_unknown: kind(
    503,
    'Outcome unknown',
    'Read the state, or repeat the request with the same `Idempotency-Key`.',
  ),
  storage_full: kind(507, 'Storage full', 'The operator must free space. Reading and checking keys goes on.'),
} as const satisfies Record<string, ProblemKind>

export type ProblemCode = keyof typeof PROBLEMS

/** RFC 9457. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: ProblemCode
  readonly field?: string
  readonly requestId: string
}

export interface Refusal {
  readonly code: ProblemCode
  /** One sentence. Echoes nothing of what was sent. */
  readonly detail: string
  readonly field?: string
  readonly retryAfterSeconds?: number
}

export const PROBLEM_TYPE = 'application/problem+json'

export function problemType(code: string): string {
  return `urn:keyward:problem:${code}`
}

/** Sends a refusal in the form of RFC 9457, with the headers that belong to it. */
export function sendProblem(reply: FastifyReply, refusal: Refusal): FastifyReply {
  const { code, detail, field, retryAfterSeconds } = refusal
  const { status, title } = PROBLEMS[code]
  const requestId = reply.request.id
  const problem: Problem = {
    type: problemType(code),
    title,
    status,
    detail,
    code,
    ...(field !== undefined && { field }),
    requestId,
  }
  if (status === 401) reply.header('WWW-Authenticate', 'Bearer realm="keyward"')
  if (status === 429 || status === 503) reply.header('Retry-After', String(retryAfterSeconds ?? 1))
  return reply
    .code(status)
    .header('Cache-Control', 'no-store')
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(problem))
}

const OF_REQUEST: Readonly<Record<RequestErrorCode, ProblemCode>> = {
  bad_request: 'invalid',
  not_found: 'not_found',
  method_not_allowed: 'method_not_allowed',
  not_acceptable: 'not_acceptable',
  too_large: 'too_large',
  unsupported_media_type: 'unsupported_media_type',
  headers_too_large: 'headers_too_large',
}

/** A malformed request, as a refusal. */
export function refusalOfRequest({ code, message, field }: RequestError): Refusal {
  return { code: OF_REQUEST[code], detail: message, ...(field !== undefined && { field }) }
}
