import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { makeOwner, OPERATOR } from '../../../../tests/support/deps.ts'
import { openTestHttp, type TestHttp } from '../../../../tests/support/http.ts'
import { resetKey } from '../../domain/keys/reset-key.ts'
import { issueToken } from '../../domain/tokens/issue-token.ts'
import type { User } from '../../domain/users/user.ts'

let http: TestHttp
let port: number
let user: User
let apiKey: string

before(async () => {
  http = await openTestHttp()
  port = await http.listen()
  ;({ user, apiKey } = await makeOwner(http.deps))
})
after(() => http.close())

/** One request as it stands; the answer's head and body. */
async function raw(lines: readonly string[], path = '/api/v1/verify', method = 'GET') {
  const socket = connect(port, '127.0.0.1')
  const request = [`${method} ${path} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...lines, '', '']
  socket.end(request.join('\r\n'))
  let text = ''
  socket.on('data', (data) => {
    text += data
  })
  await once(socket, 'close')
  const [head = '', body = ''] = text.split('\r\n\r\n')
  return { status: Number(head.split(' ')[1]), head, body }
}

async function ask(lines: readonly string[], path?: string, method?: string) {
  const logged = http.logs.length
  const answer = await raw(lines, path, method)
  // Only requests that went the ordinary way are in the log.
  return { ...answer, ordinary: http.logs.length > logged }
}

const key = () => `Authorization: Bearer ${apiKey}`

describe('GET /api/v1/verify from memory', () => {
  before(() => ask([key()]))

  test('answers what the ordinary way answers, to the letter', async () => {
    const [hot, ordinary] = [await ask([key()]), await ask([key(), 'X-Other: 1'])]
    assert.deepEqual([hot.ordinary, ordinary.ordinary], [false, true])
    assert.equal(hot.body, ordinary.body)
    for (const { head } of [hot, ordinary]) {
      assert.match(head, /^HTTP\/1\.1 200 /)
      assert.match(head, /\r\ncache-control: no-store/i)
      assert.match(head, /\r\ncontent-type: application\/json/i)
    }
    assert.match(ordinary.head, /\r\nx-request-id: \S+/i)
    assert.doesNotMatch(hot.head, /x-request-id/i, 'an id that no log line has helps nobody')
  })

  for (const lines of [
    ['Accept: */*', 'User-Agent: curl/8', 'Accept-Encoding: gzip'],
    ['accept: */*', 'accept-language: *', 'sec-fetch-mode: cors', 'user-agent: node', 'accept-encoding: br'],
    ['Accept: application/json'],
  ]) {
    test(`takes it with ${lines.join(', ')}`, async () => {
      const answer = await ask([key(), ...lines])
      assert.deepEqual([answer.status, answer.ordinary], [200, false])
    })
  }

  const others: readonly [what: string, lines: () => readonly string[], status: number][] = [
    ['a second Authorization', () => [key(), key()], 400],
    ['a second Host', () => [key(), 'Host: elsewhere'], 400],
    ['X-Auth-Token beside it', () => [key(), 'X-Auth-Token: x'], 400],
    ['a session cookie beside it', () => [key(), `Cookie: kw=${'A'.repeat(43)}`], 400],
    ['Basic', () => [`Authorization: Basic ${btoa(`olga:${apiKey}`)}`], 200],
    ['the scheme in small letters', () => [`Authorization: bearer ${apiKey}`], 200],
    ['text/html alone accepted', () => [key(), 'Accept: text/html'], 406],
    ['JSON among others accepted', () => [key(), 'Accept: text/html, application/json;q=0.5'], 200],
    ['a forwarded address', () => [key(), 'X-Forwarded-For: 192.0.2.1'], 200],
    ['a body', () => [key(), 'Content-Length: 0'], 200],
    ['an unknown key', () => [`Authorization: Bearer ${'0'.repeat(32)}`], 401],
    ['no credential', () => [], 401],
  ]
  for (const [what, lines, status] of others) {
    test(`leaves ${what} to the ordinary way: ${status}`, async () => {
      const answer = await ask(lines())
      assert.deepEqual([answer.status, answer.ordinary], [status, true])
    })
  }

  for (const [path, method, status] of [
    ['/api/v1/verify?x=1', 'GET', 400],
    ['/api/v1/verify/', 'GET', 200],
    ['//api/v1/verify', 'GET', 200],
    ['/api/v1/verify', 'HEAD', 200],
    ['/api/v1/verify', 'POST', 400],
    ['/api/v1/verify', 'DELETE', 405],
  ] as const) {
    test(`leaves ${method} ${path} to the ordinary way: ${status}`, async () => {
      const answer = await ask([key()], path, method)
      assert.deepEqual([answer.status, answer.ordinary], [status, true])
    })
  }

  test('takes a token whose user is known', async () => {
    const { id: userId, accountId } = user
    const credentialId = (await http.deps.store.keys.current(userId))?.id ?? ''
    const { token } = issueToken(http.deps, { userId, accountId, credentialId, method: 'APIKEY' })
    await ask([`Authorization: Bearer ${token}`])
    const answer = await ask([`Authorization: Bearer ${token}`])
    assert.deepEqual([answer.status, answer.ordinary], [200, false])
  })

  test('forgets a key before its reset is answered', async () => {
    const old = key()
    assert.equal((await ask([old])).ordinary, false)
    apiKey = (await resetKey(http.deps, OPERATOR, user.id, { overlapSeconds: 0 })).secret
    const answer = await ask([old])
    assert.deepEqual([answer.status, answer.ordinary], [401, true])
    await ask([key()])
    assert.equal((await ask([key()])).ordinary, false)
  })

  test('counts each call for the key', async () => {
    await http.deps.calls.flush()
    const count = async () => {
      await http.deps.calls.flush()
      const counts = await http.deps.store.calls.ofUser(user.id, 0)
      return counts.reduce((sum, { calls }) => sum + calls, 0)
    }
    const before = await count()
    for (let at = 0; at < 3; at++) await ask([key()])
    assert.equal(await count(), before + 3)
  })
})
