import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { openTestApp } from '../support/app.ts'
import { AGENT, addAdministrator, signatureOf, stampOf } from '../support/email.ts'
import { listen } from '../support/identity.ts'
import { rawRequest, sendRaw } from '../support/raw-http.ts'

const app = await openTestApp()
const port = await listen(app)
after(() => app.close())

const credential = `Authorization: Bearer ${app.owner.apiKey}`

test('an expectation that nobody knows is none: forward-auth and verify answer as ever', async () => {
  for (const [target, status] of [
    ['/auth/verify', 204],
    ['/api/v1/verify', 200],
  ] as const) {
    assert.equal((await sendRaw(port, rawRequest('GET', target, [credential, 'Expect: foo']))).status, status)
    assert.equal((await sendRaw(port, rawRequest('GET', target, ['Expect: foo']))).status, 401)
  }
})

test('a signature that is sent twice, or in other letters than ASCII, is answered as any that is not good', async () => {
  const pair = await addAdministrator(app)
  const good = signatureOf(pair, stampOf(app.nowMs()))
  const send = (...signatures: readonly string[]) => {
    const lines = signatures.map((one) => `X-Api-Signature: ${one}`)
    return sendRaw(port, rawRequest('GET', '/v1/customers/me', [`User-Agent: ${AGENT}`, ...lines]))
  }
  assert.equal((await send(good)).status, 200)
  for (const signatures of [[good, good], ['x', good], [good, 'x'], [`${good}\xff`], []]) {
    const { status, body } = await send(...signatures)
    assert.deepEqual([status, JSON.parse(body).unauthorizedFault.message], [403, 'Authentication failed.'])
  }
})

test('a compressed body is refused as such, and one that says it is not compressed is read', async () => {
  const { username, apiKey } = app.owner
  const login = JSON.stringify({ auth: { 'RAX-KSKEY:apiKeyCredentials': { username, apiKey } } })
  const lines = ['Content-Type: application/json']
  const send = (coding: string, body: string | Buffer) =>
    sendRaw(port, rawRequest('POST', '/v2.0/tokens', [...lines, `Content-Encoding: ${coding}`], body))
  for (const coding of ['gzip', 'br', 'identity, gzip']) {
    const answer = await send(coding, gzipSync(login))
    assert.deepEqual([answer.status, JSON.parse(answer.body).badMediaType.code], [415, 415], coding)
  }
  assert.equal((await send('Identity', login)).status, 200)
})

test('a request that was done is answered with what it did, whatever comes behind it', async () => {
  const login = JSON.stringify({
    auth: { 'RAX-KSKEY:apiKeyCredentials': { username: app.owner.username, apiKey: app.owner.apiKey } },
  })
  const lines = ['Content-Type: application/json']
  const logIn = await sendRaw(port, rawRequest('POST', '/v2.0/tokens', lines, login))
  const token = JSON.parse(logIn.body).access.token.id
  const path = `/v2.0/users/${app.owner.userId}/OS-KSADM/credentials/RAX-KSKEY:apiKeyCredentials/RAX-AUTH/reset`
  const request = rawRequest('POST', path, [...lines, `X-Auth-Token: ${token}`], '{}').toString('latin1')
  const kept = request.replace('Connection: close\r\n', '')
  const answer = await sendRaw(port, `${kept}GARBAGE\r\n\r\n`)
  assert.equal(answer.status, 200)
  assert.equal(answer.headers.get('connection'), 'close')
  const { apiKey } = JSON.parse(answer.body)['RAX-KSKEY:apiKeyCredentials']
  assert.equal(
    (await sendRaw(port, rawRequest('GET', '/api/v1/verify', [`Authorization: Bearer ${apiKey}`]))).status,
    200,
  )
})

test('a request that never became whole is refused as what it is', async () => {
  const head = 'POST /v2.0/tokens HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n'
  const answer = await sendRaw(port, `${head}not a length\r\n`)
  assert.deepEqual([answer.status, JSON.parse(answer.body).code], [400, 'invalid'])
})
