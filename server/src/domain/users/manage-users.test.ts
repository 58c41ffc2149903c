import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import {
  actionsOf,
  auditOf,
  keyActor,
  makeOwner,
  makeUser,
  OPERATOR,
  OTHER_PASSWORD,
  openTestDeps,
  PASSWORD,
  type TestDeps,
} from '../../../../tests/support/deps.ts'
import { addAccount, createAccount } from '../accounts/create-account.ts'
import type { Actor } from '../actor.ts'
import { DEFAULT_ROLE, IDENTITY_ADMIN, SERVICE_ADMIN, USER_ADMIN, USER_MANAGE } from '../roles/roles.ts'
import { changeRoles } from './change-roles.ts'
import { createOwner, createOwnerOnce } from './create-owner.ts'
import { addUser, type CreatedUser } from './create-user.ts'
import { deleteUser } from './delete-user.ts'
import { disableUser } from './disable-user.ts'
import { enableUser } from './enable-user.ts'
import { inviteUser } from './invite-user.ts'
import { listUsers } from './list-users.ts'
import { setPassword } from './set-password.ts'
import type { User } from './user.ts'

let test: TestDeps
let operator: CreatedUser
let accountId: string
let serial = 0

before(async () => {
  test = await openTestDeps()
  operator = await makeOwner(test.deps)
})
after(() => test.close())
beforeEach(async () => {
  accountId = (await addAccount(test.deps, OPERATOR, { name: 'Example' })).id
})

const refusedWith = (code: string) => ({ name: 'DomainError', code })

function fresh(word = 'user'): string {
  serial++
  return `${word}${serial}`
}

async function userWith(...roles: string[]): Promise<User> {
  return (await makeUser(test.deps, accountId, fresh(), { roles })).user
}

function sessionOf(user: User, digest: string) {
  const { id: userId, accountId: account } = user
  const moments = { createdAtMs: 1, lastSeenAtMs: 1, provenAtMs: null }
  return { digest, userId, accountId: account, ...moments, address: '192.0.2.1', client: 'test' }
}

