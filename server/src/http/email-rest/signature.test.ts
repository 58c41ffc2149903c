import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp, TESTER, type TestApp } from '../../../../tests/support/app.ts'
import {
  type Administrator,
  AGENT,
  addAdministrator,
  assertFault,
  pairOf,
  signatureOf,
  signed,
  stampOf,
} from '../../../../tests/support/email.ts'
import { freshDatabase, postgresMissing } from '../../../../tests/support/postgres.ts'
import { HOUR_MS } from '../../../../tests/support/test-clock.ts'
import { updateAccount } from '../../domain/accounts/update-account.ts'
import { changeAdminType } from '../../domain/administrators/change-admin-type.ts'
import { changePair } from '../../domain/key-pairs/change-pair.ts'
import { disableUser } from '../../domain/users/disable-user.ts'
import { enableUser } from '../../domain/users/enable-user.ts'

const ME = '/v1/customers/me'
const NOT_SIGNED = 'Authentication failed.'

const app = await openTestApp()

/** An address that nobody has failed from, on this machine. */
let addresses = 0
const freshAddress = () => `127.${++addresses >> 8}.${addresses & 255}.1`

type Headers = Readonly<Record<string, string>>
const ask = (headers: Headers, url = ME, there: TestApp = app) =>
  there.http.inject({ method: 'GET', url, headers, remoteAddress: freshAddress() })

async function assertRefused(headers: Headers, url = ME, there: TestApp = app) {
  const answer = await ask(headers, url, there)
  const fault = assertFault(answer, 403, 'unauthorizedFault', NOT_SIGNED)
  assert.deepEqual(Object.keys(fault), ['code', 'message', 'details'])
  return answer
}

/** What the owner's log says of the refusals so far, told apart. */
async function reasonsOf({ accountId }: Administrator, there: TestApp = app) {
  await there.deps.calls.flush()
  const entries = await there.deps.store.audit.page(accountId, 0, 1_000)
  return entries.filter(({ action }) => action === 'login.fail').map(({ details }) => details['reason'])
}

describe('a signed request', () => {
  test('is answered, with whatever bytes the program calls itself by', async () => {
    const admin = await addAdministrator(app)
    const agents = [AGENT, '', 'Rackspace Management Interface', 'Klient żółw/1', 'x'.repeat(2_000)]
    for (const agent of agents.map((text) => Buffer.from(text).toString('latin1'))) {
      const answer = await ask(signed(app, admin, agent))
      assert.equal(answer.statusCode, 200, answer.body)
      assert.equal(answer.json().accountNumber, admin.accountId)
    }
  })

  test('without User-Agent is signed with none', async () => {
    const admin = await addAdministrator(app)
    const header = signatureOf(admin, stampOf(app.nowMs()), '')
    // The test client names itself unless told otherwise.
    const answer = await ask({ 'x-api-signature': header, 'user-agent': '' })
    assert.equal(answer.statusCode, 200)
  })

  test('may tell the time of any zone, with fractions, and white space around', async () => {
    const admin = await addAdministrator(app)
    for (const hours of [-26, -12, -5, 0, 1, 14, 26]) {
      const stamp = stampOf(app.nowMs() + hours * HOUR_MS + (hours > 0 ? -1_000 : 1_000))
      for (const text of [stamp, `${stamp}99`, `${stamp}123`]) {
        const header = signatureOf(admin, text)
        for (const spaced of [header, ` ${header} `, `\t${header}`]) {
          const answer = await ask({ 'user-agent': AGENT, 'x-api-signature': spaced })
          assert.equal(answer.statusCode, 200, `${hours} h ${text.length}`)
        }
      }
    }
  })

  test('may use one signature for hours: some programs sign once', async () => {
    const admin = await addAdministrator(app)
    const headers = signed(app, admin)
    app.wait(20 * HOUR_MS)
    assert.equal((await ask(headers)).statusCode, 200)
  })

  test('is counted as a call of its pair, by what the program calls itself', async () => {
    const admin = await addAdministrator(app)
    await ask(signed(app, admin, 'importer/2.1'))
    await app.deps.calls.flush()
    const counts = await app.deps.store.calls.ofUser(admin.userId, 0)
    const pair = await app.deps.store.keyPairs.current(admin.userId, '')
    assert.deepEqual(
      counts.map(({ keyId, dialect, outcome, client }) => [keyId, dialect, outcome, client]),
      [[pair?.id, 'email', 'valid', 'importer/2.1']],
    )
  })
})

