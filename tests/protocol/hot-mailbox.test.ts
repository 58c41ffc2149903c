import assert from 'node:assert/strict'
import { after, beforeEach, describe, test } from 'node:test'
import fc from 'fast-check'
import { changePair } from '../../server/src/domain/key-pairs/change-pair.ts'
import { generatePair } from '../../server/src/domain/key-pairs/generate-pair.ts'
import { hotMailbox } from '../../server/src/http/email-rest/hot-mailbox.ts'
import { nextRequestId } from '../../server/src/http/server.ts'
import { openTestApp, TESTER } from '../support/app.ts'
import { count } from '../support/counts.ts'
import {
  AGENT,
  assertDone,
  type Pair,
  pairOf,
  signatureOf,
  stampOf,
  withMailDomain,
} from '../support/email.ts'
import { listenBeside, said } from '../support/ordinary.ts'
import { rawRequest, sendRaw } from '../support/raw-http.ts'
import { MINUTE_MS } from '../support/test-clock.ts'

// Two listeners on one server's inside: with Show of a mailbox before Fastify, and without.
const app = await openTestApp()
let hotAnswers = 0
const parts = {
  context: app.context,
  nextRequestId,
  onExchange: () => {
    hotAnswers++
  },
}
const hot = await listenBeside(app, [hotMailbox(parts)])
const ordinary = await listenBeside(app)
after(() => Promise.all([hot.close(), ordinary.close()]))

const { client, domain, at } = await withMailDomain(app)
const { admin } = client
const other = await withMailDomain(app)
const PASSWORD = 'Str0ng-enough'
assertDone(await client.form('POST', at('anna'), { password: PASSWORD }))
assertDone(
  await client.form('POST', at('full.name_1'), {
    ...{ password: PASSWORD, displayName: 'Ünï ☃ "quoted" \u00a0', enabled: 'false', size: '17' },
    ...{ emailForwardingAddresses: 'z@x.example,a@x.example', saveForwardedEmail: 'true' },
    ...{
      vacationMessage: 'Away\r\n<b>',
      enableVacationMessage: '1',
      notes: 'n',
      customID: '\u00ad',
      firstName: 'É',
    },
  }),
)
assertDone(await client.form('POST', at('gone'), { password: PASSWORD }))
assertDone(await client.send('DELETE', at('gone')))
assertDone(await other.client.form('POST', other.at('theirs'), { password: PASSWORD }))
await changePair(app.deps, TESTER, admin.userId, { limits: { read: 1_000_000 } })

beforeEach(() => {
  hotAnswers = 0
})

const signature = (pair: Pair = admin, agent = AGENT, stamp = stampOf(app.nowMs())) =>
  `X-Api-Signature: ${signatureOf(pair, stamp, agent)}`
const agentLine = (agent = AGENT) => `User-Agent: ${agent}`
const SHOW = `/v1/customers/me/domains/${domain}/rs/mailboxes/anna`

/** @returns the status, and whether it came before Fastify */
async function sameFor(target: string, lines: readonly string[], method = 'GET', body = '') {
  const before = hotAnswers
  // The first tells memory of the pair.
  // Of a body in pieces the server would wait for the last.
  const last = lines.includes('Transfer-Encoding: chunked') ? '0\r\n\r\n' : ''
  const request = Buffer.concat([rawRequest(method, target, lines, body), Buffer.from(last)])
  const slow = await sendRaw(ordinary.port, request)
  const quick = await sendRaw(hot.port, request)
  assert.deepEqual(said(quick), said(slow), target)
  return { status: quick.status, isHot: hotAnswers > before }
}

