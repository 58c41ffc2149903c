import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Browser } from '../../../../tests/support/browser.ts'
import { actionsOf, PASSWORD } from '../../../../tests/support/deps.ts'
import { bearer } from '../../../../tests/support/native.ts'
import { HOUR_MS, MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { IDENTITY_ADMIN, READER, SERVICE_ADMIN, USER_ADMIN, USER_MANAGE } from '../../domain/roles/roles.ts'
import type { User } from '../../domain/users/user.ts'
import { accountId, browser, member, memberKey, owner, ownerKey, world } from './managed-users-testing.ts'

const actions = () => actionsOf(world.http.deps, accountId)
const names = async (query: string, from = browser) =>
  (await from.api('GET', `/users${query}`)).json().items.map(({ name }: User) => name)

describe('GET /users', () => {
  test('200 shows the account and nobody else, without hashes', async () => {
    const answer = await browser.api('GET', '/users')
    const { items, next } = answer.json()
    assert.deepEqual(items.map(({ id }: User) => id).sort(), [owner.id, member.id].sort())
    assert.equal(next, null)
    assert.doesNotMatch(answer.body, /argon2|passwordHash|passwordId|apiKey/)
  })

  test('200 page by page, by the marker of the answer before', async () => {
    for (let at = 0; at < 5; at++) await world.someoneIn(accountId)
    const found: string[] = []
    for (let query = '?limit=2&sort=-name'; query; ) {
      const { items, next } = (await browser.api('GET', `/users${query}`)).json()
      found.push(...items.map(({ name }: User) => name))
      query = next === null ? '' : `?limit=2&sort=-name&after=${next}`
    }
    assert.deepEqual(found, (await names('?limit=100')).reverse())
    assert.equal(found.length, 7)
  })

  test('200 by text, state and role', async () => {
    assert.deepEqual(await names(`?text=${member.name.toUpperCase()}`), [member.name])
    assert.deepEqual(await names(`?role=${USER_ADMIN}`), [owner.name])
    await browser.api('POST', `/users/${member.id}/disable`)
    assert.deepEqual(await names('?state=disabled'), [member.name])
    assert.deepEqual(await names('?state=active'), [owner.name])
  })

  test('200 tells which of them the asker may change', async () => {
    const { user } = await world.someoneIn(accountId, [USER_MANAGE])
    const { items } = (await (await world.browserOf(user)).api('GET', '/users')).json()
    const manageable = items.filter((item: { manageable: boolean }) => item.manageable)
    assert.deepEqual(manageable.map(({ id }: User) => id).sort(), [user.id, member.id].sort())
    assert.equal(items.length, 3)
  })

  test('403 for those who manage nobody, and says whom to ask', async () => {
    const answer = await (await world.browserOf(member)).api('GET', '/users')
    assert.equal(answer.statusCode, 403)
    assert.match(answer.json().detail, /account owner/)
  })

  test('404 for another account; 200 for staff, who see all accounts unless one is named', async () => {
    const other = await world.newAccount()
    const { user } = await world.someoneIn(other, [USER_ADMIN])
    assert.equal((await browser.api('GET', `/users?account=${other}`)).statusCode, 404)
    const staff = await world.browserOf((await world.someone([IDENTITY_ADMIN])).user)
    assert.deepEqual(await names(`?account=${other}`, staff), [user.name])
    const all = await names('?limit=100', staff)
    for (const { name } of [user, owner, member]) assert.ok(all.includes(name))
  })

  for (const query of [
    'limit=0',
    'limit=101',
    'limit=1e1',
    'sort=email',
    'state=gone',
    'after=x',
    'after=e30',
    'after=WyJ4IiwxXQ',
    'role=%00',
    'text=%00',
    'account=1',
  ]) {
    test(`400 for ${query}`, async () => {
      assert.equal((await browser.api('GET', `/users?${query}`)).statusCode, 400)
    })
  }
})

describe('POST /users', () => {
  const create = (body: unknown, headers: Readonly<Record<string, string>> = {}) =>
    browser.api('POST', '/users', body, headers)
  let counter = 0
  const freshName = () => `fresh${++counter}`

  test('201 gives a link that opens the invitation once, and the person signs in', async () => {
    const username = freshName()
    const { user, invitation } = (await create({ username, email: 'f@example.com' })).json()
    assert.deepEqual([user.name, user.accountId, user.roles], [username, accountId, ['identity:default']])
    assert.equal(Date.parse(invitation.endsAt) - world.http.clock.now(), 48 * HOUR_MS)
    const listed = (await browser.api('GET', `/users/${user.id}`)).json()
    assert.deepEqual([listed.state, listed.invitationEndsAt], ['invited', invitation.endsAt])
    const guest = new Browser(world.http)
    await guest.open(new URL(invitation.link).pathname)
    const form = await guest.open('/invite')
    assert.equal(
      (await guest.submit(form, '/invite', { password: PASSWORD, again: PASSWORD })).statusCode,
      303,
    )
    const joined = (await browser.api('GET', `/users/${user.id}`)).json()
    assert.deepEqual([joined.state, joined.invitationEndsAt], ['active', null])
    await new Browser(world.http).signIn(username)
  })

  test('201 for a program: a key and no link', async () => {
    const { user, invitation } = (await create({ username: freshName(), invite: false })).json()
    assert.equal(invitation, null)
    assert.equal((await browser.api('GET', `/users/${user.id}`)).json().state, 'active')
    assert.ok(await world.http.deps.store.keys.current(user.id))
  })

  test('201 with a password: the user signs in at once, and there is no link', async () => {
    const username = freshName()
    const { user, invitation } = (await create({ username, password: PASSWORD })).json()
    assert.equal(invitation, null)
    assert.equal((await browser.api('GET', `/users/${user.id}`)).json().state, 'active')
    await new Browser(world.http).signIn(username)
    assert.ok(!(await actions()).includes('user.invite'))
  })

  test('400 for a password that is easy to guess, or comes with an invitation; nobody is made, nothing repeats it', async () => {
    const username = freshName()
    for (const password of ['short', `${username}${username}${username}`, 'passwordpassword']) {
      const answer = await create({ username, password })
      assert.deepEqual([answer.statusCode, answer.json().field], [400, 'password'], password)
      assert.ok(!answer.body.includes(password))
    }
    assert.equal((await create({ username, password: PASSWORD, invite: true })).statusCode, 400)
    assert.equal((await create({ username, password: '' })).statusCode, 400)
    assert.deepEqual(await names(`?text=${username}`), [])
  })

  test('a password is hashed only for those who may make the user, and have shown that it is they', async (t) => {
    const { mock: hashed } = t.mock.method(world.http.deps.hasher, 'hash')
    const body = { username: freshName(), password: PASSWORD }
    const program = new Browser(world.http)
    assert.equal((await program.api('POST', '/users', body, bearer(memberKey))).statusCode, 403)
    const elsewhere = { ...body, account: world.operator.accountId }
    assert.equal((await create(elsewhere)).statusCode, 404)
    assert.equal((await create({ ...body, username: '1a' })).json().field, 'username')
    world.http.clock.advance(5 * MINUTE_MS)
    assert.equal((await create(body)).json().code, 'step_up_needed')
    assert.equal(hashed.callCount(), 0)
    assert.equal((await program.api('POST', '/users', body, bearer(ownerKey))).statusCode, 201)
    assert.equal(hashed.callCount(), 1)
  })

  test('a repeated Idempotency-Key remembers that there was a password, and not which', async () => {
    const body = { username: freshName(), password: PASSWORD }
    const click = { 'idempotency-key': 'with-password' }
    const first = await create(body, click)
    const again = await create({ ...body, password: `${PASSWORD} or another` }, click)
    assert.equal(again.body, first.body)
    const { password: _password, ...without } = body
    assert.equal((await create(without, click)).json().code, 'conflict')
  })

  test('201 once for the same Idempotency-Key, however often it is sent', async () => {
    const body = { username: freshName() }
    const click = { 'idempotency-key': 'click' }
    const answers = await Promise.all([1, 2, 3].map(() => create(body, click)))
    assert.equal(new Set(answers.map(({ body: text }) => text)).size, 1)
    assert.equal((await actions()).filter((action) => action === 'user.invite').length, 1)
    assert.equal((await create({ ...body, roles: [READER] }, click)).json().code, 'conflict')
    const { user } = answers[0]?.json() ?? assert.fail()
    await browser.api('DELETE', `/users/${user.id}`)
    assert.equal((await create(body, click)).json().code, 'conflict')
  })

  test('403 for a role stronger than the own, and nobody is made', async () => {
    for (const role of [IDENTITY_ADMIN, SERVICE_ADMIN]) {
      assert.equal((await create({ username: freshName(), roles: [role] })).statusCode, 403)
    }
    assert.equal((await names('')).length, 2)
  })

  test('403 step_up_needed in a session only: a key may', async () => {
    world.http.clock.advance(5 * MINUTE_MS)
    assert.equal((await create({ username: freshName() })).json().code, 'step_up_needed')
    const program = new Browser(world.http)
    const answer = await program.api('POST', '/users', { username: freshName() }, bearer(ownerKey))
    assert.equal(answer.statusCode, 201)
  })

  test('400 names the field; 404 for an unknown role or account; 409 for a taken name in any spelling', async () => {
    assert.equal((await create({ username: '1a' })).json().field, 'username')
    assert.equal((await create({ username: freshName(), email: 'nonsense' })).json().field, 'email')
    assert.equal((await create({ username: freshName(), roles: ['nonsense'] })).statusCode, 404)
    assert.equal((await create({ username: freshName(), account: world.operator.accountId })).statusCode, 404)
    assert.equal((await create({ username: member.name.toUpperCase() })).statusCode, 409)
  })
})

describe('an invitation', () => {
  const path = () => `/users/${member.id}/invitation`
  const opens = async (link: string) =>
    (await new Browser(world.http).open(new URL(link).pathname)).statusCode === 303

  test('made again ends the link before', async () => {
    const first = (await browser.api('POST', path())).json()
    const second = (await browser.api('POST', path())).json()
    assert.deepEqual([await opens(first.link), await opens(second.link)], [false, true])
  })

  test('taken back opens nothing, and neither does the form that it had opened', async () => {
    const { link } = (await browser.api('POST', path())).json()
    const guest = new Browser(world.http)
    await guest.open(new URL(link).pathname)
    const form = await guest.open('/invite')
    assert.equal((await browser.api('DELETE', path())).statusCode, 204)
    const answer = await guest.submit(form, '/invite', { password: PASSWORD, again: PASSWORD })
    assert.notEqual(answer.statusCode, 303)
    assert.equal(await opens(link), false)
    await browser.api('DELETE', path())
    assert.equal((await actions()).filter((action) => action === 'user.invite_revoke').length, 1)
  })

  test('of a disabled user is refused with 409, and says what to do', async () => {
    await browser.api('POST', `/users/${member.id}/disable`)
    assert.match((await browser.api('POST', path())).json().detail, /Enable the user first/)
  })
})
