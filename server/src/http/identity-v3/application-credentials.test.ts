import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { PUBLIC_URL, type TestUser } from '../../../../tests/support/app.ts'
import { call } from '../../../../tests/support/identity.ts'
import { assertKeystoneError, makeCredential, v3TokenOf } from '../../../../tests/support/identity-v3.ts'
import { MAX_CREDENTIALS_PER_USER } from '../../domain/application-credentials/application-credential.ts'
import {
  accountId,
  app,
  create,
  get,
  member,
  pathOf,
  remove,
  second,
} from './application-credential-testing.ts'

const owner = await app.addUser('alpha-owner', { accountId, roles: ['identity:user-admin'] })
const stranger = await app.addUser('beta-owner', {
  accountId: await app.addAccount('beta'),
  roles: ['identity:user-admin'],
})
const staff = await app.addUser('staff', { roles: ['identity:admin'] })
const FOREVER = '2090-01-31T12:30:00'

const role = (id: string, name: string, description: string) => ({
  ...{ id, name, description, domain_id: null, options: {} },
  links: { self: `${PUBLIC_URL}/v3/roles/${id}` },
})

describe('an application credential that is made', () => {
  test('is told with every member of Keystone, its secret and the ids of its rules', async () => {
    const answer = await create(member, {
      name: 'monitor',
      description: 'Watches.',
      roles: [{ name: 'reader' }],
      expires_at: `${FOREVER}.000000Z`,
      access_rules: [{ path: '/v1/**', method: 'GET', service: 'object-store' }],
    })
    assert.equal(answer.statusCode, 201, answer.body)
    const { id, secret, access_rules, ...rest } = answer.json().application_credential
    assert.match(id, /^[0-9a-f]{32}$/)
    assert.match(secret, /^[A-Za-z0-9_-]{43}$/)
    assert.match(access_rules[0].id, /^[0-9a-f]{32}$/)
    const rule = { id: access_rules[0].id, service: 'object-store', method: 'GET', path: '/v1/**' }
    assert.deepEqual(access_rules, [rule])
    assert.deepEqual(rest, {
      name: 'monitor',
      description: 'Watches.',
      user_id: member.userId,
      project_id: accountId,
      system: null,
      expires_at: `${FOREVER}.000000`,
      unrestricted: false,
      roles: [role('d5a1c60f2b7e4938a4f06b9de1c37a52', 'reader', 'Reads.')],
      links: { self: `${PUBLIC_URL}${pathOf(member, `/${id}`)}` },
    })
  })

  test('has all roles of its maker, no end and no limit unless told otherwise', async () => {
    const answer = await create(member, { name: 'plain', system: null, project_id: 'ignored', user_id: 'x' })
    const { roles, expires_at, user_id, project_id, ...rest } = answer.json().application_credential
    const names = roles.map(({ name }: { name: string }) => name)
    assert.deepEqual(names.sort(), ['backup', 'member', 'object-store:default', 'reader'])
    assert.deepEqual([expires_at, user_id, project_id], [null, member.userId, accountId])
    assert.ok(!('access_rules' in rest))
  })

  test('may have a secret of its own', async () => {
    const answer = await create(member, { name: 'own', secret: 'a secret that I chose' })
    assert.equal(answer.json().application_credential.secret, 'a secret that I chose')
  })

  test('shows its secret never again', async () => {
    const made = await makeCredential(app, member)
    const one = await get(member, pathOf(member, `/${made.id}`))
    assert.equal(one.json().application_credential.id, made.id)
    for (const answer of [one, await get(member, pathOf(member))]) {
      assert.equal(answer.statusCode, 200)
      assert.ok(!answer.body.includes('secret'), answer.body)
    }
  })

  test('is listed alone by its name, as openstackclient looks for it', async () => {
    const made = await makeCredential(app, member)
    assertKeystoneError(
      await get(member, pathOf(member, `/${encodeURIComponent(made.name)}`)),
      404,
      'Not Found',
    )
    const path = `${pathOf(member)}?name=${encodeURIComponent(made.name)}`
    const list = (await get(member, path)).json()
    assert.deepEqual(
      list.application_credentials.map(({ id }: { id: string }) => id),
      [made.id],
    )
    const self = `${PUBLIC_URL}${path}`
    assert.deepEqual(list.links, { self, previous: null, next: null })
  })

  const refused: readonly [string, object, number, string][] = [
    ['a name the user has used', { name: 'monitor' }, 409, 'Conflict'],
    ['no name', {}, 400, 'Bad Request'],
    ['a blank name', { name: '  ' }, 400, 'Bad Request'],
    ['a name too long', { name: 'x'.repeat(256) }, 400, 'Bad Request'],
    ['an end in the past', { name: 'r', expires_at: '2001-01-01T00:00:00' }, 400, 'Bad Request'],
    ['an end that is no moment', { name: 'r', expires_at: 'tomorrow' }, 400, 'Bad Request'],
    ['an end on no day', { name: 'r', expires_at: '2090-13-45T00:00:00' }, 400, 'Bad Request'],
    [
      'an end on a day that month lacks',
      { name: 'r', expires_at: '2090-02-29T00:00:00' },
      400,
      'Bad Request',
    ],
    ['an end at no hour', { name: 'r', expires_at: '2090-01-01T25:00:00' }, 400, 'Bad Request'],
    ['a role that its maker lacks', { name: 'r', roles: [{ name: 'identity:admin' }] }, 400, 'Bad Request'],
    ['a role that nobody can have', { name: 'r', roles: [{ id: '0'.repeat(32) }] }, 404, 'Not Found'],
    ['a role without a name', { name: 'r', roles: [{}] }, 400, 'Bad Request'],
    ['a short secret', { name: 'r', secret: 'short' }, 400, 'Bad Request'],
    [
      'a rule without a path',
      { name: 'r', access_rules: [{ service: 'x', method: 'GET' }] },
      400,
      'Bad Request',
    ],
    [
      'a rule with another method',
      { name: 'r', access_rules: [{ service: 'x', method: 'LIST', path: '/' }] },
      400,
      'Bad Request',
    ],
    ['a rule that is not there', { name: 'r', access_rules: [{ id: '0'.repeat(32) }] }, 404, 'Not Found'],
  ]
  for (const [what, asked, status, title] of refused) {
    test(`is refused with ${what}`, async () => {
      assertKeystoneError(await create(member, asked), status, title)
    })
  }

  test('is refused without a project to be for', async () => {
    const answer = await call(app, 'POST', pathOf(member), {
      token: await v3TokenOf(app, member, { scope: 'unscoped' }),
      body: { application_credential: { name: 'nowhere' } },
    })
    assertKeystoneError(answer, 400, 'Bad Request')
  })

  test('is refused when the user has too many', async () => {
    const { userId, ...user } = await app.addUser('collector', { accountId })
    const token = await v3TokenOf(app, user)
    const next = (name: string) =>
      call(app, 'POST', pathOf({ userId }), { token, body: { application_credential: { name } } })
    for (let at = 0; at < MAX_CREDENTIALS_PER_USER; at++) {
      assert.equal((await next(`n${at}`)).statusCode, 201)
    }
    assertKeystoneError(await next('one more'), 403, 'Forbidden')
  })
})