describe('a new user', () => {
  it('owns the account when first and without a role; the next ones do not', async () => {
    const first = await makeUser(test.deps, accountId, fresh())
    const second = await makeUser(test.deps, accountId, fresh())
    assert.deepEqual(first.user.roles, [USER_ADMIN])
    assert.deepEqual(second.user.roles, [DEFAULT_ROLE])
  })

  it('keeps the roles that were asked for, each once', async () => {
    const roles = [USER_MANAGE, DEFAULT_ROLE, USER_MANAGE]
    const { user } = await makeUser(test.deps, accountId, fresh(), { roles })
    assert.deepEqual(user.roles, [USER_MANAGE, DEFAULT_ROLE])
  })

  it('has a key that works when the answer is there', async () => {
    const { user, apiKey } = await makeUser(test.deps, accountId, fresh())
    assert.match(apiKey, /^[0-9a-f]{32}$/)
    const known = await test.deps.known.key(test.deps.vault.digest('account-key', apiKey))
    assert.equal(known?.userId, user.id)
    assert.equal(known?.usable, true)
    const actions = await actionsOf(test.deps, accountId)
    assert.deepEqual(actions.slice(-2), ['user.create', 'key.create'])
  })

  it('has a password that is hashed, and none without one', async () => {
    const given = { accountId, email: 'joe@example.com', defaultRegion: 'dfw' }
    const withOne = await addUser(test.deps, OPERATOR, { ...given, name: fresh(), password: PASSWORD })
    const without = await addUser(test.deps, OPERATOR, { ...given, name: fresh(), password: null })
    assert.match(withOne.user.passwordHash ?? '', /^\$argon2id\$/)
    assert.ok(withOne.user.passwordId)
    assert.equal(withOne.user.defaultRegion, 'DFW')
    assert.equal(without.user.passwordHash, null)
    assert.equal(without.user.passwordId, null)
    assert.equal(without.user.passwordChangedAtMs, null)
  })

  it('cannot take a name in another spelling of one that is taken, in any account', async () => {
    const other = await addAccount(test.deps, OPERATOR, { name: 'Other' })
    await makeUser(test.deps, accountId, 'Straße.Karl')
    for (const name of ['straße.karl', 'STRAßE.KARL', 'Straße.Ｋarl']) {
      await assert.rejects(makeUser(test.deps, other.id, name), refusedWith('user.exists'))
    }
  })

  const badNames = ['', '1st', ' joe', 'joe smith', 'joe:x', 'joe/x', 'joe\0', 'j'.repeat(256), '<b>']
  for (const name of badNames) {
    it(`cannot be called ${JSON.stringify(name).slice(0, 20)}`, async () => {
      const adding = addUser(test.deps, OPERATOR, { accountId, name, password: null })
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
      const adding = addUser(test.deps, OPERATOR, { accountId, name: fresh(), email, password: null })
      await assert.rejects(adding, refusedWith('input.invalid'))
    })
  }

  it('is refused with a weak password, and nothing is left', async () => {
    const name = fresh()
    const adding = addUser(test.deps, OPERATOR, { accountId, name, password: 'passwordpassword' })
    await assert.rejects(adding, refusedWith('password.weak'))
    assert.equal(await test.deps.store.users.byName(name), null)
  })

  it('is refused a password made of the own name', async () => {
    const adding = addUser(test.deps, OPERATOR, {
      accountId,
      name: 'josephine',
      password: 'josephinejosephine',
    })
    await assert.rejects(adding, refusedWith('password.weak'))
  })

  it('needs an account that exists', async () => {
    const adding = addUser(test.deps, OPERATOR, { accountId: '999999', name: fresh(), password: null })
    await assert.rejects(adding, refusedWith('account.not_found'))
  })

  it('cannot be given a role that does not exist', async () => {
    for (const roles of [['admin'], ['Identity:User-Admin'], ['object-store:default'], ['']]) {
      await assert.rejects(makeUser(test.deps, accountId, fresh(), { roles }), refusedWith('role.not_found'))
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
      const actor = keyActor(await userWith(own))
      const adding = addUser(test.deps, actor, { accountId, name: fresh(), roles: [given], password: null })
      if (allowed) assert.deepEqual((await adding).user.roles, [given])
      else await assert.rejects(adding, refusedWith('actor.forbidden'))
    })
  }

  it('an account owner finds no other account', async () => {
    const actor = keyActor(await userWith(USER_ADMIN))
    const other = await addAccount(test.deps, OPERATOR, { name: 'Other' })
    const adding = addUser(test.deps, actor, { accountId: other.id, name: fresh(), password: null })
    await assert.rejects(adding, refusedWith('account.not_found'))
    await assert.rejects(
      listUsers(test.deps, actor, { accountId: other.id }),
      refusedWith('account.not_found'),
    )
  })
})

describe('a list of users', () => {
  it('shows staff everybody, an owner the own account, and others nobody', async () => {
    const owner = await userWith(USER_ADMIN)
    const plain = await userWith(DEFAULT_ROLE)
    const all = await listUsers(test.deps, keyActor(operator.user), {})
    assert.ok(all.length > 2)
    const own = await listUsers(test.deps, keyActor(owner), {})
    assert.deepEqual(own.map(({ id }) => id).sort(), [owner.id, plain.id].sort())
    await assert.rejects(listUsers(test.deps, keyActor(plain), {}), refusedWith('actor.forbidden'))
  })

  it('can be narrowed to an address', async () => {
    const { user } = await makeUser(test.deps, accountId, fresh(), { email: 'just.me@example.com' })
    const found = await listUsers(test.deps, OPERATOR, { email: 'just.me@example.com' })
    assert.deepEqual(
      found.map(({ id }) => id),
      [user.id],
    )
  })
})

