import assert from 'node:assert/strict'
import { STATUS_CODES } from 'node:http'
import { Problem } from '../../server/src/http/native/schemas.ts'
import { CANARY } from './bad-input.ts'
import type { RawAnswer } from './raw-http.ts'

/** Asserts that an answer is a refusal in the form of one protocol. */
export type RefusalForm = (answer: RawAnswer) => void

/** RFC 9457. */
export const asProblem: RefusalForm = ({ status, headers, body }) => {
  assert.match(headers.get('content-type') ?? '', /^application\/problem\+json/)
  const problem = Problem.parse(JSON.parse(body))
  assert.equal(problem.status, status)
  assert.equal(problem.type, `urn:keyward:problem:${problem.code}`)
  assert.equal(problem.requestId, headers.get('x-request-id') ?? '')
}

/** Identity v1.1 and v2.0: one root key, an integer code, compact. */
export const asFault: RefusalForm = (answer) => {
  const { status, headers, body } = answer
  if (headers.get('content-type')?.startsWith('application/xml')) return asXmlFault(answer)
  assert.match(headers.get('content-type') ?? '', /^application\/json/)
  const parsed = JSON.parse(body)
  const [name = '', ...others] = Object.keys(parsed)
  assert.deepEqual(others, [])
  assert.match(name, /^[a-z]+([A-Z][a-z]+)*$/)
  const { code, message, ...more } = parsed[name]
  assert.equal(code, status)
  assert.ok(typeof message === 'string' && message.endsWith('.'))
  assert.deepEqual(
    Object.keys(more).filter((key) => key !== 'retryAfter'),
    [],
  )
  assert.equal(JSON.stringify(parsed), body)
  assert.equal(headers.get('x-trans-id'), headers.get('x-request-id'))
}

/** The same to those who ask for XML. */
const asXmlFault: RefusalForm = ({ status, headers, body }) => {
  const [, name = '', code, message] =
    /^<\?xml version="1\.0" encoding="UTF-8"\?><(\w+) xmlns="[^"]+" code="(\d+)"(?: retryAfter="\d+")?><message>([^<]+)<\/message><\/\1>$/.exec(
      body,
    ) ?? []
  assert.match(name, /^[a-z]+([A-Z][a-z]+)*$/, body)
  assert.equal(Number(code), status)
  assert.ok(message?.endsWith('.'))
  assert.equal(headers.get('x-trans-id'), headers.get('x-request-id'))
}

/** Identity v3: always `error`, with Keystone's title. */
export const asKeystoneError: RefusalForm = ({ status, headers, body }) => {
  assert.match(headers.get('content-type') ?? '', /^application\/json/)
  const { error, ...others } = JSON.parse(body)
  assert.deepEqual(others, {})
  assert.equal(error.code, status)
  assert.equal(error.title, STATUS_CODES[status])
  assert.match(error.message, /\.$/)
  assert.match(headers.get('x-openstack-request-id') ?? '', /^req-/)
}

/** The e-mail API: one root, or two for a refused value, and the message in a header too. */
export const asEmailFault: RefusalForm = ({ status, headers, body }) => {
  assert.match(headers.get('content-type') ?? '', /^application\/json; charset=utf-8$/)
  const faults = Object.entries<Record<string, unknown>>(JSON.parse(body))
  assert.ok(faults.length === 1 || faults.length === 2, body)
  for (const [root, { code, message, details }] of faults) {
    assert.match(root, /^(?:badRequest|validation|unauthorized|itemNotFound|apps)Fault$/)
    assert.equal(code, status)
    assert.equal(headers.get('x-error-message'), message)
    assert.equal(typeof details, 'string')
  }
}

/** RFC 6749, section 5.2. */
export const asOAuthError: RefusalForm = ({ headers, body }) => {
  assert.match(headers.get('content-type') ?? '', /^application\/json/)
  const { error, error_description: text, ...others } = JSON.parse(body)
  assert.deepEqual(others, {})
  assert.match(error, /^[a-z]+(?:_[a-z]+)*$/)
  assert.match(text, /\.$/)
}

/** Identity v1.0: one line of text. */
export const asText: RefusalForm = ({ headers, body }) => {
  assert.match(headers.get('content-type') ?? '', /^text\/plain/)
  assert.match(body, /^[^\n]+\.\n$/)
  assert.equal(headers.get('x-trans-id'), headers.get('x-request-id'))
}

/** Forward-auth: nothing but 401 or 403, and why in a header. */
export const asVerdict: RefusalForm = ({ status, headers, body }) => {
  assert.ok(status === 401 || status === 403, `gave ${status}`)
  assert.match(headers.get('x-keyward-reason') ?? '', /^(?:credential|role|malformed|throttled)$/)
  assert.equal(body, '')
}

/** A page for people. */
export const asPage: RefusalForm = ({ headers, body }) => {
  assert.match(headers.get('content-type') ?? '', /^text\/html/)
  assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/)
  assert.match(body, /^<!doctype html>/i)
}

/** No status of ours, nothing to keep, nothing of the inside, no session for anybody. */
export function assertHarmless(answer: RawAnswer): void {
  const { status, headers, body } = answer
  assert.ok(status >= 200 && status < 500, `gave ${status}: ${body.slice(0, 200)}`)
  assert.ok(!body.includes(CANARY), 'what was sent is not repeated')
  if (status < 400) return
  assert.doesNotMatch(body, /node:|\.ts:|node_modules|sqlite|\bselect\b.*\bfrom\b/i)
  assert.equal(headers.get('cache-control'), 'no-store')
  assert.doesNotMatch(headers.get('set-cookie') ?? '', /^(?:__Host-)?kw=./)
}
