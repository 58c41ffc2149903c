import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { NATIVE_ROUTES } from '../../../server/src/http/native/native.ts'
import type { NativeRoute } from '../../../server/src/http/native/route.ts'
import { Browser } from '../../support/browser.ts'
import { changingNothing } from '../../support/changing-nothing.ts'
import { makeOwner } from '../../support/deps.ts'
import { asProblem, assertHarmless } from '../../support/forms-of-refusal.ts'
import { openTestHttp, type TestHttp } from '../../support/http.ts'
import { type RawAnswer, rawRequest, sendRaw } from '../../support/raw-http.ts'
import { HOUR_MS } from '../../support/test-clock.ts'

let http: TestHttp
let port: number
let browser: Browser
let ownerId = ''

before(async () => {
  http = await openTestHttp()
  port = await http.listen()
  const { user } = await makeOwner(http.deps)
  ownerId = user.id
  browser = new Browser(http)
  await browser.enter(user)
})
after(() => http.close())

/** A browser that is signed in, on a page of ours: whatever is refused is refused for the input. */
function own(): readonly string[] {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  return [`Cookie: ${cookie}`, `X-CSRF-Token: ${browser.csrfToken}`, 'Sec-Fetch-Site: same-origin']
}

const pathOf = ({ path }: NativeRoute) => `/api/v1${path.replace(':userId', ownerId).replace(/:\w+/g, 'x')}`
const changes = NATIVE_ROUTES.filter(({ method }) => method !== 'GET')

function assertRefused(answer: RawAnswer, allowed: readonly number[]): void {
  assertHarmless(answer)
  assert.ok(allowed.includes(answer.status), `${answer.status} is not one of ${allowed}`)
  asProblem(answer)
}

// What every route of every protocol refuses is swept in ../bad-input.test.ts.
describe('bad input to every route of the native API', () => {
  test('a query that no route asks for is refused', () =>
    changingNothing(http, async () => {
      for (const route of NATIVE_ROUTES) {
        for (const query of ['token=secret', '__proto__=1', 'x=%ff', 'x=1&x=2', '=']) {
          const request = rawRequest(route.method, `${pathOf(route)}?${query}`, own())
          const answer = await sendRaw(port, request)
          assertRefused(answer, [400, 401, 404])
          assert.doesNotMatch(answer.body, /secret/)
        }
      }
    }))

  test('a change without its token is refused on every route', () =>
    changingNothing(http, async () => {
      const [cookie = ''] = own()
      for (const route of changes) {
        for (const headers of [
          [cookie],
          [cookie, 'Sec-Fetch-Site: same-origin'],
          [...own().slice(0, 2), 'Sec-Fetch-Site: cross-site'],
        ]) {
          const answer = await sendRaw(port, rawRequest(route.method, pathOf(route), headers))
          assertRefused(answer, [403])
          assert.equal(JSON.parse(answer.body).code, 'csrf')
        }
      }
    }))

  test('garbage credentials are refused on every route', () =>
    changingNothing(http, async () => {
      const garbage = [
        'Bearer ',
        'Bearer x',
        `Bearer ${'0'.repeat(32)}`,
        'Basic !',
        `Basic ${btoa(':')}`,
        'Negotiate x',
        'x',
      ]
      for (const route of NATIVE_ROUTES.filter(({ access }) => access !== 'anyone')) {
        for (const value of garbage) {
          http.clock.advance(60_000)
          const answer = await sendRaw(
            port,
            rawRequest(route.method, pathOf(route), [`Authorization: ${value}`]),
          )
          assertRefused(answer, route.access === 'session' ? [403] : [401])
        }
      }
    }))

  test('and the server goes on as before', async () => {
    http.clock.advance(HOUR_MS)
    const owner = await http.deps.store.users.byName('olga')
    assert.ok(owner)
    await browser.enter(owner)
    assert.equal((await browser.api('GET', '/session')).statusCode, 200)
    assert.ok(http.logs.every((line) => !line.includes('"status":5')))
  })
})