describe('Show of a mailbox before Fastify and within it', () => {
  for (const path of [
    SHOW,
    SHOW.replace('/v1/customers/me', '/v1'),
    SHOW.replace('/v1/customers/me', '/v2'),
    SHOW.replace('/v1', '/v0'),
    SHOW.replace('/v1', ''),
    SHOW.replace('/me/', `/${admin.accountId}/`),
    SHOW.replace('/anna', '/full.name_1'),
  ])
    test(`is the same, and is given before: ${path.replace(domain, 'DOMAIN').replace(admin.accountId, 'N')}`, async () => {
      const answered = await sameFor(path, [agentLine(), signature()])
      assert.deepEqual(answered, { status: 200, isHot: true })
    })

  for (const [what, target] of [
    ['a mailbox that is gone', SHOW.replace('anna', 'gone')],
    ['one that never was', SHOW.replace('anna', 'nobody')],
    ['another account', SHOW.replace('/me/', `/${other.client.admin.accountId}/`)],
    ["another account's domain", `/v1/domains/${other.domain}/rs/mailboxes/theirs`],
    ['letters in another case', SHOW.replace('mailboxes/anna', 'Mailboxes/ANNA')],
    ['a query', `${SHOW}?x=1`],
    ['a slash at the end', `${SHOW}/`],
    ['two slashes', SHOW.replace('/rs/', '//rs/')],
    ['an escape', SHOW.replace('anna', '%61nna')],
    ['dots', SHOW.replace('anna', '..')],
    ['no version and no customer', SHOW.replace('/v1/customers/me', '')],
    ['all customers', SHOW.replace('/me/', '/all/')],
  ] as const)
    test(`is the same, and is left to Fastify: ${what}`, async () => {
      assert.equal((await sameFor(target, [agentLine(), signature()])).isHot, false)
    })

  for (const [what, lines] of [
    ['no signature', () => [agentLine()]],
    ['an empty one', () => [agentLine(), 'X-Api-Signature: ']],
    ['two of them', () => [agentLine(), signature(), signature()]],
    ['a secret of somebody else', () => [agentLine(), signature({ ...admin, secretKey: 'x'.repeat(40) })]],
    ['an unknown user key', () => [agentLine(), signature({ ...admin, userKey: 'A'.repeat(20) })]],
    ['another agent', () => [agentLine('other'), signature()]],
    ['no agent', () => [signature()]],
    ['a stamp of long ago', () => [agentLine(), signature(admin, AGENT, '20200101000000')]],
    ['a day that is not', () => [agentLine(), signature(admin, AGENT, '20260231000000')]],
    ['XML wanted', () => [agentLine(), signature(), 'Accept: text/xml']],
    ['a body', () => [agentLine(), signature(), 'Content-Type: application/json']],
    ['an agent beyond ASCII', () => [agentLine('caf\xe9'), signature(admin, 'caf\xe9')]],
    ['a header that few send', () => [agentLine(), signature(), 'X-Unusual: 1']],
  ] as const)
    test(`is the same, and is left to Fastify: ${what}`, async () => {
      const body = what === 'a body' ? '{}' : ''
      assert.equal((await sameFor(SHOW, lines(), 'GET', body)).isHot, false)
    })

  test('is the same for whatever clients send', async () => {
    const path = fc.constantFrom(
      SHOW,
      SHOW.replace('/v1/customers/me', '/v2'),
      SHOW.replace('anna', 'full.name_1'),
      SHOW.replace('anna', 'no'),
    )
    const line = fc.constantFrom(
      ...[
        'Accept: */*',
        'accept: application/json',
        'Accept: text/xml',
        'Accept: application/json, text/xml',
        'Accept: ',
      ],
      ...[
        'Content-Type: application/json',
        'content-type: application/x-www-form-urlencoded',
        'Content-Length: 0',
      ],
      ...[
        'Accept-Encoding: gzip',
        'X-Forwarded-For: 192.0.2.7',
        'X-Forwarded-Proto: http',
        'Via: 1.1 proxy',
        'Cookie: kw=x',
      ],
      ...['X-Auth-Token: x', 'X-Keyward-Test: 1', 'Transfer-Encoding: chunked'],
    )
    const pair = fc.constantFrom<Pair>(admin, admin, admin, other.client.admin, { ...admin, secretKey: 'no' })
    const distance = fc.constantFrom(0, 0, -25 * 60, 25 * 60, -27 * 60, 27 * 60)
    const method = fc.constantFrom('GET', 'GET', 'GET', 'HEAD', 'PUT')
    await fc.assert(
      fc.asyncProperty(
        path,
        fc.array(line, { maxLength: 3 }),
        pair,
        distance,
        method,
        async (target, more, by, minutes, verb) => {
          const stamp = stampOf(app.nowMs() + minutes * MINUTE_MS)
          await sameFor(target, [agentLine(), signature(by, AGENT, stamp), ...more], verb)
          app.wait(MINUTE_MS)
        },
      ),
      { numRuns: count(1_000) },
    )
  })
})

describe('what Show before Fastify must not forget', () => {
  const show = async (pair: Pair = admin) =>
    (await sendRaw(hot.port, rawRequest('GET', SHOW, [agentLine(), signature(pair)]))).status

  test('counts against the limit, and the refusal is the ordinary one', async () => {
    await changePair(app.deps, TESTER, admin.userId, { limits: { read: 3 } })
    app.wait(2 * MINUTE_MS)
    assert.deepEqual([await show(), await show(), await show(), await show()], [200, 200, 200, 403])
    const refused = await sameFor(SHOW, [agentLine(), signature()])
    assert.deepEqual(refused, { status: 403, isHot: false })
    app.wait(MINUTE_MS)
    assert.equal(await show(), 200)
    await changePair(app.deps, TESTER, admin.userId, { limits: { read: 1_000_000 } })
  })

  test('counts the call among the callers of the pair', async () => {
    const { userKey, secretKey, id } = await generatePair(app.deps, TESTER, admin.userId)
    const before = hotAnswers
    for (let call = 0; call < 5; call++) assert.equal(await show({ userKey, secretKey }), 200)
    assert.equal(hotAnswers - before, 4, 'the first call tells memory of the pair')
    await app.deps.calls.flush()
    const counted = await app.deps.store.calls.ofUser(admin.userId, 0, [id])
    const calls = counted.reduce((sum, one) => sum + one.calls, 0)
    assert.deepEqual([calls, counted[0]?.dialect, counted[0]?.outcome], [5, 'email', 'valid'])
  })

  test('knows of every change once it is answered: a new pair, a blocked mailbox, a new name', async () => {
    const pair = await pairOf(app, admin)
    assert.deepEqual([await show(pair), await show(pair)], [200, 200])
    const next = await pairOf(app, admin)
    assert.deepEqual([await show(pair), await show(next), await show(next)], [403, 200, 200])
    const own = { ...admin, ...next }
    const headers = { 'user-agent': AGENT, 'x-api-signature': signatureOf(own, stampOf(app.nowMs())) }
    const put = await app.http.inject({
      method: 'PUT',
      url: SHOW,
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'displayName=Changed',
    })
    assertDone(put)
    const { body } = await sendRaw(hot.port, rawRequest('GET', SHOW, [agentLine(), signature(next)]))
    assert.equal(JSON.parse(body).displayName, 'Changed')
  })
})
