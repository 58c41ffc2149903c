import assert from 'node:assert/strict'
import { after, beforeEach, describe, test } from 'node:test'
import fc from 'fast-check'
import { resetKey } from '../../server/src/domain/keys/reset-key.ts'
import { openTestApp, TESTER } from '../support/app.ts'
import { count } from '../support/counts.ts'
import { keyLogin, listen, tokenOf, WRONG_KEY } from '../support/identity.ts'
import { listenBeside, said } from '../support/ordinary.ts'
import { rawRequest, sendRaw } from '../support/raw-http.ts'
import { MINUTE_MS } from '../support/test-clock.ts'

// Two listeners on one server's inside: with the routes before Fastify, and without them.
const app = await openTestApp()
await app.addService('cloudFiles', 'object-store', 'DFW')
await app.addService('cloudDNS', 'rax:dns')
const hotPort = await listen(app)
const ordinary = await listenBeside(app)
const ordinaryPort = ordinary.port
after(() => ordinary.close())

const user = await app.addUser('jörg', { defaultRegion: 'DFW' })
const plain = await app.addUser('plain')
const ended = await app.addUser('ended')
const deadToken = await tokenOf(app, ended)
await resetKey(app.deps, TESTER, ended.userId, { overlapSeconds: 0 })
const FIXED = [user.apiKey, plain.apiKey, ended.apiKey, deadToken, WRONG_KEY, '', 'x']
let credentials: readonly string[] = []

// Each test takes hours of the server's time.
beforeEach(async () => {
  const tokens = [await tokenOf(app, user), await tokenOf(app, plain), await tokenOf(app, app.owner)]
  credentials = [...FIXED, ...tokens]
})

/** Headers as clients send them, and as nobody does. */
const HEADERS = [
  'Accept: */*',
  'accept: application/json',
  'Accept: application/xml',
  'Accept: application/json;q=0',
  'Content-Type: application/json',
  'content-type: application/json; charset=utf-8',
  'Content-Type: APPLICATION/JSON',
  'Content-Type: text/plain',
  'Content-Type: application/xml',
  'User-Agent: curl/8.5.0',
  'User-Agent: ',
  'user-agent: caf\xe9',
  'Accept-Encoding: gzip',
  'X-Forwarded-For: 192.0.2.7',
  'X-Forwarded-For: \xff',
  'X-Forwarded-Proto: https',
  'X-Keyward-Test: 1',
  'Cookie: kw=x',
  'X-Auth-Token: ',
  'X-Unusual: 1',
  'Via: 1.1 proxy',
  'Transfer-Encoding: gzip',
  'Idempotency-Key: \xff',
]
const headers = fc.array(fc.constantFrom(...HEADERS), { maxLength: 3 })
const credential = fc.nat(99).map((at) => () => credentials[at % credentials.length] ?? '')

async function sameFor(request: Buffer): Promise<number> {
  const [hot, slow] = [await sendRaw(hotPort, request), await sendRaw(ordinaryPort, request)]
  app.wait(MINUTE_MS)
  assert.deepEqual(said(hot), said(slow))
  return hot.status
}

function login(body: string): Buffer {
  return rawRequest('POST', '/v2.0/tokens', ['Content-Type: application/json'], body)
}

describe('with and without the routes before Fastify', () => {
  test('a v2.0 login is answered the same, however it is written', async () => {
    const blank = fc.constantFrom('', '', ' ', '\n', '\t', '\r\n  ')
    const key = 'RAX-KSKEY:apiKeyCredentials'
    const body = fc
      .tuple(
        fc.constantFrom(
          'jörg',
          'plain',
          'PLAIN',
          ' plain',
          'ended',
          'nobody',
          '',
          'a\\u0062',
          'plain\\n',
          'x'.repeat(256),
        ),
        credential,
        fc.array(blank, { minLength: 8, maxLength: 8 }),
        fc.constantFrom('', '', '', '"tenantId":"1",', '"tenantName":null,', '"username":"x",', '"more":1,'),
        fc.constantFrom('', '', '', '', ',', '}', '\ufeff', ' x'),
      )
      .map(([name, secret, [a, b, c, d, e, f, g, h], more, behind]) => () => {
        const inside = `${c}"username"${d}:${e}"${name}"${f},${g}"apiKey":"${secret()}"${h}`
        return `${a}{"auth":{${b}${more}"${key}":{${inside}}}}${behind}`
      })
    await fc.assert(
      fc.asyncProperty(
        body,
        headers,
        fc.constantFrom('/v2.0/tokens', '/v2.0/tokens/', '/v2.0'),
        async (text, more, url) => {
          const type = more.some((line) => /^content-type/i.test(line))
            ? []
            : ['Content-Type: application/json']
          await sameFor(rawRequest('POST', url, [...type, ...more], text()))
        },
      ),
      { numRuns: count(1_000) },
    )
  })

  test('a good v2.0 login is answered the same, member by member', async () => {
    for (const one of [user, plain, app.owner]) {
      const body = JSON.stringify(keyLogin(one))
      for (let at = 0; at < 2; at++) assert.equal(await sameFor(login(body)), 200)
    }
  })

  test('white space that JSON does not have is refused both ways', async () => {
    const body = JSON.stringify(keyLogin(plain))
    for (const blank of ['\v', '\f', '\u00a0', '\u2028'])
      for (const text of [blank + body, body + blank, body.replace(':', `:${blank}`)])
        assert.equal(await sameFor(login(text)), 400)
  })

  test('a v2.0 validation is answered the same, whoever asks about which token', async () => {
    const target = fc.constantFrom('', '', '', '/', '?belongsTo=1', '/endpoints', '.json', '%20')
    await fc.assert(
      fc.asyncProperty(credential, credential, target, headers, async (caller, subject, end, more) => {
        const lines = [`X-Auth-Token: ${caller()}`, ...more]
        await sameFor(rawRequest('GET', `/v2.0/tokens/${subject()}${end}`, lines))
      }),
      { numRuns: count(1_000) },
    )
    const [own, owners] = [await tokenOf(app, plain), await tokenOf(app, app.owner)]
    const ask = (caller: string, subject: string) =>
      sameFor(rawRequest('GET', `/v2.0/tokens/${subject}`, [`X-Auth-Token: ${caller}`]))
    assert.equal(await ask(own, own), 200)
    assert.equal(await ask(owners, own), 200)
    assert.equal(await ask(own, owners), 403)
    assert.equal(await ask(own, deadToken), 404)
    assert.equal(await ask(deadToken, own), 401)
  })

  test('a verification is answered the same, by key, by token and by neither', async () => {
    const scheme = fc.constantFrom(
      'Authorization: Bearer ',
      'authorization: Bearer ',
      'Authorization: bearer  ',
      'X-Auth-Token: ',
    )
    const target = fc.constantFrom('', '', '', '/', '?a=b')
    await fc.assert(
      fc.asyncProperty(scheme, credential, target, headers, async (start, secret, end, more) => {
        const lines = [`${start}${secret()}`, ...more]
        await sameFor(rawRequest('GET', `/api/v1/verify${end}`, lines))
      }),
      { numRuns: count(1_000) },
    )
    const ask = (line: string) => sameFor(rawRequest('GET', '/api/v1/verify', [line]))
    assert.equal(await ask(`Authorization: Bearer ${plain.apiKey}`), 200)
    assert.equal(await ask(`X-Auth-Token: ${await tokenOf(app, plain)}`), 200)
    assert.equal(await ask(`Authorization: Bearer ${WRONG_KEY}`), 401)
  })
})
