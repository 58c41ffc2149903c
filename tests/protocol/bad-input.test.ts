import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { addDomain } from '../../server/src/domain/domains/add-domain.ts'
import { changePair } from '../../server/src/domain/key-pairs/change-pair.ts'
import { addMailbox } from '../../server/src/domain/mailboxes/add-mailbox.ts'
import { csrfTokenOf } from '../../server/src/domain/sessions/describe-session.ts'
import { openSession } from '../../server/src/domain/sessions/open-session.ts'
import { cookieName } from '../../server/src/http/kit/cookies.ts'
import { REQUEST_ERROR_STATUS } from '../../server/src/http/kit/request-error.ts'
import { openTestApp, PUBLIC_URL, TESTER } from '../support/app.ts'
import { BAD_HEADERS, type BadInput, BROKEN_HTTP, badAddresses, GARBAGE_KEYS } from '../support/bad-input.ts'
import { own, protocolOf } from '../support/bad-input-protocols.ts'
import { changingNothing } from '../support/changing-nothing.ts'
import { shareOf } from '../support/counts.ts'
import { visitFrom } from '../support/deps.ts'
import { AGENT, pairOf, signatureOf } from '../support/email.ts'
import { asProblem, assertHarmless, asVerdict, type RefusalForm } from '../support/forms-of-refusal.ts'
import { listen, tokenOf } from '../support/identity.ts'
import { type RawAnswer, rawRequest, sendRaw } from '../support/raw-http.ts'
import { addressOf, type ServedRoute } from '../support/routes.ts'
import { HOUR_MS } from '../support/test-clock.ts'

const app = await openTestApp()
const port = await listen(app)
const params: Record<string, string> = {
  userId: app.owner.userId,
  alias: 'RAX-KSKEY',
  customer: 'me',
  domain: 'mail.example',
  mailbox: 'anna',
  member: 'anna@mail.example',
}
after(() => app.close())

before(async () => {
  const { owner, deps } = app
  params['token'] = await tokenOf(app, owner)
  const user = await deps.store.users.byName(owner.username)
  assert.ok(user)
  const { secret, session } = await deps.store.transaction((tx) =>
    openSession(deps, tx, user, visitFrom('127.0.0.1')),
  )
  const page = [
    `Cookie: ${cookieName({ publicUrl: PUBLIC_URL }, 'session')}=${secret}`,
    'Sec-Fetch-Site: same-origin',
  ]
  own('identity-v1.0', [`X-Auth-User: ${owner.username}`, `X-Auth-Key: ${owner.apiKey}`])
  own('forward-auth', [`Authorization: Bearer ${owner.apiKey}`])
  own('introspection', [`Authorization: Bearer ${owner.apiKey}`])
  own('identity-v2.0', [`X-Auth-Token: ${params['token']}`])
  own('identity-v3', [`X-Auth-Token: ${params['token']}`, `X-Subject-Token: ${params['token']}`])
  own('native', [...page, `X-CSRF-Token: ${csrfTokenOf(deps, session)}`])
  own('email', await signedHeaders())
  await addMail()
  own('panel', [...page, 'Accept: text/html'])
})

/** By a pair that goes on being good however long the sweep takes, and however much it asks. */
async function signedHeaders(): Promise<readonly string[]> {
  const pair = await pairOf(app, app.owner)
  const limits = { read: 1_000_000, write: 1_000_000, domainWrite: 1_000_000 }
  await changePair(app.deps, TESTER, app.owner.userId, { clockCheck: 'static', limits })
  return [`User-Agent: ${AGENT}`, `X-Api-Signature: ${signatureOf(pair, '20260102030405')}`]
}

async function addMail(): Promise<void> {
  const { deps, owner } = app
  const where = { accountId: owner.accountId, domain: 'mail.example' }
  await addDomain(deps, TESTER, { accountId: owner.accountId, name: where.domain })
  const rest = { password: 'Str0ng-enough', settings: {}, recoverDeleted: false }
  await addMailbox(deps, TESTER, { ...where, name: 'anna', ...rest })
}