describe('disabling a user', () => {
  it('ends sessions and refuses the key when it has resolved; enabling brings the key back, not the session', async () => {
    const { user, apiKey } = await makeUser(test.deps, accountId, fresh(), { roles: [DEFAULT_ROLE] })
    const digest = test.deps.vault.digest('account-key', apiKey)
    await test.deps.store.sessions.insert(sessionOf(user, 'disabled-session'))
    assert.equal((await test.deps.known.key(digest))?.usable, true)
    await disableUser(test.deps, OPERATOR, user.id)
    assert.equal((await test.deps.known.key(digest))?.usable, false)
    assert.equal((await test.deps.known.user(user.id))?.usable, false)
    assert.equal(await test.deps.store.sessions.byDigest('disabled-session'), null)
    await enableUser(test.deps, OPERATOR, user.id)
    assert.equal((await test.deps.known.key(digest))?.usable, true)
    assert.equal(await test.deps.store.sessions.byDigest('disabled-session'), null)
  })

  it('twice is logged once', async () => {
    const user = await userWith(DEFAULT_ROLE)
    for (const _ of [1, 2]) await disableUser(test.deps, OPERATOR, user.id)
    for (const _ of [1, 2]) await enableUser(test.deps, OPERATOR, user.id)
    const actions = (await actionsOf(test.deps, accountId)).filter((action) => /able/.test(action))
    assert.deepEqual(actions, ['user.disable', 'user.enable'])
  })
})

describe('what nobody may do', () => {
  beforeEach(async () => {
    // Others have made operators: now there is this one alone.
    const { user } = await makeUser(test.deps, accountId, fresh('operator'), {
      roles: [SERVICE_ADMIN, USER_ADMIN],
    })
    operator = { user, apiKey: '' }
    for (const { id, roles } of await test.deps.store.users.list({})) {
      if (roles.includes(SERVICE_ADMIN) && id !== user.id) await deleteUser(test.deps, OPERATOR, id)
    }
  })

  const acts: Readonly<Record<string, (actor: Actor, id: string) => Promise<unknown>>> = {
    disable: (actor, id) => disableUser(test.deps, actor, id),
    delete: (actor, id) => deleteUser(test.deps, actor, id),
    'take the operator role from': (actor, id) =>
      changeRoles(test.deps, actor, id, { add: [], remove: [SERVICE_ADMIN] }),
  }
  for (const [name, act] of Object.entries(acts)) {
    it(`${name} the last operator, not even at the command line`, async () => {
      await assert.rejects(act(OPERATOR, operator.user.id), refusedWith('owner.protected'))
      const user = await test.deps.store.users.byId(operator.user.id)
      assert.ok(user?.enabled && user.roles.includes(SERVICE_ADMIN))
    })

    it(`${name} an operator whose only colleague is disabled`, async () => {
      const colleague = await userWith(SERVICE_ADMIN)
      await disableUser(test.deps, OPERATOR, colleague.id)
      await assert.rejects(act(OPERATOR, operator.user.id), refusedWith('owner.protected'))
      await deleteUser(test.deps, OPERATOR, colleague.id)
    })

    it(`${name} both operators at the same moment`, async () => {
      const [one, two] = [await userWith(SERVICE_ADMIN), await userWith(SERVICE_ADMIN)]
      const all = [operator.user, one, two]
      const done = await Promise.allSettled(all.map(({ id }) => act(OPERATOR, id)))
      assert.equal(done.filter(({ status }) => status === 'rejected').length, 1)
    })
  }

  it('shut out or delete oneself as owner of an account', async () => {
    const owner = await userWith(USER_ADMIN)
    await assert.rejects(disableUser(test.deps, keyActor(owner), owner.id), refusedWith('owner.protected'))
    await assert.rejects(deleteUser(test.deps, keyActor(owner), owner.id), refusedWith('owner.protected'))
    const change = changeRoles(test.deps, keyActor(owner), owner.id, {
      add: [DEFAULT_ROLE],
      remove: [USER_ADMIN],
    })
    await assert.rejects(change, refusedWith('owner.protected'))
  })

  it('manage oneself without the right to manage users', async () => {
    const user = await userWith(DEFAULT_ROLE)
    await assert.rejects(deleteUser(test.deps, keyActor(user), user.id), refusedWith('actor.forbidden'))
    const change = changeRoles(test.deps, keyActor(user), user.id, { add: [DEFAULT_ROLE], remove: [] })
    await assert.rejects(change, refusedWith('actor.forbidden'))
  })

  it('reach an operator through being owner of the account that the operator belongs to', async () => {
    const owner = await userWith(USER_ADMIN)
    const staff = [await userWith(SERVICE_ADMIN), await userWith(IDENTITY_ADMIN)]
    for (const { id } of staff) {
      await assert.rejects(
        setPassword(test.deps, keyActor(owner), id, OTHER_PASSWORD),
        refusedWith('actor.forbidden'),
      )
      await assert.rejects(deleteUser(test.deps, keyActor(owner), id), refusedWith('actor.forbidden'))
      await assert.rejects(inviteUser(test.deps, keyActor(owner), id), refusedWith('actor.forbidden'))
    }
    for (const { id } of staff) await deleteUser(test.deps, OPERATOR, id)
  })

  it('reach a user of another account: it is as if there were none', async () => {
    const stranger = keyActor(await userWith(USER_ADMIN))
    const other = await addAccount(test.deps, OPERATOR, { name: 'Other' })
    const { user } = await makeUser(test.deps, other.id, fresh())
    for (const id of [user.id, 'f'.repeat(32)]) {
      for (const act of Object.values(acts).slice(0, 2)) {
        await assert.rejects(act(stranger, id), refusedWith('user.not_found'))
      }
    }
  })
})

