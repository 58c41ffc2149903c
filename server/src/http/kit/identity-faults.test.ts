import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import Fastify from 'fastify'
import { DomainError, type DomainErrorCode } from '../../domain/errors.ts'
import { faultOf, sendJsonFault } from './identity-faults.ts'
import { REQUEST_ERROR_STATUS, RequestError, type RequestErrorCode } from './request-error.ts'

/** The documented table: which root keys a status may have. */
const ROOTS: Readonly<Record<number, readonly string[]>> = {
  400: ['badRequest'],
  401: ['unauthorized'],
  403: ['forbidden', 'userDisabled'],
  404: ['itemNotFound'],
  405: ['badMethod'],
  406: ['notAcceptable'],
  409: ['tenantConflict'],
  413: ['overLimit'],
  415: ['badMediaType'],
  431: ['badRequest'],
  500: ['identityFault'],
  503: ['serviceUnavailable'],
}

const DOMAIN: Partial<Readonly<Record<DomainErrorCode, number>>> = {
  'input.invalid': 400,
  'password.weak': 400,
  'credential.wrong': 401,
  'credential.needed': 401,
  'password.wrong': 401,
  'actor.forbidden': 403,
  'owner.protected': 403,
  'user.disabled': 403,
  'user.not_found': 404,
  'token.not_found': 404,
  'key.not_found': 404,
  'user.exists': 409,
  throttled: 413,
  'secret.unreadable': 500,
  busy: 503,
  'storage.full': 503,
  'storage.away': 503,
  'master_key.away': 503,
  'outcome.unknown': 503,
}

async function answerTo(error: Error) {
  const app = Fastify()
  app.setErrorHandler((thrown, request, reply) => sendJsonFault(reply, faultOf(thrown, request)))
  app.get('/', () => Promise.reject(error))
  return app.inject('/')
}

async function assertFault(error: Error, status: number): Promise<string> {
  const answer = await answerTo(error)
  const body = answer.json()
  const [root = '', ...others] = Object.keys(body)
  assert.deepEqual([answer.statusCode, body[root].code, others], [status, status, []])
  assert.ok(ROOTS[status]?.includes(root), `${root} for ${status}`)
  assert.match(body[root].message, /\.$/)
  assert.equal(answer.body, JSON.stringify(body))
  return body[root].message
}

describe('the table of identity faults, row by row', () => {
  for (const [code, status] of Object.entries(DOMAIN)) {
    test(`${code} is ${status}`, async () => {
      const known = Object.keys(DOMAIN).find((one): one is DomainErrorCode => one === code)
      assert.ok(known)
      await assertFault(new DomainError(known), status)
    })
  }

  for (const [code, status] of Object.entries(REQUEST_ERROR_STATUS)) {
    test(`a request that is ${code} is ${status}, in its own words`, async () => {
      const known = Object.keys(REQUEST_ERROR_STATUS).find((one): one is RequestErrorCode => one === code)
      assert.ok(known)
      assert.equal(await assertFault(new RequestError(known, 'So it is.'), status), 'So it is.')
    })
  }

  test('a disabled user is told apart by the root key', async () => {
    assert.deepEqual(Object.keys((await answerTo(new DomainError('user.disabled'))).json()), ['userDisabled'])
  })

  test('a fault of ours is written down by its kind and place; a refusal is nobody’s fault', async () => {
    const lines: string[] = []
    const stream = { write: (line: string) => lines.push(line) }
    const app = Fastify({ logger: { level: 'error', stream }, genReqId: () => 'r1' })
    app.setErrorHandler((thrown, request, reply) => sendJsonFault(reply, faultOf(thrown, request)))
    const thrown = [new TypeError('secret'), new DomainError('secret.unreadable'), new DomainError('busy')]
    app.get('/', () => Promise.reject(thrown.shift() ?? new RequestError('bad_request', 'So.')))
    for (let at = 0; at < 4; at++) await app.inject('/')
    const faults = lines
      .map((line) => JSON.parse(line))
      .map(({ requestId, fault }) => `${requestId} ${fault}`)
    assert.equal(faults.length, 2)
    assert.match(faults[0] ?? '', /^r1 TypeError identity-faults\.test\.ts:\d+$/)
    assert.match(faults[1] ?? '', /^r1 DomainError /)
  })

  test('what is no refusal is 500 and tells nothing', async () => {
    for (const error of [
      new TypeError('secret'),
      new DomainError('secret.unreadable', { reason: 'secret' }),
    ]) {
      assert.doesNotMatch(await assertFault(error, 500), /secret/)
    }
  })

  test('a reason of the domain is told below 500 and kept above', async () => {
    assert.equal(
      await assertFault(new DomainError('input.invalid', { reason: 'Too long.' }), 400),
      'Too long.',
    )
    assert.doesNotMatch(await assertFault(new DomainError('busy', { reason: 'disk sda1.' }), 503), /sda1/)
  })

  test('when to try again stands in header and body', async () => {
    const answer = await answerTo(new DomainError('throttled', { retryAfterSeconds: 7 }))
    assert.deepEqual([answer.headers['retry-after'], answer.json().overLimit.retryAfter], ['7', 7])
    assert.equal((await answerTo(new DomainError('busy'))).headers['retry-after'], '1')
    assert.equal((await answerTo(new RequestError('too_large', 'So.'))).headers['retry-after'], undefined)
    const { headers, body } = await answerTo(new DomainError('user.not_found'))
    assert.equal(headers['retry-after'], undefined)
    assert.equal(body, '{"itemNotFound":{"code":404,"message":"User not found."}}')
  })
})