/** A server that says nothing for so long has forgotten the request. */
const PATIENCE_MS = 5_000

const REFUSED = new Set<number>(Object.values(REQUEST_ERROR_STATUS))
const BODILESS = ['GET', 'HEAD']

/** Refused for the request itself, in this form. A HEAD has no body to look at. */
function assertRefused(answer: RawAnswer, method: string, form: RefusalForm): void {
  assertHarmless(answer)
  const isVerdict = answer.headers.get('x-keyward-reason') === 'malformed'
  assert.ok(isVerdict || REFUSED.has(answer.status), `gave ${answer.status}: ${answer.body.slice(0, 200)}`)
  if (method === 'HEAD') assert.equal(answer.body, '')
  else form(answer)
}

interface Attempt {
  readonly what: string
  readonly request: () => Buffer
  readonly check: (answer: RawAnswer) => void | Promise<void>
}

/** Sends them all, side by side; nothing may have changed afterwards. */
async function sweep(attempts: readonly Attempt[]): Promise<void> {
  await changingNothing(app, () => Promise.all(attempts.map(send)))
}

async function send({ what, request, check }: Attempt): Promise<void> {
  try {
    await check(await sendRaw(port, request(), PATIENCE_MS))
  } catch (error) {
    throw new Error(`${what}: ${error instanceof Error ? error.message : ''}`, { cause: error })
  }
}

const MOST_SHARES = 10
/** In the short run each place is tried with one in so many: all places of a protocol together with everything. */
const sharesOf = ({ dialect }: ServedRoute) =>
  Math.min(MOST_SHARES, app.routes.filter((route) => route.dialect === dialect).length)

const HOST_LINE = 'Host: localhost:8080\r\n'

function attemptsOn(route: ServedRoute): readonly Attempt[] {
  const { form, anywhere, inBody, own, declared, isVerdict, ignoresBodyOf = [] } = protocolOf(route.dialect)
  const { method } = route
  const address = addressOf(route, params)
  const attempt = ({ what, headers = [], body }: BadInput): Attempt => ({
    what: `${method} ${address}: ${what}`,
    request: () => rawRequest(method, address, [...own, ...headers], body),
    check: (answer) => {
      assertRefused(answer, method, form)
      assert.ok(answer.headers.get('x-request-id'))
      if (declared) assert.ok(declared(method, address).includes(answer.status), `gave ${answer.status}`)
    },
  })
  const bodiless = [...BODILESS, ...ignoresBodyOf]
  const bad = [...BAD_HEADERS, ...anywhere, ...(bodiless.includes(method) ? [] : inBody)]
  const hostless = () => rawRequest(method, address, own).toString('latin1').replace(HOST_LINE, '')
  return [
    ...bad.map(attempt),
    { ...attempt({ what: 'no Host' }), request: () => Buffer.from(hostless(), 'latin1') },
    // Node's parser answers: before it is known which protocol this is, but for proxies, who would fall over it.
    ...BROKEN_HTTP.map((one) => ({
      ...attempt(one),
      check: (answer: RawAnswer) => assertRefused(answer, 'GET', isVerdict ? asVerdict : asProblem),
    })),
  ]
}

describe('bad input to every route of every protocol', () => {
  for (const [place, route] of app.routes.entries()) {
    test(`${route.method} ${route.path} refuses it in its own form, and nothing changes`, () =>
      sweep(shareOf(attemptsOn(route), place, sharesOf(route))))
  }
})

const paths = [...new Set(app.routes.map(({ path }) => path))]

/** WebDAV's too: a proxy may keep the method of the request it asks about. */
async function answersAnyMethod(address: string, own: readonly string[]): Promise<void> {
  for (const method of ['PROPFIND', 'MKCOL', 'TRACE', 'OPTIONS', 'QUERY']) {
    const good = await sendRaw(port, rawRequest(method, address, own))
    assert.deepEqual([good.status, good.body], [204, ''], method)
    asVerdict(await sendRaw(port, rawRequest(method, address, [])))
  }
}

