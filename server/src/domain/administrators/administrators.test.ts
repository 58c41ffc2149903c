import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Core, openCore, panelActor } from '../../../../tests/support/core.ts'
import { auditOf, keyActor, OPERATOR } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { updateAccount } from '../accounts/update-account.ts'
import { generatePair } from '../key-pairs/generate-pair.ts'
import { SERVICE_ADMIN, USER_ADMIN, USER_MANAGE, USER_MANAGE_LIMITED } from '../roles/roles.ts'
import { addUser } from '../users/create-user.ts'
import { deleteUser } from '../users/delete-user.ts'
import { disableUser } from '../users/disable-user.ts'
import { enableUser } from '../users/enable-user.ts'
import { setPassword } from '../users/set-password.ts'
import type { User } from '../users/user.ts'
import { type AdminType, adminTypeOf } from './administrator.ts'
import { changeAdminType } from './change-admin-type.ts'
import { adminTypeOfActor } from './rights.ts'

let core: Core
before(async () => {
  core = await openCore()
})
after(() => core.close())

async function administrator(type: AdminType, accountId = core.accountId, roles?: readonly string[]) {
  const { user } = await core.person(roles, accountId)
  return changeAdminType(core.deps, OPERATOR, user.id, type)
}

const atPanel = (user: User) => panelActor(user, core.clock.now())
const change = (actor: User, user: User, type: AdminType | null) =>
  changeAdminType(core.deps, atPanel(actor), user.id, type)
const typeOf = async ({ id }: User) => (await core.deps.store.users.byId(id))?.adminType

describe('an administrator type', () => {
  test('is given at creation, changed and taken, and the log says from what to what', async () => {
    const made = await addUser(core.deps, OPERATOR, {
      accountId: core.accountId,
      name: 'made',
      password: null,
      adminType: 'limited',
    })
    for (const type of ['standard', 'super', null] as const)
      await changeAdminType(core.deps, OPERATOR, made.user.id, type)
    const entries = (await auditOf(core.deps, core.accountId)).filter(
      ({ target }) => target === `user:${made.user.id}`,
    )
    assert.partialDeepStrictEqual(entries[0]?.details, { name: 'made', adminType: 'limited' })
    assert.deepEqual(
      entries.filter(({ action }) => action === 'admin.type').map(({ details }) => details),
      [
        { before: 'limited', after: 'standard' },
        { before: 'standard', after: 'super' },
        { before: 'super', after: null },
      ],
    )
  })

  test('that stays as it is is no change', async () => {
    const user = await administrator('standard')
    const before = (await auditOf(core.deps, core.accountId)).length
    await changeAdminType(core.deps, OPERATOR, user.id, 'standard')
    assert.equal((await auditOf(core.deps, core.accountId)).length, before)
  })

  test('is one of three words', () => {
    for (const word of ['super', 'standard', 'limited']) assert.equal(adminTypeOf(word), word)
    for (const word of ['', 'Super', 'owner', 'none', 'constructor']) {
      assert.throws(() => adminTypeOf(word, 'type'), /input\.invalid: The administrator type is one of/)
    }
  })

  test('of the first owner is super: the e-mail area begins with somebody', () => {
    assert.equal(core.operator.adminType, 'super')
  })

  test('is read anew for everybody whose proof does not tell it, and counts for nothing by delegation', async () => {
    const user = await administrator('standard')
    const stores = core.deps.store
    assert.equal(await adminTypeOfActor(stores, keyActor({ ...user, adminType: 'super' })), 'standard')
    assert.equal(await adminTypeOfActor(stores, { ...keyActor(user), adminType: 'super' }), 'super')
    assert.equal(await adminTypeOfActor(stores, keyActor({ ...user, id: 'f'.repeat(32) })), null)
    assert.equal(await adminTypeOfActor(stores, OPERATOR), 'super')
  })
})

