import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { actionsOf, keyActor, makeUser, OPERATOR, PASSWORD } from '../../../../tests/support/deps.ts'
import { freshName, refusedWith, usePeople } from '../../../../tests/support/people.ts'
import { addAccount } from '../accounts/create-account.ts'
import { findKey } from '../login/find-key.ts'
import { DEFAULT_ROLE, IDENTITY_ADMIN, SERVICE_ADMIN, USER_ADMIN, USER_MANAGE } from '../roles/roles.ts'
import { addUser } from './create-user.ts'
import { listUsers } from './list-users.ts'

const people = usePeople()

describe('a new user', () => {
  it('owns the account when first and without a role; the next ones do not', async () => {
    const first = await makeUser(people.deps, people.accountId, freshName())
    const second = await makeUser(people.deps, people.accountId, freshName())
    assert.deepEqual(first.user.roles, [USER_ADMIN])
    assert.deepEqual(second.user.roles, [DEFAULT_ROLE])
  })

  it('keeps the roles that were asked for, each once', async () => {
    const roles = [USER_MANAGE, DEFAULT_ROLE, USER_MANAGE]
    const { user } = await makeUser(people.deps, people.accountId, freshName(), { roles })
    assert.deepEqual(user.roles, [USER_MANAGE, DEFAULT_ROLE])
  })

  it('has a key that works when the answer is there', async () => {
    const { user, apiKey } = await makeUser(people.deps, people.accountId, freshName())
    assert.match(apiKey, /^[0-9a-f]{32}$/)
    const known = await findKey(people.deps, apiKey)
    assert.equal(known?.userId, user.id)
    assert.equal(known?.usable, true)
    const actions = await actionsOf(people.deps, people.accountId)
    assert.deepEqual(actions.slice(-2), ['user.create', 'key.create'])
  })

  it('has a password that is hashed, and none without one', async () => {
    const given = { accountId: people.accountId, email: 'joe@example.com', defaultRegion: 'dfw' }
    const withOne = await addUser(people.deps, OPERATOR, { ...given, name: freshName(), password: PASSWORD })
    const without = await addUser(people.deps, OPERATOR, { ...given, name: freshName(), password: null })
    assert.match(withOne.user.passwordHash ?? '', /^\$argon2id\$/)
    assert.ok(withOne.user.passwordId)
    assert.equal(withOne.user.defaultRegion, 'DFW')
    assert.equal(without.user.passwordHash, null)
    assert.equal(without.user.passwordId, null)
    assert.equal(without.user.passwordChangedAtMs, null)
  })

  it('cannot take a name in another spelling of one that is taken, in any account', async () => {
    const other = await addAccount(people.deps, OPERATOR, { name: 'Other' })
    await makeUser(people.deps, people.accountId, 'Straße.Karl')
    for (const name of ['straße.karl', 'STRAßE.KARL']) {
      await assert.rejects(makeUser(people.deps, other.id, name), refusedWith('user.exists'))
    }
  })

  const badNames = [
    '',
    '1st',
    ' joe',
    'joe smith',
    'joe:x',
    'joe/x',
    'joe\0',
    'j'.repeat(256),
    '<b>',
    'Ｊoe',
    'jоe',
  ]
  for (const name of badNames) {
    it(`cannot be called ${JSON.stringify(name).slice(0, 20)}`, async () => {
      const adding = addUser(people.deps, OPERATOR, { accountId: people.accountId, name, password: null })
      await assert.rejects(adding, refusedWith('input.invalid'))
    })
  }

  for (const email of [
    'joe',
    '@example.com',
    'joe@',
    'joe@a@b',
    'joe@exa mple.com',
    'joe@x..y',
    `${'j'.repeat(251)}@x.y`,
  ]) {
    it(`cannot have the address ${email.slice(0, 20)}`, async () => {
      const adding = addUser(people.deps, OPERATOR, {
        accountId: people.accountId,
        name: freshName(),
        email,
        password: null,
      })
      await assert.rejects(adding, refusedWith('input.invalid'))
    })
  }

  for (const defaultRegion of ['1', 'a b', 'dfw\n', 'x'.repeat(65), '<b>']) {
    it(`cannot have the default region ${JSON.stringify(defaultRegion).slice(0, 20)}, and nothing is left`, async () => {
      const name = freshName()
      const given = { accountId: people.accountId, name, defaultRegion, password: null }
      await assert.rejects(addUser(people.deps, OPERATOR, given), refusedWith('input.invalid'))
      assert.equal(await people.deps.store.users.byName(name), null)
    })
  }

  it('is refused with a weak password, and nothing is left', async () => {
    const name = freshName()
    const adding = addUser(people.deps, OPERATOR, {
      accountId: people.accountId,
      name,
      password: 'passwordpassword',
    })
    await assert.rejects(adding, refusedWith('password.weak'))
    assert.equal(await people.deps.store.users.byName(name), null)
  })

  it('is refused a password made of the own name', async () => {
    const adding = addUser(people.deps, OPERATOR, {
      accountId: people.accountId,
      name: 'josephine',
      password: 'josephinejosephine',
    })
    await assert.rejects(adding, refusedWith('password.weak'))
  })

  it('needs an account that exists', async () => {
    const adding = addUser(people.deps, OPERATOR, { accountId: '999999', name: freshName(), password: null })
    await assert.rejects(adding, refusedWith('account.not_found'))
  })

  it('cannot be given a role that does not exist', async () => {
    for (const roles of [['admin'], ['Identity:User-Admin'], ['object-store:default'], ['']]) {
      await assert.rejects(
        makeUser(people.deps, people.accountId, freshName(), { roles }),
        refusedWith('role.not_found'),
      )
    }
  })
})

describe('who may make users', () => {
  const makers: readonly (readonly [string, string, boolean])[] = [
    [SERVICE_ADMIN, SERVICE_ADMIN, true],
    [IDENTITY_ADMIN, SERVICE_ADMIN, false],
    [IDENTITY_ADMIN, IDENTITY_ADMIN, true],
    [USER_ADMIN, IDENTITY_ADMIN, false],
    [USER_ADMIN, USER_ADMIN, true],
    [USER_MANAGE, USER_ADMIN, false],
    [USER_MANAGE, USER_MANAGE, true],
    [USER_MANAGE, DEFAULT_ROLE, true],
    [DEFAULT_ROLE, DEFAULT_ROLE, false],
  ]
  for (const [own, given, allowed] of makers) {
    it(`${own} ${allowed ? 'may' : 'may not'} make a user with ${given}`, async () => {
      const actor = keyActor(await people.userWith(own))
      const adding = addUser(people.deps, actor, {
        accountId: people.accountId,
        name: freshName(),
        roles: [given],
        password: null,
      })
      if (allowed) assert.deepEqual((await adding).user.roles, [given])
      else await assert.rejects(adding, refusedWith('actor.forbidden'))
    })
  }

  it('an account owner finds no other account', async () => {
    const actor = keyActor(await people.userWith(USER_ADMIN))
    const other = await addAccount(people.deps, OPERATOR, { name: 'Other' })
    const adding = addUser(people.deps, actor, { accountId: other.id, name: freshName(), password: null })
    await assert.rejects(adding, refusedWith('account.not_found'))
    await assert.rejects(
      listUsers(people.deps, actor, { accountId: other.id }),
      refusedWith('account.not_found'),
    )
  })
})
