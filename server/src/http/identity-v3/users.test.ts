import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp, PUBLIC_URL, type TestUser } from '../../../../tests/support/app.ts'
import { call } from '../../../../tests/support/identity.ts'
import {
  assertKeystoneError,
  logInV3,
  secretLogin,
  subjectTokenOf,
  v3TokenOf,
} from '../../../../tests/support/identity-v3.ts'

const app = await openTestApp()
const PASSWORD = 'nobody would ever guess this'
const NEXT_PASSWORD = 'nobody would guess that one either'

const accountId = await app.addAccount('alpha')
const owner = await app.addUser('alpha-owner', { accountId, roles: ['identity:user-admin'] })
const manager = await app.addUser('alpha-manager', { accountId, roles: ['identity:user-manage'] })
const member = await app.addUser('alpha-member', { accountId, email: 'm@example.com' })
const second = await app.addUser('alpha-second', { accountId })
const stranger = await app.addUser('beta-owner', {
  accountId: await app.addAccount('beta'),
  roles: ['identity:user-admin'],
})
const staff = await app.addUser('staff', { roles: ['identity:admin'] })

const get = async (user: TestUser, path: string) =>
  call(app, 'GET', `/v3/${path}`, { token: await v3TokenOf(app, user) })
const namesFor = async (user: TestUser, path: string): Promise<readonly string[]> => {
  const answer = await get(user, path)
  assert.equal(answer.statusCode, 200, answer.body)
  return answer
    .json()
    .users.map(({ name }: { name: string }) => name)
    .sort()
}

describe('a user in v3', () => {
  test('is told with the members of Keystone, the address where there is one', async () => {
    const answer = await get(member, `users/${member.userId}`)
    assert.deepEqual(answer.json(), {
      user: {
        id: member.userId,
        name: 'alpha-member',
        domain_id: 'default',
        enabled: true,
        email: 'm@example.com',
        default_project_id: accountId,
        password_expires_at: null,
        options: {},
        links: { self: `${PUBLIC_URL}/v3/users/${member.userId}` },
      },
    })
    assert.ok(!('email' in (await get(second, `users/${second.userId}`)).json().user))
  })

  const rows: readonly [string, TestUser, TestUser, number, string][] = [
    ['oneself', member, member, 200, ''],
    ["an owner's sub-user", owner, member, 200, ''],
    ["a manager's sub-user", manager, member, 200, ''],
    ['anybody for staff', staff, member, 200, ''],
    ['anybody for the operator', app.owner, stranger, 200, ''],
    ['another member', second, member, 403, 'Forbidden'],
    ['the owner for a manager', manager, owner, 403, 'Forbidden'],
    ['a member of another account', stranger, member, 404, 'Not Found'],
    ['the operator for staff', staff, app.owner, 403, 'Forbidden'],
  ]
  for (const [who, caller, user, status, title] of rows) {
    test(`${status} for ${who}, by id, with the projects too`, async () => {
      for (const path of [`users/${user.userId}`, `users/${user.userId}/projects`]) {
        const answer = await get(caller, path)
        if (status === 200) assert.equal(answer.statusCode, 200, answer.body)
        else assertKeystoneError(answer, status, title)
      }
    })
  }

  test('of another account looks as one that never was', async () => {
    const [other, none] = [await get(stranger, `users/${member.userId}`), await get(stranger, 'users/nobody')]
    assert.equal(other.body, none.body)
  })

  test('has one project: the account', async () => {
    const { projects, links } = (await get(owner, `users/${member.userId}/projects`)).json()
    assert.deepEqual(
      projects.map(({ id }: { id: string }) => id),
      [accountId],
    )
    assert.equal(links.self, `${PUBLIC_URL}/v3/users/${member.userId}/projects`)
  })
})

describe('the users in v3', () => {
  test('are those whom the caller may act on, in one page', async () => {
    const all = ['alpha-manager', 'alpha-member', 'alpha-owner', 'alpha-second']
    assert.deepEqual(await namesFor(owner, 'users'), all)
    assert.deepEqual(await namesFor(manager, 'users'), ['alpha-manager', 'alpha-member', 'alpha-second'])
    assert.deepEqual(await namesFor(member, 'users'), ['alpha-member'])
    const { links } = (await get(owner, 'users')).json()
    assert.deepEqual(links, { self: `${PUBLIC_URL}/v3/users`, previous: null, next: null })
  })

  test('can be narrowed by name, domain and state', async () => {
    assert.deepEqual(await namesFor(owner, 'users?name=Alpha-Member'), ['alpha-member'])
    assert.deepEqual(await namesFor(owner, 'users?name=alpha-member&domain_id=default'), ['alpha-member'])
    assert.deepEqual(await namesFor(owner, 'users?domain_id=elsewhere'), [])
    assert.deepEqual(await namesFor(owner, 'users?enabled=false'), [])
    assert.equal((await namesFor(owner, 'users?enabled=True&nonsense=1')).length, 4)
  })

  test('by name are found in every account that the caller sees, and nowhere else', async () => {
    assert.deepEqual(await namesFor(staff, 'users?name=alpha-member'), ['alpha-member'])
    assert.deepEqual(await namesFor(stranger, 'users?name=alpha-member'), [])
    assert.deepEqual(await namesFor(member, 'users?name=nobody'), [])
    assertKeystoneError(await get(second, 'users?name=alpha-member'), 403, 'Forbidden')
  })

  test('cannot be asked for without a token, or by two names', async () => {
    for (const path of ['users', `users/${member.userId}`, `users/${member.userId}/projects`]) {
      assertKeystoneError(await call(app, 'GET', `/v3/${path}`), 401, 'Unauthorized')
    }
    assertKeystoneError(await get(owner, 'users?name=a&name=b'), 400, 'Bad Request')
    assertKeystoneError(await get(owner, 'users?email=a&email=b'), 400, 'Bad Request')
  })
})

