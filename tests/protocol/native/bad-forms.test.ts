import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createSetUpLink } from '../../../server/src/domain/links/set-up.ts'
import { Browser, hiddenFields } from '../../support/browser.ts'
import { makeOwner, PASSWORD } from '../../support/deps.ts'
import { fingerprint } from '../../support/fingerprint.ts'
import { openTestHttp, type TestHttp } from '../../support/http.ts'
import { type RawAnswer, rawRequest, sendRaw } from '../../support/raw-http.ts'

const FORM_TYPE = 'Content-Type: application/x-www-form-urlencoded'
const PAGES = ['/login', '/logout', '/setup', '/invite'] as const
const WATCHED = ['/healthz', '/readyz', '/metrics', '/', '/setup/x', '/invite/x'] as const

let http: TestHttp
let port: number
let fields: string
let own: readonly string[]

before(async () => {
  http = await openTestHttp()
  port = await http.listen()
  const link = await createSetUpLink(http.deps)
  const { user } = await makeOwner(http.deps)
  const browser = new Browser(http)
  const page = await browser.open('/login')
  await browser.open(`/setup/${link}`)
  await browser.enter(user)
  fields = new URLSearchParams({
    ...hiddenFields(page.body),
    username: 'olga',
    password: PASSWORD,
  }).toString()
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  own = [`Cookie: ${cookie}`, 'Sec-Fetch-Site: same-origin', 'Accept: text/html']
})
after(() => http.close())

function assertRefused(answer: RawAnswer): void {
  assert.ok(
    answer.status >= 400 && answer.status < 500,
    `gave ${answer.status}: ${answer.body.slice(0, 200)}`,
  )
  assert.match(answer.headers.get('content-type') ?? '', /^(?:text\/html|application\/problem\+json)/)
  if (answer.headers.get('content-type')?.startsWith('text/html')) {
    assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'/)
  }
  assert.doesNotMatch(answer.body, /node:|\.ts:|SELECT|sqlite|geese/i)
  assert.doesNotMatch(answer.headers.get('set-cookie') ?? '', /^kw=./)
}

async function refusesAll(requests: readonly Buffer[]): Promise<void> {
  const before = await fingerprint(http.deps)
  for (const request of requests) assertRefused(await sendRaw(port, request))
  assert.equal(await fingerprint(http.deps), before)
}

describe('bad input to every form', () => {
  const bodies: readonly [what: string, body: () => string | Buffer][] = [
    ['a field twice', () => `${fields}&username=otto`],
    ['a broken escape', () => `${fields}&x=%`],
    ['an escape that is not UTF-8', () => `${fields}&x=%ff`],
    ['bytes that are not ASCII', () => Buffer.concat([Buffer.from(fields), Buffer.from([0x26, 0xff])])],
    ['a NUL', () => `${fields}&x=%00`],
    ['too many fields', () => `${fields}&${Array.from({ length: 30 }, (_, at) => `f${at}=`).join('&')}`],
    ['a field over 8 KiB', () => `${fields}&x=${'x'.repeat(9_000)}`],
    ['over 64 KiB', () => `${fields}&x=${'x'.repeat(70_000)}`],
    ['JSON in place of a form', () => '{"username":"olga"}'],
  ]
  for (const path of PAGES) {
    for (const [what, body] of bodies) {
      test(`POST ${path} with ${what} is refused and changes nothing`, () =>
        refusesAll([rawRequest('POST', path, [...own, FORM_TYPE], body())]))
    }

    for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x', 'garbage']) {
      test(`POST ${path} as ${type} is refused with 415`, async () => {
        const answer = await sendRaw(
          port,
          rawRequest('POST', path, [...own, `Content-Type: ${type}`], '{"a":1}'),
        )
        assertRefused(answer)
        assert.equal(answer.status, 415)
      })
    }

    test(`POST ${path} with broken headers is refused and changes nothing`, () =>
      refusesAll(
        [
          ['Cookie: a=b'],
          ['Host: elsewhere'],
          ['Origin: a', 'Origin: b'],
          Array.from({ length: 101 }, (_, at) => `X-${at}: 1`),
          [`X-Other: ${'x'.repeat(20_000)}`],
          ['X-Other: a\0b'],
          ['Transfer-Encoding: chunked'],
        ].map((headers) => rawRequest('POST', path, [...own, FORM_TYPE, ...headers], fields)),
      ))
  }

  test('other methods are refused with 405 on every page, and the right ones named', async () => {
    for (const path of [...PAGES, ...WATCHED]) {
      for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
        const answer = await sendRaw(port, rawRequest(method, path, own))
        assertRefused(answer)
        assert.equal(answer.status, 405, `${method} ${path}`)
        assert.match(answer.headers.get('allow') ?? '', /^GET, HEAD/)
      }
    }
  })

  test('addresses that are none are refused on every page', () =>
    refusesAll(
      [...PAGES, ...WATCHED].flatMap((path) =>
        [
          `http://localhost${path}`,
          `/.${path}`,
          `/%2e%2e${path}`,
          `/x%00${path}`,
          `${path}?${'x'.repeat(5_000)}`,
        ].map((target) => rawRequest('GET', target, own)),
      ),
    ))

  test('and the server goes on as before', async () => {
    const browser = new Browser(http)
    await browser.signIn('olga')
    assert.ok(http.logs.every((line) => !line.includes('"status":5')))
  })
})
