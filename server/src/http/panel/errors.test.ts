import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fastify from 'fastify'
import { openTestHttp } from '../../../../tests/support/http.ts'
import { DomainError } from '../../domain/errors.ts'
import { oneMailHost } from '../../lib/mail-hosts.ts'
import { RequestError } from '../kit/request-error.ts'
import { onDeadLink } from './dead-link.ts'
import { answerErrors } from './errors.ts'

const { deps, close } = await openTestHttp()
await close()
const context = {
  deps,
  publicUrl: 'http://localhost:8080',
  mailHosts: oneMailHost('localhost'),
  trustedProxies: { contains: () => false },
  apis: [],
}

/** What comes of an error in a route: for a browser, which names pages, and for a program. */
async function answersTo(error: unknown) {
  const lines: string[] = []
  const stream = { write: (line: string) => lines.push(line) }
  const app = fastify({ logger: { level: 'error', stream }, genReqId: () => 'r1' })
  app.setErrorHandler(answerErrors(context))
  app.get('/', () => Promise.reject(error))
  const page = await app.inject({ url: '/', headers: { accept: 'text/html' } })
  const problem = await app.inject('/')
  assert.match(String(page.headers['content-type']), /^text\/html/)
  assert.match(page.body, /<p class="hint">Request r1<\/p>/)
  assert.match(String(problem.headers['content-type']), /^application\/problem\+json/)
  return { page, problem, lines }
}

describe('an error in a route of the panel', () => {
  test('that is a malformed request is told in its own words, with its status, and not written down', async () => {
    const { page, problem, lines } = await answersTo(new RequestError('too_large', 'It is <too> large.'))
    assert.deepEqual([page.statusCode, problem.statusCode], [413, 413])
    assert.match(page.body, /<p>It is &lt;too&gt; large\.<\/p>/)
    assert.equal(problem.json().detail, 'It is <too> large.')
    assert.deepEqual(lines, [])
  })

  for (const [error, status, code, isOurs] of [
    [new DomainError('busy', { reason: 'secret' }), 503, 'busy', false],
    [new DomainError('storage.away'), 503, 'busy', false],
    [new DomainError('secret.unreadable', { reason: 'secret' }), 500, 'internal', true],
    [new TypeError('secret'), 500, 'internal', true],
  ] as const) {
    test(`that is ${error.name} ${error.message} is ${status}, and written down only if it is our fault`, async () => {
      const { page, problem, lines } = await answersTo(error)
      assert.deepEqual([page.statusCode, problem.statusCode, problem.json().code], [status, status, code])
      for (const { headers, body } of [page, problem]) {
        assert.equal(headers['retry-after'], status === 503 ? '1' : undefined)
        assert.doesNotMatch(body, /secret/)
      }
      assert.equal(lines.length, isOurs ? 2 : 0)
      for (const line of lines) assert.equal(JSON.parse(line).requestId, 'r1')
    })
  }
})

describe('a link that cannot be used', () => {
  test('is none, whatever was wrong with it; any other error is one', () => {
    assert.equal(onDeadLink(new DomainError('link.not_found')), null)
    for (const error of [new DomainError('busy'), new TypeError('x'), { code: 'link.not_found' }]) {
      assert.throws(
        () => onDeadLink(error),
        (thrown) => thrown === error,
      )
    }
  })
})
