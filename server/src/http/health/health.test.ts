import assert from 'node:assert/strict'
import { after, before, describe, mock, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { Browser } from '../../../../tests/support/browser.ts'
import { checkProblem } from '../../../../tests/support/declared.ts'
import { makeOwner, OTHER_PASSWORD } from '../../../../tests/support/deps.ts'
import { openTestHttp, type TestHttp } from '../../../../tests/support/http.ts'
import { DomainError } from '../../domain/errors.ts'

let http: TestHttp
let apiKey: string

before(async () => {
  http = await openTestHttp({ trustedProxies: ['10.0.0.0/8'] })
  apiKey = (await makeOwner(http.deps)).apiKey
})
after(() => http.close())

const get = (url: string, headers: Record<string, string> = {}, remoteAddress = '127.0.0.1') =>
  http.send({ method: 'GET', url, headers, remoteAddress })

async function figure(name: string, labels: string): Promise<number> {
  const { body } = await get('/metrics')
  const line = body.split('\n').find((text) => text.startsWith(`${name}${labels} `))
  return Number(line?.split(' ').at(-1) ?? 0)
}

describe('GET /healthz and /readyz', () => {
  test('200 while the process is up and the database answers', async () => {
    for (const path of ['/healthz', '/readyz']) {
      const answer = await get(path)
      assert.deepEqual([answer.statusCode, answer.json()], [200, { status: 'ok' }])
      assert.equal(answer.headers['cache-control'], 'no-store')
    }
  })

  test('503 as a problem when the database is away; the process is still up', async () => {
    const away = await openTestHttp()
    const cause = 'The disk with the data folder is full: make room on it.'
    const told = mock.method(away.deps.store, 'trouble', () => ({ cause, readsWork: true }))
    const limping = await away.send({ method: 'GET', url: '/readyz' })
    assert.deepEqual([limping.statusCode, limping.json()], [200, { status: 'reads only', detail: cause }])
    await away.deps.store.close()
    const named = await away.send({ method: 'GET', url: '/readyz' })
    assert.deepEqual([named.statusCode, named.json().detail], [503, cause])
    told.mock.restore()
    const answer = await away.send({ method: 'GET', url: '/readyz' })
    assert.deepEqual([answer.statusCode, answer.json().detail], [503, 'The database does not answer.'])
    checkProblem('GET', answer)
    assert.equal((await away.send({ method: 'GET', url: '/healthz' })).statusCode, 200)
    await away.app.close()
  })

  test('503 while the data keys are under a master key that is not here, and says what to do', async () => {
    const other = await openTestHttp()
    const noMasterKey = new DomainError('master_key.away')
    const notHere = mock.method(other.deps.vault, 'refresh', () => Promise.reject(noMasterKey))
    const answer = await other.send({ method: 'GET', url: '/readyz' })
    assert.equal(answer.statusCode, 503)
    assert.match(answer.json().detail, /changed on another server\. Put the new one in its place/)
    notHere.mock.mockImplementation(() => Promise.reject(new DomainError('storage.away')))
    const away = await other.send({ method: 'GET', url: '/readyz' })
    assert.equal(away.json().detail, 'The database does not answer.')
    notHere.mock.restore()
    assert.equal((await other.send({ method: 'GET', url: '/readyz' })).statusCode, 200)
    await other.close()
  })

  test('503 when the database says nothing for two seconds, not earlier', async (t) => {
    const silent = await openTestHttp()
    const { get } = silent.deps.store.meta
    Object.assign(silent.deps.store.meta, { get: () => new Promise(() => {}) })
    t.mock.timers.enable({ apis: ['setTimeout'] })
    let status = 0
    const asked = silent.send({ method: 'GET', url: '/readyz' }).then(({ statusCode }) => {
      status = statusCode
    })
    for (const [waitMs, expected] of [
      [1_999, 0],
      [1, 503],
    ] as const) {
      await setImmediate()
      t.mock.timers.tick(waitMs)
      await setImmediate()
      assert.equal(status, expected)
    }
    await asked
    Object.assign(silent.deps.store.meta, { get })
    await silent.close()
  })

  test('500 as a problem for a fault of ours, which is written down by its kind alone', async () => {
    const { keyCount } = http.deps.known
    Object.defineProperty(http.deps.known, 'keyCount', {
      configurable: true,
      get: () => {
        throw new TypeError('secret')
      },
    })
    const before = http.logs.length
    const answer = await get('/metrics')
    Reflect.deleteProperty(http.deps.known, 'keyCount')
    assert.equal(http.deps.known.keyCount, keyCount)
    assert.equal(answer.statusCode, 500)
    checkProblem('GET', answer)
    const fault = http.logs.slice(before).find((line) => line.includes('"fault"')) ?? ''
    assert.match(fault, /TypeError/)
    assert.doesNotMatch(http.logs.slice(before).join() + answer.body, /secret/)
    assert.equal(JSON.parse(fault).requestId, answer.headers['x-request-id'])
  })

  test('405 for anything but reading, as a problem', async () => {
    const answer = await http.send({ method: 'POST', url: '/healthz' })
    assert.deepEqual([answer.statusCode, answer.headers.allow], [405, 'GET, HEAD'])
    checkProblem('POST', answer)
  })
})

describe('GET /metrics is there', () => {
  const cases: readonly [what: string, address: string, headers: Record<string, string>, status: number][] = [
    ['for this machine', '127.0.0.1', {}, 200],
    ['for this machine in IPv6', '::1', {}, 200],
    ['for this machine, mapped', '::ffff:127.0.0.1', {}, 200],
    ['for a trusted network', '10.1.2.3', {}, 200],
    ['not for others', '192.0.2.1', {}, 404],
    ['not for others through a trusted proxy', '10.1.2.3', { 'x-forwarded-for': '192.0.2.1' }, 404],
    ['for a trusted network through a trusted proxy', '10.1.2.3', { 'x-forwarded-for': '10.9.9.9' }, 200],
    [
      'not through a proxy on this machine that nobody told us of',
      '127.0.0.1',
      { 'x-forwarded-for': '192.0.2.1' },
      404,
    ],
    ['not for those who claim to be this machine', '127.0.0.1', { 'x-forwarded-for': '127.0.0.1' }, 404],
    ['not through an untold proxy with the newer header', '127.0.0.1', { forwarded: 'for=192.0.2.1' }, 404],
    ['not for others who claim to be this machine', '192.0.2.1', { 'x-forwarded-for': '127.0.0.1' }, 404],
  ]
  for (const [what, address, headers, status] of cases) {
    test(what, async () => {
      const answer = await get('/metrics', headers, address)
      assert.equal(answer.statusCode, status)
      if (status === 404) return checkProblem('GET', answer)
      assert.equal(answer.headers['cache-control'], 'no-store')
      assert.match(String(answer.headers['content-type']), /^text\/plain; version=/)
      assert.match(answer.body, /keyward_known_keys/)
    })
  }
})

describe('the figures', () => {
  const verify = (key: string) => get('/api/v1/verify', { authorization: `Bearer ${key}` })

  test('count credentials by dialect, kind and outcome, written down or not yet', async () => {
    const valid = '{dialect="native",kind="key",outcome="valid"}'
    const wrong = '{dialect="native",kind="key",outcome="wrong"}'
    const before = [
      await figure('keyward_credentials_total', valid),
      await figure('keyward_credentials_total', wrong),
    ]
    await verify(apiKey)
    await http.deps.calls.flush()
    await verify(apiKey)
    await verify('0'.repeat(32))
    const now = [
      await figure('keyward_credentials_total', valid),
      await figure('keyward_credentials_total', wrong),
    ]
    assert.deepEqual(now, [(before[0] ?? 0) + 2, (before[1] ?? 0) + 1])
  })

  test('count requests in the dialect they were made in, also where no route matches', async () => {
    const unknown = (dialect: string) =>
      figure(
        'keyward_http_requests_total',
        `{dialect="${dialect}",method="GET",route="unknown",status="404"}`,
      )
    const before = [await unknown('native'), await unknown('panel')]
    await get('/api/v1/nothing-here')
    await get('/nothing-here')
    await get('/nothing-here')
    const now = [await unknown('native'), await unknown('panel')]
    assert.deepEqual(now, [(before[0] ?? 0) + 1, (before[1] ?? 0) + 2])
  })

  test('count sign-ins', async () => {
    const browser = new Browser(http)
    await browser.signIn('olga')
    const wrong = await browser.open('/logout')
    await browser.submit(wrong, '/logout', {})
    const form = await browser.open('/login')
    await browser.submit(form, '/login', { username: 'olga', password: OTHER_PASSWORD })
    assert.equal(
      await figure('keyward_credentials_total', '{dialect="panel",kind="password",outcome="valid"}'),
      1,
    )
    assert.equal(
      await figure('keyward_credentials_total', '{dialect="panel",kind="password",outcome="wrong"}'),
      1,
    )
  })

  test('measure resets that were done', async () => {
    const browser = new Browser(http)
    await browser.signIn('olga')
    const refused = await browser.api('POST', '/users/me/key/reset', { overlapSeconds: -1 })
    assert.equal(refused.statusCode, 400)
    const began = performance.now()
    apiKey = (await browser.api('POST', '/users/me/key/reset', {})).json().apiKey
    const seconds = await figure('keyward_reset_duration_seconds_sum', '{dialect="native"}')
    assert.ok(seconds > 0 && seconds <= (performance.now() - began + 1) / 1_000, `${seconds}`)
    assert.equal(await figure('keyward_reset_duration_seconds_count', '{dialect="native"}'), 1)
  })

  test('know how many keys are in memory, and the delay of the event loop', async () => {
    await verify(apiKey)
    // The one of before the reset is still counted, though it is not used.
    assert.equal(await figure('keyward_known_keys', ''), 2)
    assert.match((await get('/metrics')).body, /nodejs_eventloop_lag_seconds/)
  })

  test('hold nothing that a client chose (S-94)', async () => {
    const marker = 'mArKeR'
    await get(`/${marker}`, { 'user-agent': marker, accept: marker })
    await get(`/api/v1/users/${marker}/key`, { authorization: `Bearer ${marker}` })
    await http.send({ method: 'POST', url: `/login?${marker}=1`, payload: marker })
    await verify(marker)
    const { body } = await get('/metrics')
    assert.doesNotMatch(body, new RegExp(`${marker}|${apiKey}|olga`))
    assert.match(body, /route="\/api\/v1\/users\/:userId\/key"/)
  })
})

describe('the log of requests', () => {
  test('has one line each, with the route in place of the path', async () => {
    const before = http.logs.length
    await get('/api/v1/users/me?token=abcdef', { authorization: `Bearer ${apiKey}` })
    const lines = http.logs.slice(before)
    assert.equal(lines.length, 1)
    const { route, status, dialect, method } = JSON.parse(lines[0] ?? '')
    assert.deepEqual([route, status, dialect, method], ['/api/v1/users/me', 400, 'native', 'GET'])
    assert.doesNotMatch(lines.join(), new RegExp(`abcdef|${apiKey}`))
  })

  test('has no line for a verify call that memory answers', async () => {
    const port = await http.listen()
    const ask = () =>
      fetch(`http://127.0.0.1:${port}/api/v1/verify`, { headers: { authorization: `Bearer ${apiKey}` } })
    assert.equal((await ask()).status, 200)
    const before = http.logs.length
    assert.equal((await ask()).status, 200)
    assert.equal(http.logs.length, before)
  })
})
