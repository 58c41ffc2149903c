import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { openTestApp, PUBLIC_URL, type TestUser } from '../../../../tests/support/app.ts'
import { call } from '../../../../tests/support/identity.ts'
import { assertKeystoneError, makeCredential, v3TokenOf } from '../../../../tests/support/identity-v3.ts'

const app = await openTestApp()
await app.addService('cloudFiles', 'object-store', 'DFW')
await app.addService('cloudFiles', 'object-store', 'ORD')
await app.addService('cloudDNS', 'rax:dns')
const accountId = await app.addAccount('alpha')
const owner = await app.addUser('alpha-owner', { accountId, roles: ['identity:user-admin'] })
for (const at of [1, 2, 3, 4, 5, 6, 7]) {
  app.wait(at % 2)
  await app.addUser(`alpha-${at}`, { accountId })
}
const staff = await app.addUser('staff', { roles: ['identity:admin'] })
const member = await app.addUser('alpha-last', { accountId })
const stranger = await app.addUser('beta-owner', { accountId: await app.addAccount('beta') })
for (const name of ['one', 'two', 'three']) {
  const access_rules = [{ service: 'object-store', method: 'GET', path: `/v1/${name}` }]
  await makeCredential(app, owner, { name, access_rules })
}

type Row = Readonly<Record<string, unknown>>
const read = async (token: string, url: string) => {
  const answer = await call(app, 'GET', url, { token })
  assert.equal(answer.statusCode, 200, answer.body)
  return answer.json()
}

/** Follows `links.next` to the end. */
async function walk(token: string, path: string, limit: number): Promise<readonly Row[]> {
  const name = path.split('?')[0]?.split('/').at(-1) ?? ''
  const rows: Row[] = []
  const sign = path.includes('?') ? '&' : '?'
  let next: string | null = `${PUBLIC_URL}/v3/${path}${sign}limit=${limit}`
  while (next !== null) {
    assert.ok(next.startsWith(`${PUBLIC_URL}/v3/`))
    const body: Record<string, readonly Row[]> & { links: { next: string | null } } = await read(
      token,
      next.slice(PUBLIC_URL.length),
    )
    const page = body[name] ?? []
    assert.ok(page.length <= limit)
    assert.ok(page.length > 0 || rows.length === 0, 'the last page but one said that there is more')
    rows.push(...page)
    next = body.links.next
  }
  return rows
}

const LISTS: readonly [string, TestUser][] = [
  ['users', owner],
  ['users', staff],
  ['users?enabled=true', app.owner],
  ['users?domain_id=default', app.owner],
  ['projects', staff],
  ['domains', member],
  ['roles', member],
  ['regions', member],
  ['services', app.owner],
  ['endpoints', staff],
  ['groups', member],
  ['role_assignments', owner],
  ['role_assignments?include_names', app.owner],
  [`role_assignments?scope.project.id=${accountId}`, staff],
  [`users/${owner.userId}/application_credentials`, owner],
  [`users/${owner.userId}/access_rules`, owner],
  [`users/${owner.userId}/projects`, owner],
  [`users/${owner.userId}/groups`, owner],
  [`projects/${accountId}/users/${owner.userId}/roles`, owner],
  ['auth/projects', member],
  ['auth/domains', app.owner],
]

describe('a list in v3', () => {
  for (const [path, caller] of LISTS) {
    test(`${path}: pages of any size are together the whole, in its order, for ${caller.username}`, async () => {
      const token = await v3TokenOf(app, caller)
      const whole = await walk(token, path, 1_000)
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: whole.length + 2 }), async (limit) => {
          assert.deepEqual(await walk(token, path, limit), whole)
        }),
        { numRuns: 5 },
      )
    })
  }

  test('of users: for staff those of all accounts, for owners their own, for members themselves', async () => {
    const names = async (user: TestUser) =>
      (await walk(await v3TokenOf(app, user), 'users', 3)).map(({ name }) => name)
    const all = await names(app.owner)
    for (const user of [owner, member, stranger, staff]) assert.ok(all.includes(user.username))
    assert.ok(!(await names(staff)).includes(app.owner.username))
    assert.equal((await names(owner)).length, 9)
    assert.ok(!(await names(owner)).includes(stranger.username))
    assert.deepEqual(await names(member), [member.username])
  })

  test('tells where the next page is, the rest of the address kept, and that it was cut', async () => {
    const token = await v3TokenOf(app, owner)
    const { users, links, truncated } = await read(token, '/v3/users?enabled=true&limit=2')
    assert.equal(users.length, 2)
    assert.equal(links.self, `${PUBLIC_URL}/v3/users?enabled=true&limit=2`)
    assert.equal(links.next, `${PUBLIC_URL}/v3/users?enabled=true&limit=2&marker=${users[1].id}`)
    assert.equal(links.previous, null)
    const odd = await read(token, '/v3/users?enabled=true&description=who?&limit=2')
    const kept = 'enabled=true&description=who%3F&limit=2'
    assert.equal(odd.links.next, `${PUBLIC_URL}/v3/users?${kept}&marker=${odd.users[1].id}`)
    assert.equal(truncated, true)
    assert.ok(!('truncated' in (await read(token, '/v3/users'))))
  })

  test('a limit that is too large is cut; what is no limit is 400', async () => {
    const token = await v3TokenOf(app, owner)
    assert.equal((await read(token, '/v3/users?limit=1000000')).users.length, 9)
    for (const limit of ['0', '-1', 'x', '1.5', '', '1&limit=2', '1e400']) {
      assertKeystoneError(await call(app, 'GET', `/v3/users?limit=${limit}`, { token }), 400, 'Bad Request')
      assertKeystoneError(await call(app, 'GET', `/v3/roles?limit=${limit}`, { token }), 400, 'Bad Request')
    }
  })

  test('a marker that is unknown, or of another account, is 404 and tells nothing', async () => {
    const token = await v3TokenOf(app, owner)
    const ask = (path: string) => call(app, 'GET', `/v3/${path}`, { token })
    const unknown = await ask('users?marker=nobody')
    assertKeystoneError(unknown, 404, 'Not Found')
    assert.equal((await ask(`users?marker=${stranger.userId}`)).body, unknown.body)
    assert.equal((await ask(`role_assignments?marker=${stranger.userId}.project.5`)).body, unknown.body)
    for (const path of [
      'roles?marker=x',
      'projects?marker=x',
      'role_assignments?marker=x',
      `role_assignments?marker=${owner.userId}.project.none`,
      `role_assignments?marker=${owner.userId}`,
      'users?marker=%00',
      'users?marker=',
    ]) {
      assertKeystoneError(await ask(path), 404, 'Not Found')
    }
    assertKeystoneError(await ask('users?marker=a&marker=b'), 400, 'Bad Request')
  })

  test('users who were disabled are found among those who were not', async () => {
    const token = await v3TokenOf(app, owner)
    const [, first] = (await read(token, '/v3/users')).users
    await call(app, 'PATCH', `/v3/users/${first.id}`, { token, body: { user: { enabled: false } } })
    const ids = async (query: string) => (await walk(token, `users?${query}`, 1)).map(({ id }) => id)
    assert.deepEqual(await ids('enabled=false'), [first.id])
    assert.equal((await ids('enabled=true')).length, 8)
    assert.ok(!(await ids('enabled=1')).includes(first.id))
  })
})