for (const [place, path] of paths.entries()) {
  const here = app.routes.filter((route) => route.path === path)
  const [route] = here
  assert.ok(route)

  const { isVerdict = false } = protocolOf(route.dialect)
  test(`${path} answers other methods with ${isVerdict ? 'a verdict' : '405 and names its own'}`, async () => {
    const { form, own } = protocolOf(route.dialect)
    if (isVerdict) return answersAnyMethod(addressOf(route, params), own)
    const address = addressOf(route, params)
    const offered = [...new Set(here.map(({ method }) => method))].sort()
    const others = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']
    await sweep(
      others
        .filter((method) => !offered.includes(method))
        .map((method) => ({
          what: method,
          request: () => rawRequest(method, address, own),
          check: (answer) => {
            assertRefused(answer, method, form)
            assert.equal(answer.status, 405)
            assert.equal(answer.headers.get('allow'), offered.join(', '))
          },
        })),
    )
    const unknown = await sendRaw(port, rawRequest('PROPFIND', address, own))
    assertRefused(unknown, 'PROPFIND', form)
    assertRefused(await sendRaw(port, rawRequest('GARBAGE', address, own)), 'GARBAGE', asProblem)
  })

  test(`near ${path}, what is no address is refused`, () => {
    const { form, own } = protocolOf(route.dialect)
    const inSomeForm: RefusalForm = (answer) => {
      // Where the address is broken nobody can say who was meant; the panel answers for nobody's.
      const isProblem = answer.headers.get('content-type')?.startsWith('application/problem')
      const wanted = isProblem ? asProblem : form
      wanted(answer)
    }
    return sweep(
      here.flatMap(({ method }, at) =>
        shareOf(badAddresses(addressOf(route, params)), place + at, sharesOf(route)).map((address) => ({
          what: `${method} ${address.slice(0, 80)}`,
          request: () => rawRequest(method, address, own),
          check: (answer) => assertRefused(answer, method, inSomeForm),
        })),
      ),
    )
  })
}

describe('garbage in the place of a credential', () => {
  const places = ['X-Auth-Token: ', 'Authorization: Bearer ', 'Authorization: Basic ', 'Cookie: __Host-kw=']
  const garbage = GARBAGE_KEYS.flatMap((key) => [
    ...places.map((where) => [`${where}${key}`]),
    ['X-Auth-User: owner', `X-Auth-Key: ${key}`],
  ])
  for (const [place, path] of paths.entries()) {
    test(`opens nothing at ${path}`, async () => {
      const attempts = app.routes
        .filter((route) => route.path === path)
        .flatMap((route, at) => {
          const address = addressOf(route, { ...params, token: 'x' })
          const anonymous = sendRaw(port, rawRequest(route.method, address, []))
          return shareOf(garbage, place + at, sharesOf(route)).map((headers) => ({
            what: `${route.method} ${headers}`.slice(0, 80),
            request: () => rawRequest(route.method, address, headers),
            check: async (answer: RawAnswer) => {
              assertHarmless(answer)
              if ((await anonymous).status >= 400) assert.ok(answer.status >= 400, `gave ${answer.status}`)
            },
          }))
        })
      await sweep(attempts)
      app.wait(HOUR_MS)
    })
  }
})

test('a body that is announced by its type alone, as curl does, is an empty one on every route', async () => {
  for (const route of app.routes) {
    const request = rawRequest(route.method, addressOf(route, { token: 'x' }), [
      'Content-Type: application/json',
    ])
    const answer = await sendRaw(port, request, PATIENCE_MS)
    assert.ok(answer.status < 500, `${route.method} ${route.path} gave ${answer.status}`)
  }
})

test('bytes that are no HTTP at all are refused', async () => {
  const broken = [
    '\0\0\0\0\r\n\r\n',
    'GET\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    '\x16\x03\x01\x02\0\x01\0\r\n\r\n',
  ]
  for (const bytes of broken) {
    const answer = await sendRaw(port, Buffer.from(bytes, 'latin1'))
    assert.equal(answer.status, 400)
    asProblem(answer)
  }
})

test('and the server goes on as before', async () => {
  await tokenOf(app, app.owner)
})