describe('deleting a user', () => {
  it('removes key, session and link, and frees the name; the log stays', async () => {
    const name = fresh()
    const { user, apiKey } = await makeUser(test.deps, accountId, name)
    await test.deps.store.sessions.insert(sessionOf(user, 'deleted-session'))
    await inviteUser(test.deps, OPERATOR, user.id)
    const digest = test.deps.vault.digest('account-key', apiKey)
    await test.deps.known.key(digest)
    await deleteUser(test.deps, OPERATOR, user.id)
    assert.equal(await test.deps.known.key(digest), null)
    assert.equal(await test.deps.known.user(user.id), null)
    assert.equal(await test.deps.store.sessions.byDigest('deleted-session'), null)
    const again = await makeUser(test.deps, accountId, name)
    assert.notEqual(again.user.id, user.id)
    const entry = (await auditOf(test.deps, accountId)).find(({ action }) => action === 'user.delete')
    assert.equal(entry?.target, `user:${user.id}`)
    assert.equal(entry?.details['name'], name)
  })
})

describe('roles', () => {
  it('are given and taken in one step, and known at once', async () => {
    const user = await userWith(DEFAULT_ROLE)
    await test.deps.known.user(user.id)
    const change = { add: [USER_MANAGE], remove: [DEFAULT_ROLE] }
    await changeRoles(test.deps, OPERATOR, user.id, change)
    assert.deepEqual((await test.deps.known.user(user.id))?.roles, [USER_MANAGE])
    const entry = (await auditOf(test.deps, accountId)).at(-1)
    assert.deepEqual(entry?.details, { before: DEFAULT_ROLE, after: USER_MANAGE })
  })

  it('fall back to the default role when the last is taken', async () => {
    const user = await userWith(USER_MANAGE)
    const changed = await changeRoles(test.deps, OPERATOR, user.id, { add: [], remove: [USER_MANAGE] })
    assert.deepEqual(changed.roles, [DEFAULT_ROLE])
  })

  it('stronger than the own cannot be given, nor taken', async () => {
    const owner = keyActor(await userWith(USER_ADMIN))
    const user = await userWith(DEFAULT_ROLE)
    for (const change of [
      { add: [IDENTITY_ADMIN], remove: [] },
      { add: [], remove: [SERVICE_ADMIN] },
    ]) {
      const changing = changeRoles(test.deps, owner, user.id, change)
      await assert.rejects(changing, refusedWith('actor.forbidden'))
    }
  })
})

