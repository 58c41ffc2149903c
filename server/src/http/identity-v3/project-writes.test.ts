import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp, PUBLIC_URL, type TestUser } from '../../../../tests/support/app.ts'
import { call, tokenOf } from '../../../../tests/support/identity.ts'
import {
  assertKeystoneError,
  logInV3,
  secretLogin,
  v3TokenOf,
} from '../../../../tests/support/identity-v3.ts'

const app = await openTestApp()
const accountId = await app.addAccount('alpha')
const owner = await app.addUser('alpha-owner', { accountId, roles: ['identity:user-admin'] })
const manager = await app.addUser('alpha-manager', { accountId, roles: ['identity:user-manage'] })
const member = await app.addUser('alpha-member', { accountId })
const otherId = await app.addAccount('beta')
const stranger = await app.addUser('beta-owner', { accountId: otherId, roles: ['identity:user-admin'] })
const staff = await app.addUser('staff', { roles: ['identity:admin'] })

const send = async (
  by: TestUser,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
) =>
  call(app, method, `/v3/${path}`, { token: await v3TokenOf(app, by), ...(body !== undefined && { body }) })
const create = (by: TestUser, project: unknown) => send(by, 'POST', 'projects', { project })
const change = (by: TestUser, project: unknown, id = accountId) =>
  send(by, 'PATCH', `projects/${id}`, { project })
const account = (id = accountId) => app.deps.store.accounts.byId(id)

describe('a project that is made in v3', () => {
  test('is an account of the number that is asked for, 201, audited, and users can be made in it', async () => {
    const asked = { name: '700001', description: 'Gamma', domain_id: 'default', enabled: true }
    const answer = await create(app.owner, { ...asked, parent_id: 'default', is_domain: false, tags: [] })
    assert.equal(answer.statusCode, 201, answer.body)
    const { project } = answer.json()
    assert.deepEqual([project.id, project.name, project.description], ['700001', '700001', 'Gamma'])
    assert.equal(project.links.self, `${PUBLIC_URL}/v3/projects/700001`)
    assert.deepEqual((await send(app.owner, 'GET', 'projects/700001')).json(), { project })
    const [entry] = await app.deps.store.audit.page('700001', 0, 10)
    assert.equal(entry?.action, 'account.create')
    const user = { name: 'gamma-owner', default_project_id: '700001' }
    const made = (await send(app.owner, 'POST', 'users', { user })).json()
    assert.deepEqual((await app.deps.store.users.byId(made.user.id))?.roles, ['identity:user-admin'])
  })

  test('without a description is called by its number; disabled lets nobody in', async () => {
    const answer = await create(app.owner, { name: '700002', enabled: false })
    const { project } = answer.json()
    assert.deepEqual([project.description, project.enabled], ['700002', false])
    const { username, apiKey } = await app.addUser('delta', { accountId: '700002' })
    const login = await logInV3(app, secretLogin({ name: username }, apiKey))
    assertKeystoneError(login, 401, 'Unauthorized')
  })

  test('of a number that is taken is 409; numbers that are counted go around it', async () => {
    for (const name of [accountId, app.owner.accountId]) {
      assertKeystoneError(await create(app.owner, { name }), 409, 'Conflict')
    }
    const next = String(Number(await app.addAccount('counted')) + 1)
    assert.equal((await create(app.owner, { name: next })).statusCode, 201)
    assert.notEqual(await app.addAccount('counted too'), next)
  })

  const refused: readonly [string, unknown, number, string][] = [
    ['no name', { description: 'x' }, 400, 'Bad Request'],
    ['an empty name', { name: '' }, 400, 'Bad Request'],
    ['a number for a name', { name: 700_009 }, 400, 'Bad Request'],
    ['a name that is no number', { name: 'acme' }, 403, 'Forbidden'],
    ['a number too short', { name: '12345' }, 403, 'Forbidden'],
    ['a number with a zero in front', { name: '0700009' }, 403, 'Forbidden'],
    ['a number too long', { name: '1'.repeat(19) }, 403, 'Forbidden'],
    ['a parent', { name: '700009', parent_id: accountId }, 403, 'Forbidden'],
    ['being a domain', { name: '700009', is_domain: true }, 403, 'Forbidden'],
    ['tags', { name: '700009', tags: ['a'] }, 403, 'Forbidden'],
    ['options', { name: '700009', options: { immutable: true } }, 403, 'Forbidden'],
    ['another domain', { name: '700009', domain_id: 'elsewhere' }, 404, 'Not Found'],
    ['a member nobody knows', { name: '700009', colour: 'red' }, 400, 'Bad Request'],
    ['a description too long', { name: '700009', description: 'x'.repeat(101) }, 400, 'Bad Request'],
    ['an id', { name: '700009', id: '700009' }, 400, 'Bad Request'],
    ['nothing', null, 400, 'Bad Request'],
  ]
  for (const [what, project, status, title] of refused) {
    test(`with ${what} is ${status}, and is not made`, async () => {
      assertKeystoneError(await create(app.owner, project), status, title)
      assert.equal(await account('700009'), null)
    })
  }

  test('is for operators alone, whatever the body is', async () => {
    for (const by of [staff, owner, manager, member, stranger]) {
      assertKeystoneError(await create(by, { name: '700009' }), 403, 'Forbidden')
      assertKeystoneError(await create(by, null), 403, 'Forbidden')
    }
    assert.equal(await account('700009'), null)
  })
})

