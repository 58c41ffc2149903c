import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { Browser } from '../../../../tests/support/browser.ts'
import { actionsOf, keyActor } from '../../../../tests/support/deps.ts'
import { setUpApp } from '../../../../tests/support/factors.ts'
import { bearer, type NativeWorld, openNativeWorld } from '../../../../tests/support/native.ts'
import { MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { createApplicationCredential } from '../../domain/application-credentials/create-credential.ts'
import { READER, USER_ADMIN, USER_MANAGE_LIMITED } from '../../domain/roles/roles.ts'
import type { User } from '../../domain/users/user.ts'

// What managers look at before they act on somebody, and helpers where they may.

let world: NativeWorld
let accountId: string
let owner: User
let ownerKey: string
let member: User
let memberKey: string
let browser: Browser

before(async () => {
  world = await openNativeWorld()
})
after(() => world.http.close())
beforeEach(async () => {
  accountId = await world.newAccount()
  ;({ user: owner, apiKey: ownerKey } = await world.someoneIn(accountId, [USER_ADMIN]))
  ;({ user: member, apiKey: memberKey } = await world.someoneIn(accountId, [READER]))
  browser = await world.browserOf(owner)
})

const get = async (path: string, from = browser) => (await from.api('GET', path)).json()

describe('GET /users with a count', () => {
  test('tells how many there are on all pages, of the filter and not of the page', async () => {
    for (let at = 0; at < 3; at++) await world.someoneIn(accountId)
    const counted = async (query: string) => (await get(`/users?count=true&limit=1${query}`)).total
    assert.equal(await counted(''), 5)
    assert.equal(await counted(`&role=${READER}`), 1)
    assert.equal(await counted('&state=disabled'), 0)
    const { next } = await get('/users?limit=1')
    assert.equal(await counted(`&after=${next}`), 5)
  })

  test('counts nothing unasked, and only what one may list', async () => {
    for (const query of ['', '?count=false']) assert.equal((await get(`/users${query}`)).total, null)
    assert.equal((await browser.api('GET', '/users?count=yes')).statusCode, 400)
    const elsewhere = await world.newAccount()
    assert.equal((await browser.api('GET', `/users?count=true&account=${elsewhere}`)).statusCode, 404)
  })
})

describe('the key of a listed user', () => {
  test('has its age and its last use, for whoever manages the user; nothing of it opens anything', async () => {
    const { body } = await browser.api('GET', `/users/${member.id}`)
    const { key } = JSON.parse(body)
    assert.deepEqual(Object.keys(key), ['createdAt', 'lastUsedAt'])
    assert.equal(key.lastUsedAt, null)
    assert.ok(!body.includes(memberKey) && !body.includes(memberKey.slice(-4)))
    await new Browser(world.http).api('GET', '/verify', undefined, bearer(memberKey))
    await get(`/users/${member.id}/key`)
    const used = (await get(`/users/${member.id}`)).key.lastUsedAt
    assert.equal(used, new Date(world.http.clock.now()).toISOString())
  })

  test('is not told to a helper, who may not look at keys', async () => {
    const { user } = await world.someoneIn(accountId, [USER_MANAGE_LIMITED])
    const helper = await world.browserOf(user)
    const facts = await get(`/users/${member.id}`, helper)
    assert.deepEqual([facts.key, facts.manageable, facts.assistable], [null, false, true])
    const { items } = await get('/users', helper)
    const seen = items.find(({ id }: User) => id === owner.id)
    assert.deepEqual([seen.key, seen.manageable, seen.assistable], [null, false, false])
  })
})

describe('DELETE /users/{id} with an heir', () => {
  const remove = (query: string) => browser.api('DELETE', `/users/${member.id}${query}`)

  test('204 hands the roles over and deletes in one step', async () => {
    const { user: heir } = await world.someoneIn(accountId)
    assert.equal((await remove(`?handOverTo=${heir.id}`)).statusCode, 204)
    assert.ok((await get(`/users/${heir.id}`)).roles.includes(READER))
    assert.deepEqual((await actionsOf(world.http.deps, accountId)).slice(-2), ['user.roles', 'user.delete'])
  })

  test('400 for oneself, 404 for nobody and for somebody elsewhere, and nobody is deleted', async () => {
    const { user: stranger } = await world.someone()
    const own = await remove(`?handOverTo=${member.id}`)
    assert.deepEqual([own.statusCode, own.json().field], [400, 'handOverTo'])
    for (const id of [stranger.id, 'f'.repeat(32)])
      assert.equal((await remove(`?handOverTo=${id}`)).statusCode, 404)
    for (const query of ['?handOverTo=me', '?handOverTo=', '?heir=x'])
      assert.equal((await remove(query)).statusCode, 400, query)
    assert.equal((await browser.api('GET', `/users/${member.id}`)).statusCode, 200)
  })
})

describe('GET /users/{id}/application-credentials', () => {
  test('200 names what ends with the user, without secrets and digests', async () => {
    const facts = { name: 'nightly', description: null, roles: null, expiresAtMs: null }
    const { secret } = await createApplicationCredential(
      world.http.deps,
      { ...keyActor(member), roles: member.roles },
      member.id,
      { ...facts, accessRules: null, unrestricted: false, secret: null },
    )
    const { body } = await browser.api('GET', `/users/${member.id}/application-credentials`)
    const [item] = JSON.parse(body).items
    const names = [
      'id',
      'name',
      'description',
      'roles',
      'unrestricted',
      'accessRules',
      'createdAt',
      'expiresAt',
      'state',
    ]
    assert.deepEqual(Object.keys(item).sort(), names.sort())
    assert.deepEqual([item.name, item.state], ['nightly', 'active'])
    assert.ok(!body.includes(secret) && !body.includes('digest'))
    assert.deepEqual((await get(`/users/${owner.id}/application-credentials`)).items, [])
    await world.http.deps.store.transaction((tx) => tx.applicationCredentials.setStateOfAll('unconfirmed'))
    const [refused] = (await get(`/users/${member.id}/application-credentials`)).items
    assert.equal(refused.state, 'unconfirmed')
  })
})

describe('GET /users/{id}/second-factors', () => {
  test('200 names apps, passkeys and what is left of the codes, no secret; 403 for colleagues', async () => {
    const { secret } = await setUpApp(world.http.deps, member, 'blue phone')
    const { body } = await browser.api('GET', `/users/${member.id}/second-factors`)
    const { totp, passkeys, recoveryCodesLeft } = JSON.parse(body)
    assert.ok(totp.some(({ name, verified }: { name: string; verified: boolean }) => verified && name))
    assert.deepEqual([passkeys, recoveryCodesLeft], [[], 10])
    assert.ok(!body.includes(secret))
    const colleague = await world.browserOf(member)
    assert.equal((await colleague.api('GET', `/users/${owner.id}/second-factors`)).statusCode, 403)
  })

  test('after the reset there is none; a key resets nothing', async () => {
    await setUpApp(world.http.deps, member, 'blue phone')
    const path = `/users/${member.id}/second-factors`
    const program = new Browser(world.http)
    assert.equal((await program.api('POST', `${path}/reset`, undefined, bearer(ownerKey))).statusCode, 403)
    assert.equal((await browser.api('POST', `${path}/reset`)).statusCode, 204)
    const { totp, recoveryCodesLeft } = await get(path)
    assert.deepEqual([totp, recoveryCodesLeft], [[], 0])
    assert.equal((await actionsOf(world.http.deps, accountId)).at(-1), 'factor.reset')
  })
})

test('letting somebody back in opens a door: whoever is signed in proves presence first, a program need not', async () => {
  const path = `/users/${member.id}`
  await browser.api('POST', `${path}/disable`)
  world.http.clock.advance(6 * MINUTE_MS)
  const refused = await browser.api('POST', `${path}/enable`)
  assert.deepEqual([refused.statusCode, refused.json().code], [403, 'step_up_needed'])
  assert.equal((await get(path)).state, 'disabled')
  const program = new Browser(world.http)
  const answer = await program.api('POST', `${path}/enable`, undefined, bearer(ownerKey))
  assert.equal(answer.json().enabled, true)
})