describe('a password set by somebody else', () => {
  it('ends sessions and password tokens of the user, and leaves the key', async () => {
    const { user, apiKey } = await makeUser(test.deps, accountId, fresh(), { roles: [DEFAULT_ROLE] })
    await test.deps.store.sessions.insert(sessionOf(user, 'password-session'))
    await setPassword(test.deps, OPERATOR, user.id, OTHER_PASSWORD)
    const changed = await test.deps.store.users.byId(user.id)
    assert.notEqual(changed?.passwordId, user.passwordId)
    assert.equal(await test.deps.store.sessions.byDigest('password-session'), null)
    const known = await test.deps.known.key(test.deps.vault.digest('account-key', apiKey))
    assert.equal(known?.usable, true)
  })

  it('has to be as strong as one of the own', async () => {
    const user = await userWith(DEFAULT_ROLE)
    await assert.rejects(setPassword(test.deps, OPERATOR, user.id, 'short'), refusedWith('password.weak'))
    await assert.rejects(
      setPassword(test.deps, OPERATOR, 'f'.repeat(32), OTHER_PASSWORD),
      refusedWith('user.not_found'),
    )
  })
})

describe('an invitation', () => {
  it('is not made for a disabled user', async () => {
    const user = await userWith(DEFAULT_ROLE)
    await disableUser(test.deps, OPERATOR, user.id)
    await assert.rejects(inviteUser(test.deps, OPERATOR, user.id), refusedWith('user.disabled'))
  })

  it('kills the earlier one', async () => {
    const user = await userWith(DEFAULT_ROLE)
    const first = await inviteUser(test.deps, OPERATOR, user.id)
    const second = await inviteUser(test.deps, OPERATOR, user.id)
    const digest = (secret: string) => test.deps.vault.digest('link', secret)
    assert.equal(await test.deps.store.links.byDigest(digest(first.secret)), null)
    assert.equal((await test.deps.store.links.byDigest(digest(second.secret)))?.userId, user.id)
  })
})

describe('the first owner', () => {
  it('is not made a second time', async () => {
    assert.equal(await createOwnerOnce(test.deps, { name: fresh(), password: PASSWORD }), null)
    const making = test.deps.store.transaction((tx) =>
      createOwner(test.deps, tx, { name: fresh(), passwordHash: 'x' }),
    )
    await assert.rejects(making, refusedWith('account.exists'))
  })

  it('is made although users were made at the command line before', async () => {
    const other = await openTestDeps()
    try {
      const { id } = await addAccount(other.deps, OPERATOR, { name: 'Early' })
      await makeUser(other.deps, id, 'early')
      const owner = await createOwnerOnce(other.deps, { name: 'late', password: PASSWORD })
      assert.deepEqual(owner?.user.roles, [SERVICE_ADMIN, USER_ADMIN])
      assert.equal(owner.account.id, '100001')
      assert.equal(id, '100002')
      assert.equal(await createOwnerOnce(other.deps, { name: 'later', password: PASSWORD }), null)
    } finally {
      await other.close()
    }
  })

  it('gets another number where the first was given away by hand', async () => {
    const other = await openTestDeps()
    try {
      const { deps } = other
      const given = { name: 'By hand', id: '100001' }
      await deps.store.transaction((tx) => createAccount(deps, tx, OPERATOR, given))
      const owner = await createOwnerOnce(deps, { name: 'late', password: PASSWORD })
      assert.equal(owner?.account.id, '100002')
    } finally {
      await other.close()
    }
  })

  it('is made once when two servers start at the same moment', async () => {
    const other = await openTestDeps()
    try {
      const making = ['one', 'two'].map((name) => createOwnerOnce(other.deps, { name, password: PASSWORD }))
      const made = (await Promise.all(making)).filter((owner) => owner !== null)
      assert.equal(made.length, 1)
      assert.equal(await other.deps.store.users.count(), 1)
    } finally {
      await other.close()
    }
  })
})
