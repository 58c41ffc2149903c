import assert from 'node:assert/strict'
import { test } from 'node:test'
import fastify from 'fastify'
import { DomainError, type DomainErrorCode, type ErrorFacts } from '../../domain/errors.ts'
import { answerError } from './errors.ts'

async function answerTo(error: Error) {
  const lines: string[] = []
  const stream = { write: (line: string) => lines.push(line) }
  const app = fastify({ logger: { level: 'error', stream }, genReqId: () => 'r1' })
  app.setErrorHandler(answerError)
  app.get('/', () => Promise.reject(error))
  return { answer: await app.inject('/'), lines }
}

const refusal = (code: DomainErrorCode, facts: ErrorFacts = {}) => answerTo(new DomainError(code, facts))

test('who asks with what is wrong, missing or disabled is answered alike', async () => {
  const [one, ...others] = await Promise.all(
    (['credential.wrong', 'credential.needed', 'user.disabled'] as const).map((code) => refusal(code)),
  )
  assert.equal(one?.answer.statusCode, 401)
  for (const { answer } of others) assert.equal(answer.body, one?.answer.body)
})

for (const [code, status] of [
  ['throttled', 429],
  ['busy', 503],
  ['storage.away', 503],
  ['master_key.away', 503],
  ['storage.full', 503],
] as const) {
  test(`${code} is ${status}, says when to come again, and is nobody's fault`, async () => {
    const soon = await refusal(code)
    assert.deepEqual([soon.answer.statusCode, soon.answer.headers['retry-after']], [status, '1'])
    assert.equal(soon.answer.json().error, 'temporarily_unavailable')
    assert.deepEqual(soon.lines, [])
    assert.equal((await refusal(code, { retryAfterSeconds: 9 })).answer.headers['retry-after'], '9')
  })
}

test('what cannot happen here is a fault of ours: 500, written down, and told to nobody', async () => {
  for (const error of [new TypeError('secret'), new DomainError('user.exists', { reason: 'secret' })]) {
    const { answer, lines } = await answerTo(error)
    assert.equal(answer.statusCode, 500)
    assert.deepEqual(answer.json(), {
      error: 'server_error',
      error_description: 'Something went wrong on the server.',
    })
    assert.equal(lines.length, 1)
    const { requestId } = JSON.parse(lines[0] ?? '')
    assert.equal(requestId, 'r1')
  }
})