describe('changing the own password in v3', async () => {
  let counter = 0
  const newUser = () => app.addUser(`changer${++counter}`, { accountId, password: PASSWORD })
  const change = (token: string, userId: string, original: unknown, password: unknown) =>
    call(app, 'POST', `/v3/users/${userId}/password`, {
      token,
      body: { user: { original_password: original, password } },
    })
  const byPassword = ({ username }: TestUser, password: string) =>
    logInV3(app, secretLogin({ name: username }, password))

  test('is 204; the old one and its tokens are refused at once, the key and its tokens go on', async () => {
    const user = await newUser()
    const old = subjectTokenOf(await byPassword(user, PASSWORD))
    const ofKey = await v3TokenOf(app, user)
    const answer = await change(old, user.userId, PASSWORD, NEXT_PASSWORD)
    assert.deepEqual([answer.statusCode, answer.body], [204, ''])
    const isGood = async (token: string) =>
      (await call(app, 'GET', '/v3/auth/projects', { token })).statusCode
    assert.deepEqual([await isGood(old), await isGood(ofKey)], [401, 200])
    assertKeystoneError(await byPassword(user, PASSWORD), 401, 'Unauthorized')
    assert.equal((await byPassword(user, NEXT_PASSWORD)).statusCode, 201)
    assert.equal((await logInV3(app, secretLogin({ name: user.username }, user.apiKey))).statusCode, 201)
  })

  test('is in the audit log', async () => {
    const user = await newUser()
    await change(await v3TokenOf(app, user), user.userId, PASSWORD, NEXT_PASSWORD)
    const entries = await app.deps.store.audit.page(accountId, 0, 1_000)
    assert.ok(
      entries.some(({ action, target }) => action === 'user.password' && target === `user:${user.userId}`),
    )
  })

  test('is refused with a wrong one, with the key, with a weak new one, and unreadable', async () => {
    const user = await newUser()
    const token = await v3TokenOf(app, user)
    assertKeystoneError(await change(token, user.userId, 'wrong', NEXT_PASSWORD), 401, 'Unauthorized')
    assertKeystoneError(await change(token, user.userId, user.apiKey, NEXT_PASSWORD), 401, 'Unauthorized')
    assertKeystoneError(await change(token, user.userId, PASSWORD, 'short'), 400, 'Bad Request')
    assertKeystoneError(await change(token, user.userId, PASSWORD, 7), 400, 'Bad Request')
    assertKeystoneError(await change(token, user.userId, null, NEXT_PASSWORD), 400, 'Bad Request')
    assertKeystoneError(await change('', user.userId, PASSWORD, NEXT_PASSWORD), 401, 'Unauthorized')
    assert.equal((await byPassword(user, PASSWORD)).statusCode, 201)
  })

  test('is of oneself alone: 403 also for those who may set it otherwise, 404 across accounts', async () => {
    const user = await newUser()
    for (const [caller, status, title] of [
      [owner, 403, 'Forbidden'],
      [second, 403, 'Forbidden'],
      [app.owner, 403, 'Forbidden'],
      [stranger, 404, 'Not Found'],
    ] as const) {
      const answer = await change(await v3TokenOf(app, caller), user.userId, PASSWORD, NEXT_PASSWORD)
      assertKeystoneError(answer, status, title)
    }
    assert.equal((await byPassword(user, PASSWORD)).statusCode, 201)
  })

  test('guessing the old one is throttled as a login is', async () => {
    const user = await newUser()
    const token = await v3TokenOf(app, user)
    const statuses: number[] = []
    for (let at = 0; at < 8; at++) {
      statuses.push((await change(token, user.userId, `wrong${at}`, NEXT_PASSWORD)).statusCode)
    }
    assert.ok(statuses.includes(429), statuses.join(' '))
  })
})
