import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { addEndpoint } from '../../../server/src/domain/catalog/add-endpoint.ts'
import { DomainError, type DomainErrorCode } from '../../../server/src/domain/errors.ts'
import type { CreatedUser } from '../../../server/src/domain/users/create-user.ts'
import { NATIVE_ROUTES } from '../../../server/src/http/native/native.ts'
import type { NativeRoute } from '../../../server/src/http/native/route.ts'
import { Passkeys } from '../../support/authenticator.ts'
import { Browser } from '../../support/browser.ts'
import { changingNothing } from '../../support/changing-nothing.ts'
import { checkDeclared } from '../../support/declared.ts'
import { makeOwner, makeUser, OPERATOR, OTHER_PASSWORD, PASSWORD } from '../../support/deps.ts'
import { openTestHttp, type TestHttp } from '../../support/http.ts'
import { groupIdOf, prepareGroup } from '../../support/native.ts'
import { ADMIN_BODIES, adminNamesOf, prepareAdmins } from '../../support/native-admins.ts'
import { MAIL_BODIES, mailNamesOf, prepareMail } from '../../support/native-mail.ts'
import { RP } from '../../support/passkeys.ts'
import { MINUTE_MS } from '../../support/test-clock.ts'

let http: TestHttp
let browser: Browser
let other: CreatedUser
let owner: CreatedUser

before(async () => {
  http = await openTestHttp()
  browser = new Browser(http)
  owner = await makeOwner(http.deps)
  await prepareMail(http.deps, owner.user)
  await prepareAdmins(http.deps, owner.user)
  await prepareGroup(http.deps, owner.user)
  await browser.enter(owner.user)
  await addEndpoint(http.deps, OPERATOR, {
    ...{ name: 'files', type: 'object-store', region: null },
    ...{ publicUrl: 'https://files.example/', internalUrl: null },
  })
  other = await makeUser(http.deps, owner.user.accountId, 'otto')
})
after(() => http.close())

/** What a route that changes something needs to get as far as the store. */
const BODIES: Readonly<Record<string, unknown>> = {
  stepUp: { password: PASSWORD },
  changeOwnEmail: { email: 'new@example.com' },
  changeAccountSettings: { name: 'Another name' },
  setUsageThreshold: { callsPerDay: 5 },
  createUser: { username: 'ulrike' },
  changeUser: { defaultRegion: 'DFW' },
  changeUserRoles: { add: ['reader'] },
  createGroup: { name: 'Billing' },
  changeGroup: { description: 'x' },
  changeGroupMembers: {},
  addServiceRule: { path: '/**', role: 'reader' },
  addEndpoint: { name: 'reports', type: 'reports', publicUrl: 'https://reports.example' },
  createApplicationCredential: { name: 'copy' },
  checkSupportPin: { userId: 'f'.repeat(32), pin: '204861' },
  get impersonateUser() {
    return { userId: other.user.id }
  },
  enrolTotp: { name: 'phone' },
  addPasskey: { name: 'laptop', credential: new Passkeys(RP).create('x'.repeat(43)) },
  renamePasskey: { name: 'tablet' },
  confirmTotp: { code: '123456' },
  setRequirement: { required: false },
  createRole: { name: 'files:observer' },
  changeOwnPassword: { currentPassword: PASSWORD, newPassword: OTHER_PASSWORD },
}

/** An owner does these to somebody else. */
const TO_OTHER = ['changeUser', 'deleteUser']

/** Asked with a body, and nothing is written. */
const READS = ['verifyMany', 'planImport']

const changes = NATIVE_ROUTES.filter(
  ({ method, operationId }) => method !== 'GET' && !READS.includes(operationId),
)

/** Lets every transaction fail, as a store does when the disk is full or the database is away. */
async function whileFailing<T>(fault: unknown, act: () => Promise<T>): Promise<T> {
  const { store } = http.deps
  const transaction = store.transaction
  store.transaction = () => Promise.reject(fault)
  try {
    return await act()
  } finally {
    store.transaction = transaction
  }
}

async function call(route: NativeRoute) {
  const { method, operationId } = route
  const path = withMail(route)
  const isToOther = TO_OTHER.includes(operationId)
  const url = path
    .replace(':userId', isToOther ? other.user.id : 'me')
    .replace(':name', 'files')
    .replace(':endpointId', '999999')
    .replace(/:(?:groupId|sessionId|ruleId|deviceId|passkeyId|credentialId)/, 'f'.repeat(32))
  const answer = await browser.api(
    method,
    url,
    BODIES[operationId] ?? MAIL_BODIES[operationId] ?? ADMIN_BODIES[operationId],
  )
  checkDeclared(method, url, answer)
  return answer
}