describe('every failure to sign gets one and the same 403', () => {
  test('whatever is wrong, and the owner alone reads what', async () => {
    const admin = await addAdministrator(app)
    const now = stampOf(app.nowMs())
    const good = signatureOf(admin, now)
    const [, , hash = ''] = good.split(':')
    const cases: readonly (readonly [string, Headers])[] = [
      ['no header', { 'user-agent': AGENT }],
      ['an empty one', { 'user-agent': AGENT, 'x-api-signature': '' }],
      ['nonsense', { 'user-agent': AGENT, 'x-api-signature': 'nonsense' }],
      ['an account key', { 'user-agent': AGENT, authorization: `Bearer ${admin.apiKey}` }],
      ['an unknown user key', signed(app, { ...admin, userKey: 'A'.repeat(20) })],
      ['a wrong secret', signed(app, { ...admin, secretKey: 'A'.repeat(40) })],
      ['another agent', { ...signed(app, admin), 'user-agent': 'other/1' }],
      ['another time', { 'user-agent': AGENT, 'x-api-signature': `${admin.userKey}:20010308143725:${hash}` }],
      ['a stale time', stamped(admin, app.nowMs() - 27 * HOUR_MS)],
      ['a time to come', stamped(admin, app.nowMs() + 27 * HOUR_MS)],
      ['years ago', { 'user-agent': AGENT, 'x-api-signature': signatureOf(admin, '20010308143725') }],
      ['no calendar', { 'user-agent': AGENT, 'x-api-signature': signatureOf(admin, '20260230000000') }],
    ]
    const seen = new Set<string>()
    for (const [what, headers] of cases) {
      for (const url of [
        ME,
        '/v1/customers/me/nowhere',
        '/v2/domains/x.example/rs/mailboxes',
        '/customers/1',
      ]) {
        const answer = await assertRefused(headers, url)
        const { 'x-request-id': id, date, ...others } = answer.headers
        assert.ok(id)
        seen.add(`${answer.body} ${JSON.stringify(others)}`)
        assert.equal(seen.size, 1, `${what} at ${url}`)
      }
    }
    const reasons = new Set(await reasonsOf(admin))
    assert.deepEqual(
      reasons,
      new Set([
        'wrong hash',
        'clock off by -27 h',
        'clock off by +27 h',
        'signature long past',
        'impossible time',
      ]),
    )
  })

  const stamped = (admin: Administrator, ms: number): Headers => ({
    'user-agent': AGENT,
    'x-api-signature': signatureOf(admin, stampOf(ms)),
  })

  test('also to those who ask for XML', async () => {
    const answer = await ask({ accept: 'text/xml' })
    assert.equal(answer.statusCode, 403)
    assert.equal(answer.headers['content-type'], 'text/xml; charset=utf-8')
    assert.match(
      answer.body,
      /^<\?xml version="1\.0" encoding="utf-8"\?><unauthorizedFault code="403"><message>Authentication failed\.<\/message><details>\d+\/\d+\/\d{4} \d+:\d\d:\d\d [AP]M<\/details><\/unauthorizedFault>$/,
    )
  })

  test('and guessing without end is stopped by address, in the words of the throttle, never a good pair', async () => {
    const admin = await addAdministrator(app)
    const from = (headers: Headers) =>
      app.http.inject({ method: 'GET', url: ME, headers, remoteAddress: '127.9.9.9' })
    const wrong = signed(app, { ...admin, secretKey: 'A'.repeat(40) })
    for (let at = 0; at < 20; at++) assertFault(await from(wrong), 403, 'unauthorizedFault', NOT_SIGNED)
    const throttled = await from(wrong)
    assertFault(throttled, 403, 'unauthorizedFault', 'Exceeded request limits')
    assert.match(String(throttled.headers['retry-after']), /^\d+$/)
    assert.equal((await from(signed(app, admin))).statusCode, 200)
  })
})

for (const engine of ['SQLite', 'PostgreSQL'] as const) {
  const skip = engine === 'PostgreSQL' && postgresMissing()
  describe(`a pair that has ended is refused from the answer on, on ${engine}`, { skip }, () => {
    test('generated anew, disabled, demoted, suspended', async () => {
      const there = engine === 'SQLite' ? app : await openTestApp(await freshDatabase())
      const admin = await addAdministrator(there)
      const works = async (pair: Parameters<typeof signed>[1]) =>
        (await ask(signed(there, pair), ME, there)).statusCode === 200
      for (let round = 0; round < 3; round++) assert.ok(await works(admin))
      const next = await pairOf(there, admin)
      assert.deepEqual([await works(admin), await works(next)], [false, true])
      await disableUser(there.deps, TESTER, admin.userId)
      assert.equal(await works(next), false)
      await enableUser(there.deps, TESTER, admin.userId)
      assert.equal(await works(next), true)
      await updateAccount(there.deps, TESTER, admin.accountId, { enabled: false })
      assert.equal(await works(next), false)
      await updateAccount(there.deps, TESTER, admin.accountId, { enabled: true })
      assert.equal(await works(next), true)
      await changeAdminType(there.deps, TESTER, admin.userId, 'standard')
      assert.equal(await works(next), false)
      await there.deps.calls.flush()
      const outcomes = (await there.deps.store.calls.ofUser(admin.userId, 0)).map(({ outcome }) => outcome)
      assert.deepEqual([...new Set(outcomes)].toSorted(), ['disabled', 'revoked', 'valid'])
      if (there !== app) await there.close()
    })
  })
}