describe('a project that is changed in v3', () => {
  /** Who, and what is answered: to another description, to disabling it, to deleting it. */
  const cells: readonly [string, TestUser, number, number, number][] = [
    ['the operator', app.owner, 200, 200, 403],
    ['staff', staff, 403, 403, 403],
    ['its owner', owner, 200, 403, 403],
    ['its manager', manager, 403, 403, 403],
    ['its member', member, 403, 403, 403],
    ['the owner of another', stranger, 404, 404, 404],
  ]
  for (const [who, by, describing, disabling, deleting] of cells) {
    test(`${who}: ${describing} to describe, ${disabling} to disable, ${deleting} to delete`, async () => {
      const before = await account()
      const answers = [
        await change(by, { description: `by ${by.username}` }),
        await change(by, { enabled: false }),
        await send(by, 'DELETE', `projects/${accountId}`),
      ]
      assert.deepEqual(
        answers.map(({ statusCode }) => statusCode),
        [describing, disabling, deleting],
      )
      assert.equal((await account())?.name, describing === 200 ? `by ${by.username}` : before?.name)
      assert.equal((await account())?.enabled, disabling !== 200)
      if (disabling === 200) await change(app.owner, { enabled: true })
      if (describing !== 404) return
      const unknown = await change(by, { enabled: false }, '999999')
      for (const answer of answers) assert.equal(answer.body, unknown.body)
    })
  }

  test('disabled: every token of its users dies at once, in v2.0 too, and lives again with it', async () => {
    const tokens = [await v3TokenOf(app, member), await tokenOf(app, member)]
    const good = async () => {
      const asked = tokens.map((token) => call(app, 'GET', '/v2.0/tenants', { token }))
      return (await Promise.all(asked)).map(({ statusCode }) => statusCode)
    }
    assert.deepEqual(await good(), [200, 200])
    await change(app.owner, { enabled: false })
    for (const status of await good()) assert.ok(status === 401 || status === 403)
    await change(app.owner, { enabled: true })
    assert.deepEqual(await good(), [200, 200])
  })

  test('may be sent back all that was read of it, and nothing is written', async () => {
    const read = (await send(owner, 'GET', `projects/${accountId}`)).json()
    const before = await app.deps.store.audit.page(accountId, 0, 1_000)
    const answer = await send(owner, 'PATCH', `projects/${accountId}`, read)
    assert.deepEqual([answer.statusCode, answer.json()], [200, read])
    assert.deepEqual(await app.deps.store.audit.page(accountId, 0, 1_000), before)
  })

  for (const [what, project, status, title] of [
    ['another name', { name: '800000' }, 403, 'Forbidden'],
    ['another parent', { parent_id: otherId }, 403, 'Forbidden'],
    ['tags', { tags: ['a'] }, 403, 'Forbidden'],
    ['another id', { id: '800000' }, 400, 'Bad Request'],
    ['another domain', { domain_id: 'elsewhere' }, 400, 'Bad Request'],
    ['a text for a switch', { enabled: 'no' }, 400, 'Bad Request'],
    ['a member nobody knows', { colour: 'red' }, 400, 'Bad Request'],
    ['a description that cannot be printed', { description: 'a\u0007' }, 400, 'Bad Request'],
  ] as const) {
    test(`to ${what} is ${status}`, async () => {
      const before = await account()
      assertKeystoneError(await change(app.owner, project), status, title)
      assert.deepEqual(await account(), before)
    })
  }

  test('the account of the last operator cannot be disabled', async () => {
    const answer = await change(app.owner, { enabled: false }, app.owner.accountId)
    assertKeystoneError(answer, 403, 'Forbidden')
  })
})