describe('whose application credentials somebody may', () => {
  const rows: readonly [string, TestUser, TestUser, number, number][] = [
    ['their own', member, member, 201, 200],
    ['an owner those of the account', owner, member, 403, 200],
    ['staff those of anybody', staff, member, 403, 200],
    ['a user those of another', second, member, 403, 403],
    ['an owner those of another account', stranger, member, 404, 404],
  ]
  for (const [index, [what, by, whose, made, read]] of rows.entries()) {
    test(`make: ${made}, read and delete: ${read}. ${what}`, async () => {
      assert.equal((await create(by, { name: `matrix ${index}` }, whose)).statusCode, made)
      const { id } = await makeCredential(app, whose)
      assert.equal((await get(by, pathOf(whose))).statusCode, read)
      assert.equal((await get(by, pathOf(whose, `/${id}`))).statusCode, read)
      const deleted = await remove(by, pathOf(whose, `/${id}`))
      assert.equal(deleted.statusCode, read === 200 ? 204 : read)
    })
  }

  test("read: another user's id does not lead to one's own credential", async () => {
    const { id } = await makeCredential(app, second)
    for (const answer of [
      await get(member, pathOf(member, `/${id}`)),
      await remove(member, pathOf(member, `/${id}`)),
    ]) {
      assertKeystoneError(answer, 404, 'Not Found')
    }
  })
})
