import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Browser } from '../../../../tests/support/browser.ts'
import { bearer } from '../../../../tests/support/native.ts'
import { MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { READER, SERVICE_ADMIN, USER_ADMIN, USER_MANAGE } from '../../domain/roles/roles.ts'
import { accountId, browser, member, memberKey, owner, world } from './managed-users-testing.ts'

const verify = async (key: string) =>
  (await new Browser(world.http).api('GET', '/verify', undefined, bearer(key))).statusCode

describe('PATCH, disable, enable, DELETE /users/{id}', () => {
  test('200 changes address and region, and nothing without a fresh proof', async () => {
    const change = (body: unknown) => browser.api('PATCH', `/users/${member.id}`, body)
    const changed = (await change({ email: 'x@example.com', defaultRegion: 'dfw' })).json()
    assert.deepEqual([changed.email, changed.defaultRegion], ['x@example.com', 'DFW'])
    assert.equal((await change({ contactType: 'technical' })).json().contactType, 'technical')
    assert.equal((await change({ contactType: null })).json().contactType, null)
    assert.equal((await change({ email: 'nonsense' })).json().field, 'email')
    world.http.clock.advance(5 * MINUTE_MS)
    assert.equal((await change({ email: 'y@example.com' })).json().code, 'step_up_needed')
  })

  test('a second factor is made a must of one user, who is signed out without one; not of oneself, nor with other changes', async () => {
    const change = (id: string, body: unknown) => browser.api('PATCH', `/users/${id}`, body)
    const theirs = await world.browserOf(member)
    const required = await change(member.id, { secondFactorRule: 'required' })
    assert.equal(required.json().secondFactorRule, 'required')
    assert.deepEqual([await verify(memberKey), (await theirs.api('GET', '/session')).statusCode], [200, 401])
    const both = await change(member.id, { secondFactorRule: 'default', email: 'x@example.com' })
    assert.deepEqual([both.statusCode, both.json().field], [400, 'secondFactorRule'])
    assert.equal((await change(owner.id, { secondFactorRule: 'optional' })).statusCode, 403)
    await browser.api('DELETE', '/session/step-up')
    assert.equal((await change(member.id, { secondFactorRule: 'default' })).json().code, 'step_up_needed')
  })

  test('disabled: key and session are refused in the very next request; enabled: the key works again', async () => {
    const theirs = await world.browserOf(member)
    assert.equal((await browser.api('POST', `/users/${member.id}/disable`)).json().state, 'disabled')
    assert.deepEqual([await verify(memberKey), (await theirs.api('GET', '/session')).statusCode], [401, 401])
    assert.equal((await browser.api('POST', `/users/${member.id}/enable`)).json().state, 'active')
    assert.deepEqual([await verify(memberKey), (await theirs.api('GET', '/session')).statusCode], [200, 401])
  })

  test('without a fresh proof nobody is shut out or signed out, and no invitation is taken back', async () => {
    const theirs = await world.browserOf(member)
    await browser.api('DELETE', '/session/step-up')
    for (const [method, path] of [
      ['POST', '/disable'],
      ['DELETE', '/sessions'],
      ['DELETE', '/invitation'],
    ] as const) {
      const answer = await browser.api(method, `/users/${member.id}${path}`)
      assert.deepEqual([answer.statusCode, answer.json().code], [403, 'step_up_needed'], path)
    }
    const [session] = (await browser.api('GET', `/users/${member.id}/sessions`)).json().items
    const one = await browser.api('DELETE', `/users/${member.id}/sessions/${session.id}`)
    assert.equal(one.json().code, 'step_up_needed')
    assert.equal((await theirs.api('GET', '/session')).statusCode, 200)
    assert.equal(await verify(memberKey), 200)
  })

  test("one's own sessions end without a fresh proof", async () => {
    await browser.api('DELETE', '/session/step-up')
    for (const whose of ['me', (await browser.api('GET', '/users/me')).json().id]) {
      assert.equal((await browser.api('DELETE', `/users/${whose}/sessions`)).statusCode, 200)
    }
  })

  test('204 deletes: the key is refused, the user is nobody, the name is free', async () => {
    assert.equal((await browser.api('DELETE', `/users/${member.id}`)).statusCode, 204)
    assert.equal(await verify(memberKey), 401)
    assert.equal((await browser.api('GET', `/users/${member.id}`)).statusCode, 404)
    assert.equal((await browser.api('POST', '/users', { username: member.name })).statusCode, 201)
  })

  test('403 for the owner oneself, in words', async () => {
    for (const [method, act] of [
      ['POST', '/disable'],
      ['DELETE', ''],
    ] as const) {
      const answer = await browser.api(method, `/users/${owner.id}${act}`)
      assert.equal(answer.statusCode, 403)
      assert.match(answer.json().detail, /owner cannot do this to oneself/)
    }
  })
})

describe('roles of a user', () => {
  const path = () => `/users/${member.id}/roles`
  type Item = { name: string; source: string | null; lock: string | null }
  const byName = (items: readonly Item[]) => new Map(items.map((item) => [item.name, item]))

  test('200 says where each is from, and why one cannot be given', async () => {
    const roles = byName((await browser.api('GET', path())).json().items)
    const facts = (name: string) => [roles.get(name)?.source, roles.get(name)?.lock]
    assert.deepEqual(facts('identity:default'), ['assigned', null])
    assert.deepEqual(facts('member'), ['every-user', 'implied'])
    assert.deepEqual(facts(READER), [null, null])
    assert.deepEqual(facts(SERVICE_ADMIN), [null, 'too-strong'])
    assert.equal(roles.has('admin'), false)
  })

  test('200 of an operator has the role that follows from it', async () => {
    const { items } = (await (await world.browserOf(world.operator)).api('GET', '/users/me/roles')).json()
    const roles = byName(items)
    assert.equal(roles.get('admin')?.source, 'operator')
    assert.equal(roles.get(USER_ADMIN)?.lock, 'own-ownership')
  })

  test('200 to oneself who manages nobody: all locked', async () => {
    const { items } = (await (await world.browserOf(member)).api('GET', '/users/me/roles')).json()
    assert.deepEqual([...new Set(items.map(({ lock }: Item) => lock))].sort(), ['implied', 'no-right'])
  })

  test('PATCH by a manager who makes a manager is answered, though they cannot act on them any more', async () => {
    const { user: manager } = await world.someoneIn(accountId, [USER_MANAGE])
    const managing = await world.browserOf(manager)
    const answer = await managing.api('PATCH', path(), { add: [USER_MANAGE] })
    assert.equal(answer.statusCode, 200)
    const roles = byName(answer.json().items)
    assert.deepEqual([roles.get(USER_MANAGE)?.source, roles.get(USER_MANAGE)?.lock], ['assigned', 'no-right'])
    assert.equal((await managing.api('PATCH', path(), { remove: [USER_MANAGE] })).statusCode, 403)
  })

  test('PATCH gives and takes; it holds for the key in the very next request', async () => {
    const answer = await browser.api('PATCH', path(), { add: [USER_MANAGE], remove: ['identity:default'] })
    const roles = byName(answer.json().items)
    assert.deepEqual(
      [roles.get(USER_MANAGE)?.source, roles.get('identity:default')?.source],
      ['assigned', null],
    )
    const program = new Browser(world.http)
    assert.equal((await program.api('GET', '/users', undefined, bearer(memberKey))).statusCode, 200)
    await browser.api('PATCH', path(), { remove: [USER_MANAGE] })
    assert.equal((await program.api('GET', '/users', undefined, bearer(memberKey))).statusCode, 403)
  })

  test('what the list calls locked is refused, and what it does not is done', async () => {
    for (const { name, source, lock } of (await browser.api('GET', path())).json().items) {
      if (lock === 'implied') continue
      const change = source === null ? { add: [name] } : { remove: [name] }
      const { statusCode } = await browser.api('PATCH', path(), change)
      assert.equal(statusCode, lock === null ? 200 : 403, name)
    }
  })

  test('GET /roles marks those that the asker may give', async () => {
    const { items } = (await browser.api('GET', '/roles')).json()
    const givable = items.filter((item: { givable: boolean }) => item.givable)
    assert.deepEqual(
      givable.map(({ name }: Item) => name).sort(),
      ['identity:default', USER_ADMIN, USER_MANAGE, 'identity:user-manage-limited', READER].sort(),
    )
  })
})

describe('sessions of a user', () => {
  test('200 lists live ones, marks this one, and shows no secret', async () => {
    const other = await world.browserOf(owner)
    const answer = await browser.api('GET', '/users/me/sessions')
    const { items } = answer.json()
    assert.deepEqual(items.map(({ current }: { current: boolean }) => current).sort(), [false, true])
    for (const each of [browser, other]) {
      const secret = each.cookies.get('kw') ?? assert.fail()
      assert.ok(!answer.body.includes(secret))
      assert.ok(!answer.body.includes(world.http.deps.vault.digest('session', secret)))
    }
    world.http.clock.advance(31 * MINUTE_MS)
    await browser.enter(owner)
    assert.equal((await browser.api('GET', '/users/me/sessions')).json().items.length, 1)
  })

  test('204 ends one at once and leaves the others; a second time it is not there', async () => {
    const [one, two] = [await world.browserOf(member), await world.browserOf(member)]
    const { items } = (await one.api('GET', '/users/me/sessions')).json()
    const { id } = items.find(({ current }: { current: boolean }) => current)
    const path = `/users/${member.id}/sessions/${id}`
    assert.equal((await browser.api('DELETE', path)).statusCode, 204)
    assert.deepEqual(
      [(await one.api('GET', '/session')).statusCode, (await two.api('GET', '/session')).statusCode],
      [401, 200],
    )
    assert.equal((await browser.api('DELETE', path)).statusCode, 404)
  })

  test('404 for the session of somebody else under one’s own name (F-10)', async () => {
    const { items } = (await browser.api('GET', '/users/me/sessions')).json()
    const theirs = await world.browserOf(member)
    assert.equal((await theirs.api('DELETE', `/users/me/sessions/${items[0].id}`)).statusCode, 404)
    assert.equal((await theirs.api('DELETE', `/users/${owner.id}/sessions/${items[0].id}`)).statusCode, 403)
    assert.equal((await browser.api('GET', '/session')).statusCode, 200)
  })

  test('200 ends all of another user, and of oneself all but this one', async () => {
    const theirs = [await world.browserOf(member), await world.browserOf(member)]
    assert.equal((await browser.api('DELETE', `/users/${member.id}/sessions`)).json().ended, 2)
    for (const each of theirs) assert.equal((await each.api('GET', '/session')).statusCode, 401)
    await world.browserOf(owner)
    assert.equal((await browser.api('DELETE', '/users/me/sessions')).json().ended, 1)
    assert.equal((await browser.api('GET', '/session')).statusCode, 200)
  })
})
