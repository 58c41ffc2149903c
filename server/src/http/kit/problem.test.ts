import assert from 'node:assert/strict'
import { test } from 'node:test'
import fastify from 'fastify'
import { PROBLEMS, type ProblemCode, type Refusal, refusalOfRequest, sendProblem } from './problem.ts'
import { REQUEST_ERROR_STATUS, RequestError, type RequestErrorCode } from './request-error.ts'

async function answerTo(refusal: Refusal) {
  const app = fastify({ genReqId: () => 'r1' })
  app.get('/', (_request, reply) => sendProblem(reply, refusal))
  return app.inject('/')
}

const isProblem = (code: string): code is ProblemCode => code in PROBLEMS
const isRequestError = (code: string): code is RequestErrorCode => code in REQUEST_ERROR_STATUS

for (const code of Object.keys(PROBLEMS).filter(isProblem)) {
  const { status, title } = PROBLEMS[code]
  test(`${code} is a problem of RFC 9457 with ${status}, and nobody keeps it`, async () => {
    const { statusCode, headers, body } = await answerTo({ code, detail: 'So it is.' })
    assert.equal(statusCode, status)
    assert.equal(
      body,
      `{"type":"urn:keyward:problem:${code}","title":${JSON.stringify(title)},"status":${status},` +
        `"detail":"So it is.","code":"${code}","requestId":"r1"}`,
    )
    assert.equal(headers['content-type'], 'application/problem+json; charset=utf-8')
    assert.equal(headers['cache-control'], 'no-store')
    assert.equal(headers['www-authenticate'], status === 401 ? 'Bearer realm="keyward"' : undefined)
    assert.equal(headers['retry-after'], status === 429 || status === 503 ? '1' : undefined)
  })
}

test('a problem names the member at fault, and when to come again', async () => {
  const refusal: Refusal = { code: 'throttled', detail: 'So.', field: 'password', retryAfterSeconds: 0 }
  const { headers, body } = await answerTo(refusal)
  assert.equal(headers['retry-after'], '0')
  assert.match(body, /"code":"throttled","field":"password","requestId":"r1"}$/)
})

for (const code of Object.keys(REQUEST_ERROR_STATUS).filter(isRequestError)) {
  test(`a request that is ${code} is a problem of the same status, in its own words`, () => {
    const refusal = refusalOfRequest(new RequestError(code, 'So it is.'))
    assert.equal(PROBLEMS[refusal.code].status, REQUEST_ERROR_STATUS[code])
    assert.deepEqual(refusal, { code: refusal.code, detail: 'So it is.' })
    const named = refusalOfRequest(new RequestError(code, 'So it is.', 'email'))
    assert.deepEqual(named, { ...refusal, field: 'email' })
  })
}