describe('a strict pair', () => {
  const strictOne = async (there: TestApp) => {
    const admin = await addAdministrator(there)
    await changePair(there.deps, TESTER, admin.userId, { clockCheck: 'strict' })
    return admin
  }

  test('has five minutes, in UTC', async () => {
    const there = await openTestApp()
    const admin = await strictOne(there)
    const at = (ms: number) => ({
      'user-agent': AGENT,
      'x-api-signature': signatureOf(admin, stampOf(there.nowMs() + ms)),
    })
    for (const seconds of [-299, 0, 299])
      assert.equal((await ask(at(seconds * 1_000), ME, there)).statusCode, 200)
    for (const seconds of [-302, 302]) await assertRefused(at(seconds * 1_000), ME, there)
    assert.deepEqual(await reasonsOf(admin, there), ['clock off by -5 min', 'clock off by +5 min'])
    await there.close()
  })

  test('signs each change anew; questions may be repeated', async () => {
    const there = await openTestApp()
    const admin = await strictOne(there)
    const headers = signed(there, admin)
    for (let round = 0; round < 2; round++) assert.equal((await ask(headers, ME, there)).statusCode, 200)
    const change = () => there.http.inject({ method: 'PATCH', url: ME, headers })
    assertFault(await change(), 405, 'appsFault')
    assertFault(await change(), 403, 'unauthorizedFault', NOT_SIGNED)
    assert.deepEqual(await reasonsOf(admin, there), ['replayed'])
    there.wait(1_000)
    const anew = await there.http.inject({ method: 'PATCH', url: ME, headers: signed(there, admin) })
    assertFault(anew, 405, 'appsFault')
    await there.close()
  })
})

test('a static pair takes a signature of any time, and nothing else that is wrong', async () => {
  const admin = await addAdministrator(app)
  await changePair(app.deps, TESTER, admin.userId, { clockCheck: 'static' })
  const old = { 'user-agent': AGENT, 'x-api-signature': signatureOf(admin, '20010308143725') }
  assert.equal((await ask(old)).statusCode, 200)
  await assertRefused({ ...old, 'user-agent': 'other' })
  await assertRefused({ 'user-agent': AGENT, 'x-api-signature': signatureOf(admin, '20010230143725') })
})

describe('calls beyond the limit', () => {
  test('are refused in the words that clients match, by administrator, for a minute', async () => {
    const there = await openTestApp()
    const [admin, other] = [await addAdministrator(there), await addAdministrator(there)]
    await changePair(there.deps, TESTER, admin.userId, { limits: { read: 3, write: 1 } })
    const get = (who: Administrator) => ask(signed(there, who), ME, there)
    for (let at = 0; at < 3; at++) assert.equal((await get(admin)).statusCode, 200)
    for (let at = 0; at < 2; at++) {
      const refused = await get(admin)
      assertFault(refused, 403, 'unauthorizedFault', 'Exceeded request limits')
      assert.partialDeepStrictEqual(refused.headers, {
        'retry-after': '60',
        'ratelimit-limit': '3',
        'ratelimit-remaining': '0',
        'ratelimit-reset': '60',
      })
    }
    assert.equal((await get(other)).statusCode, 200)
    const write = () => there.http.inject({ method: 'PATCH', url: ME, headers: signed(there, admin) })
    assert.deepEqual([(await write()).statusCode, (await write()).statusCode], [405, 403])
    there.wait(60_000)
    assert.equal((await get(admin)).statusCode, 200)
    await there.close()
  })

  test('of a domain and of its other names have a limit of their own', async () => {
    const there = await openTestApp()
    const admin = await addAdministrator(there)
    await changePair(there.deps, TESTER, admin.userId, { limits: { domainWrite: 2 } })
    const domain = `${ME}/domains/limits.example`
    const statusOf = async (method: 'POST' | 'DELETE', url: string) =>
      (await there.http.inject({ method, url, headers: signed(there, admin) })).statusCode
    // What fails counts as well.
    assert.equal(await statusOf('POST', domain), 400)
    assert.equal(await statusOf('POST', `${domain}/alternatedomains/other.example`), 404)
    assert.equal(await statusOf('DELETE', `${domain}/alternatedomains/other.example`), 403)
    assert.equal(await statusOf('DELETE', domain), 403)
    assert.equal(await statusOf('DELETE', `${domain}/mailboxes/nobody`), 404)
    await there.close()
  })

  test('are counted whatever pair they are signed with, and not for those who only fail to sign', async () => {
    const there = await openTestApp()
    const admin = await addAdministrator(there)
    await changePair(there.deps, TESTER, admin.userId, { limits: { read: 2 } })
    for (let at = 0; at < 5; at++)
      await assertRefused(signed(there, { ...admin, secretKey: 'B'.repeat(40) }), ME, there)
    assert.equal((await ask(signed(there, admin), ME, there)).statusCode, 200)
    const next = await pairOf(there, admin)
    assert.equal((await ask(signed(there, next), ME, there)).statusCode, 200)
    assertFault(
      await ask(signed(there, next), ME, there),
      403,
      'unauthorizedFault',
      'Exceeded request limits',
    )
    await there.close()
  })
})
