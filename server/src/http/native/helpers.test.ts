import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Browser } from '../../../../tests/support/browser.ts'
import { bearer, type NativeWorld, openNativeWorld } from '../../../../tests/support/native.ts'
import {
  DEFAULT_ROLE,
  IDENTITY_ADMIN,
  USER_ADMIN,
  USER_MANAGE,
  USER_MANAGE_LIMITED,
} from '../../domain/roles/roles.ts'
import type { CreatedUser } from '../../domain/users/create-user.ts'

let world: NativeWorld
let helper: CreatedUser

const inAccount = (role: string) => world.someoneIn(helper.user.accountId, [role])

before(async () => {
  world = await openNativeWorld()
  helper = await world.someoneIn(await world.newAccount(), [USER_MANAGE_LIMITED])
})
after(() => world.http.close())

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'
const ask = async (method: Method, path: string, body?: unknown) =>
  (await new Browser(world.http).api(method, path, body, bearer(helper.apiKey))).statusCode

const HELPS: readonly (readonly [Method, string, unknown])[] = [
  ['GET', '', undefined],
  ['PATCH', '', { email: 'other@example.com' }],
  ['POST', '/disable', undefined],
  ['POST', '/enable', undefined],
  ['GET', '/second-factors', undefined],
]
const NEVER: readonly (readonly [Method, string, unknown])[] = [
  ['PATCH', '', { defaultRegion: 'DFW' }],
  ['PATCH', '', { email: 'third@example.com', defaultRegion: 'DFW' }],
  ['DELETE', '', undefined],
  ['GET', '/key', undefined],
  ['POST', '/invitation', undefined],
  ['DELETE', '/invitation', undefined],
  ['GET', '/roles', undefined],
  ['GET', '/rights', undefined],
  ['PATCH', '/roles', { add: ['reader'] }],
  ['GET', '/sessions', undefined],
  ['GET', '/application-credentials', undefined],
]

describe('a helper of an account', () => {
  for (const [method, path, body] of HELPS) {
    test(`${method} /users/{id}${path} of a user is done, of those who manage or help refused`, async () => {
      const { user } = await inAccount(DEFAULT_ROLE)
      assert.equal(await ask(method, `/users/${user.id}${path}`, body), 200)
      for (const role of [USER_MANAGE_LIMITED, USER_MANAGE, USER_ADMIN, IDENTITY_ADMIN]) {
        const { user: other } = await inAccount(role)
        assert.equal(await ask(method, `/users/${other.id}${path}`, body), 403, role)
      }
    })
  }

  for (const [method, path, body] of NEVER) {
    test(`${method} /users/{id}${path} ${JSON.stringify(body) ?? ''} is refused`, async () => {
      const { user } = await inAccount(DEFAULT_ROLE)
      const before = await world.http.deps.store.users.byId(user.id)
      assert.equal(await ask(method, `/users/${user.id}${path}`, body), 403)
      assert.deepEqual(await world.http.deps.store.users.byId(user.id), before)
    })
  }

  test('lists the users of the account, makes none, and does not know those of others', async () => {
    assert.equal(await ask('GET', '/users'), 200)
    assert.equal(await ask('POST', '/users', { username: 'made' }), 403)
    const { user: stranger } = await world.someoneIn(await world.newAccount(), [DEFAULT_ROLE])
    for (const [method, path, body] of [...HELPS, ...NEVER]) {
      assert.equal(await ask(method, `/users/${stranger.id}${path}`, body), 404, `${method} ${path}`)
    }
  })
})
