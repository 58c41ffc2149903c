import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp, PUBLIC_URL, type TestUser } from '../../../../tests/support/app.ts'
import { call } from '../../../../tests/support/identity.ts'
import { assertKeystoneError, v3TokenOf } from '../../../../tests/support/identity-v3.ts'

const app = await openTestApp()
const accountId = await app.addAccount('alpha')
const owner = await app.addUser('alpha-owner', { accountId, roles: ['identity:user-admin'] })
const manager = await app.addUser('alpha-manager', { accountId, roles: ['identity:user-manage'] })
const member = await app.addUser('alpha-member', { accountId })
const staff = await app.addUser('staff', { roles: ['identity:admin'] })
let serial = 0

const send = async (
  by: TestUser,
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
) =>
  call(app, method, `/v3/${path}`, { token: await v3TokenOf(app, by), ...(body !== undefined && { body }) })
const create = (by: TestUser, role: unknown) => send(by, 'POST', 'roles', { role })
const madeRole = async () => {
  const answer = await create(app.owner, { name: `made${++serial}`, description: 'Made here' })
  assert.equal(answer.statusCode, 201, answer.body)
  return answer.json().role
}
const idOf = async (name: string): Promise<string> =>
  (await send(member, 'GET', `roles?name=${name}`)).json().roles[0].id

describe('a role in v3', () => {
  test('that is made is 201, listed for everybody, given, shown by tokens and taken with the role', async () => {
    const role = await madeRole()
    assert.deepEqual(role, {
      id: role.id,
      name: role.name,
      description: 'Made here',
      domain_id: null,
      options: {},
      links: { self: `${PUBLIC_URL}/v3/roles/${role.id}` },
    })
    assert.deepEqual((await send(member, 'GET', `roles/${role.id}`)).json(), { role })
    const user = await app.addUser(`holder${serial}`, { accountId })
    const grant = `projects/${accountId}/users/${user.userId}/roles/${role.id}`
    assert.equal((await send(owner, 'PUT', grant)).statusCode, 204)
    const names = async () => {
      const token = await v3TokenOf(app, user)
      const headers = { 'x-subject-token': token }
      const { roles } = (await call(app, 'GET', '/v3/auth/tokens', { token, headers })).json().token
      return roles.map(({ name }: { name: string }) => name)
    }
    assert.ok((await names()).includes(role.name))
    const answer = await send(app.owner, 'DELETE', `roles/${role.id}`)
    assert.deepEqual([answer.statusCode, answer.body], [204, ''])
    assert.ok(!(await names()).includes(role.name))
    for (const [by, path] of [
      [member, `roles/${role.id}`],
      [owner, grant],
    ] as const) {
      assertKeystoneError(await send(by, 'GET', path), 404, 'Not Found')
    }
    assertKeystoneError(await send(app.owner, 'DELETE', `roles/${role.id}`), 404, 'Not Found')
  })

  test('of a name that is there is 409: of a made one, a built-in one, one that all have', async () => {
    const { name } = await madeRole()
    for (const taken of [name, 'reader', 'identity:admin', 'admin', 'member', 'object-store:default']) {
      assertKeystoneError(await create(app.owner, { name: taken }), 409, 'Conflict')
    }
  })

  for (const [what, role, status, title] of [
    ['no name', { description: 'x' }, 400, 'Bad Request'],
    ['a name with spaces', { name: 'two words' }, 400, 'Bad Request'],
    ['a name of ours', { name: 'identity:own' }, 400, 'Bad Request'],
    ['a name that differs from a built-in one in capitals alone', { name: 'Admin' }, 400, 'Bad Request'],
    ['a number for a name', { name: 7 }, 400, 'Bad Request'],
    ['a description too long', { name: 'no', description: 'x'.repeat(256) }, 400, 'Bad Request'],
    ['a domain', { name: 'no', domain_id: 'default' }, 403, 'Forbidden'],
    ['options', { name: 'no', options: { immutable: true } }, 403, 'Forbidden'],
    ['a member nobody knows', { name: 'no', colour: 'red' }, 400, 'Bad Request'],
    ['nothing', null, 400, 'Bad Request'],
  ] as const) {
    test(`with ${what} is ${status}, and is not made`, async () => {
      const before = await app.deps.store.roles.list()
      assertKeystoneError(await create(app.owner, role), status, title)
      assert.deepEqual(await app.deps.store.roles.list(), before)
    })
  }

  test('is described anew, and keeps its name', async () => {
    const { id, name } = await madeRole()
    const answer = await send(app.owner, 'PATCH', `roles/${id}`, { role: { name, description: 'Anew' } })
    assert.deepEqual([answer.statusCode, answer.json().role.description], [200, 'Anew'])
    const [entry] = (await app.deps.store.audit.page('system', 0, 1_000)).slice(-1)
    assert.equal(entry?.action, 'role.update')
    assert.deepEqual(entry?.details, { description: 'Anew', descriptionBefore: 'Made here' })
    for (const [role, status, title] of [
      [{ name: 'another' }, 403, 'Forbidden'],
      [{ id: 'another' }, 400, 'Bad Request'],
      [{ description: 7 }, 400, 'Bad Request'],
      [undefined, 400, 'Bad Request'],
    ] as const) {
      assertKeystoneError(await send(app.owner, 'PATCH', `roles/${id}`, { role }), status, title)
    }
    assert.equal((await send(member, 'GET', `roles/${id}`)).json().role.description, 'Anew')
  })

  test('that is built in stays as it is, also for operators', async () => {
    for (const name of ['member', 'admin', 'reader', 'identity:default']) {
      const path = `roles/${await idOf(name)}`
      assertKeystoneError(await send(app.owner, 'DELETE', path), 403, 'Forbidden')
      const anew = { role: { description: 'Anew' } }
      assertKeystoneError(await send(app.owner, 'PATCH', path, anew), 403, 'Forbidden')
    }
  })

  test('is made, changed and deleted by operators alone; others learn nothing of the body or the id', async () => {
    const { id } = await madeRole()
    const before = await app.deps.store.roles.list()
    for (const by of [staff, owner, manager, member]) {
      assertKeystoneError(await create(by, { name: 'by-others' }), 403, 'Forbidden')
      assertKeystoneError(await create(by, null), 403, 'Forbidden')
      for (const path of [`roles/${id}`, 'roles/none']) {
        assertKeystoneError(await send(by, 'PATCH', path, { role: { description: '' } }), 403, 'Forbidden')
        assertKeystoneError(await send(by, 'DELETE', path), 403, 'Forbidden')
      }
    }
    assert.deepEqual(await app.deps.store.roles.list(), before)
  })
})