/** What is named of mail is there, and the owner's. */
function withMail({ path, operationId }: NativeRoute): string {
  const names: Record<string, string> = {
    ...mailNamesOf(owner.user, { id: operationId }),
    ...adminNamesOf(owner.user),
  }
  return path.replace(/:(\w+)/g, (whole, name: string) => names[name] ?? whole)
}

/** The address with something that is there for each parameter. */
function readable(route: NativeRoute): string {
  return withMail(route)
    .replace(':groupId', groupIdOf(owner.user))
    .replace(':userId', 'me')
    .replace(':apiId', 'native')
    .replace(':name', 'files')
}

describe('a store that cannot write', () => {
  const faults: readonly [code: DomainErrorCode, status: number, problem: string][] = [
    ['storage.full', 507, 'storage_full'],
    ['storage.away', 503, 'busy'],
    ['outcome.unknown', 503, 'outcome_unknown'],
  ]
  for (const [code, status, problem] of faults) {
    for (const route of changes) {
      test(`${route.method} ${route.path} answers ${code} with ${status} ${problem}; nothing changes`, async () => {
        const failing = () => whileFailing(new DomainError(code), () => call(route))
        const answer = await changingNothing(http, failing)
        assert.deepEqual([answer.statusCode, answer.json().code], [status, problem])
      })
    }
  }

  for (const route of changes) {
    test(`${route.method} ${route.path} answers a fault of ours with 500, without a word about it`, async () => {
      const logged = http.logs.length
      const answer = await whileFailing(new Error(`SELECT ${PASSWORD}`), () => call(route))
      assert.deepEqual([answer.statusCode, answer.json().code], [500, 'internal'])
      assert.doesNotMatch(answer.body, /SELECT|geese|\.ts|stack/)
      const lines = http.logs.slice(logged)
      assert.doesNotMatch(lines.join(), /SELECT|geese/)
      assert.ok(
        lines.some(
          (line) => JSON.parse(line).requestId === answer.json().requestId && line.includes('"fault":"Error'),
        ),
      )
    })
  }

  test('still reads and verifies, counts and sessions included', async () => {
    const { store } = http.deps
    const { add } = store.calls
    const { update } = store.sessions
    const apiKey = (await browser.api('POST', '/users/me/key/reveal')).json().apiKey
    const authorization = `Bearer ${apiKey}`
    const verify = () => new Browser(http).api('GET', '/verify', undefined, { authorization })
    const full = () => Promise.reject(new DomainError('storage.full'))
    Object.assign(store.calls, { add: full })
    Object.assign(store.sessions, { update: full })
    try {
      await whileFailing(new DomainError('storage.full'), async () => {
        assert.equal((await verify()).statusCode, 200)
        http.clock.advance(2 * MINUTE_MS)
        for (const route of NATIVE_ROUTES.filter(
          ({ method, access }) => method === 'GET' && access !== 'credential',
        )) {
          assert.equal((await browser.api('GET', readable(route))).statusCode, 200, route.path)
        }
      })
    } finally {
      Object.assign(store.calls, { add })
      Object.assign(store.sessions, { update })
    }
    // What could not be written then is written now.
    assert.equal((await browser.api('GET', '/usage')).json().byCaller[0].calls, 1)
  })

  for (const [fault, status] of [
    [new DomainError('storage.full'), 507],
    [new DomainError('storage.away'), 503],
    [new DomainError('busy'), 503],
    [new Error(`SELECT ${PASSWORD}`), 500],
  ] as const) {
    test(`the sign-in form answers ${fault.message.slice(0, 12)} with a page and ${status}`, async () => {
      const visitor = new Browser(http)
      const page = await visitor.open('/login')
      const fields = { username: 'olga', password: PASSWORD }
      const answer = await whileFailing(fault, () => visitor.submit(page, '/login', fields))
      assert.equal(answer.statusCode, status)
      assert.match(String(answer.headers['content-type']), /^text\/html/)
      assert.match(String(answer.headers['content-security-policy']), /default-src 'none'/)
      assert.doesNotMatch(answer.body, /SELECT|geese/)
      if (status === 503) assert.match(String(answer.headers['retry-after']), /^\d+$/)
      assert.equal(visitor.cookies.has('kw'), false)
    })
  }

  test('the page of a one-time link says so, and the link can be tried again', async () => {
    const answer = await whileFailing(new DomainError('storage.away'), () =>
      browser.open(`/setup/kwl_${'0'.repeat(32)}4ryqRB`),
    )
    assert.ok([404, 503].includes(answer.statusCode))
  })
})