describe('who changes it', () => {
  test('super administrators of the same account, nobody else in it', async () => {
    const accountId = await core.account()
    const boss = await administrator('super', accountId)
    const target = await administrator('standard', accountId)
    const others = [
      await administrator('standard', accountId),
      await administrator('limited', accountId),
      (await core.person([USER_ADMIN], accountId)).user,
      (await core.person([USER_MANAGE], accountId)).user,
      (await core.person(undefined, accountId)).user,
    ]
    for (const other of others) await refusedWith('actor.forbidden', change(other, target, 'super'))
    for (const other of others) await refusedWith('actor.forbidden', change(other, other, 'super'))
    assert.equal((await change(boss, target, 'limited')).adminType, 'limited')
  })

  test('to other accounts the user is not there; operators reach everybody', async () => {
    const target = await administrator('standard')
    const stranger = await administrator('super', await core.account())
    await refusedWith('user.not_found', change(stranger, target, null))
    const { user: operator } = await core.person([SERVICE_ADMIN])
    assert.equal((await change(operator, target, 'super')).adminType, 'super')
    await refusedWith('user.not_found', changeAdminType(core.deps, OPERATOR, 'f'.repeat(32), 'super'))
  })

  test('a super administrator at an open browser proves presence first', async () => {
    const [boss, target] = [await administrator('super'), await administrator('standard')]
    const act = changeAdminType(core.deps, panelActor(boss, null), target.id, 'super')
    await refusedWith('step_up.needed', act)
  })

  test('nobody makes an administrator who is not one', async () => {
    const { user: owner } = await core.person([USER_ADMIN])
    const given = { accountId: core.accountId, name: 'sneaked', password: null, adminType: 'super' } as const
    await refusedWith('actor.forbidden', addUser(core.deps, keyActor(owner), given))
    assert.equal(await core.deps.store.users.byName('sneaked'), null)
  })

  test('a manager of users neither takes over an administrator nor shuts one out', async () => {
    const target = await administrator('standard')
    for (const role of [USER_MANAGE, USER_MANAGE_LIMITED]) {
      const { user: manager } = await core.person([role])
      const password = 'eleven old crows kept quiet'
      await refusedWith('actor.forbidden', setPassword(core.deps, atPanel(manager), target.id, password))
      await refusedWith('actor.forbidden', disableUser(core.deps, atPanel(manager), target.id))
    }
  })
})

describe('the last super administrator of an account', () => {
  test('stays one for everybody but the operator at the command line', async () => {
    const accountId = await core.account()
    const boss = await administrator('super', accountId, [USER_ADMIN])
    const { user: owner } = await core.person([USER_ADMIN], accountId)
    await refusedWith('owner.protected', change(boss, boss, 'standard'))
    await refusedWith('owner.protected', disableUser(core.deps, atPanel(owner), boss.id))
    await refusedWith('owner.protected', deleteUser(core.deps, atPanel(owner), boss.id))
    assert.equal(await typeOf(boss), 'super')
    const other = await administrator('super', accountId)
    await disableUser(core.deps, OPERATOR, other.id)
    await refusedWith('owner.protected', change(boss, boss, null))
    await enableUser(core.deps, OPERATOR, other.id)
    assert.equal((await change(boss, boss, null)).adminType, null)
    await deleteUser(core.deps, OPERATOR, other.id)
  })

  test('is left when two step back at the same moment', async () => {
    const accountId = await core.account()
    const pair = [await administrator('super', accountId), await administrator('super', accountId)]
    const outcomes = await Promise.allSettled(pair.map((user) => change(user, user, null)))
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
    assert.equal((await core.deps.store.users.list({ accountId, adminType: 'super' })).length, 1)
  })
})

describe('a key pair is refused from the moment the answer is there', () => {
  const usable = async (userKey: string) => (await core.deps.store.keyPairs.known(userKey))?.usable ?? null
  const pairOf = (user: User) => generatePair(core.deps, OPERATOR, user.id)

  test('that takes the type away, and does not come back with it', async () => {
    for (const type of ['standard', 'limited', null] as const) {
      const user = await administrator('super')
      const { userKey } = await pairOf(user)
      assert.equal(await usable(userKey), true)
      await changeAdminType(core.deps, OPERATOR, user.id, type)
      assert.equal(await usable(userKey), null)
      await changeAdminType(core.deps, OPERATOR, user.id, 'super')
      assert.equal(await usable(userKey), null)
      const entry = (await auditOf(core.deps, core.accountId)).findLast(
        ({ details }) => details['endedPairs'],
      )
      assert.deepEqual(entry?.details, { before: 'super', after: type, endedPairs: 1 })
    }
  })

  test('that disables or deletes the user, or suspends the account', async () => {
    const accountId = await core.account()
    const user = await administrator('super', accountId)
    const { userKey } = await pairOf(user)
    await disableUser(core.deps, OPERATOR, user.id)
    assert.equal(await usable(userKey), false)
    await enableUser(core.deps, OPERATOR, user.id)
    assert.equal(await usable(userKey), true)
    await updateAccount(core.deps, OPERATOR, accountId, { enabled: false })
    assert.equal(await usable(userKey), false)
    await updateAccount(core.deps, OPERATOR, accountId, { enabled: true })
    await deleteUser(core.deps, OPERATOR, user.id)
    assert.equal(await usable(userKey), null)
  })
})
