import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Core, openCore, panelActor } from '../../../../tests/support/core.ts'
import { auditOf, keyActor, OPERATOR } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { generatePair } from '../key-pairs/generate-pair.ts'
import { showPair } from '../key-pairs/show-pair.ts'
import { SERVICE_ADMIN, USER_ADMIN } from '../roles/roles.ts'
import { inviteUser } from '../users/invite-user.ts'
import { setPassword } from '../users/set-password.ts'
import type { User } from '../users/user.ts'
import { addAdministrator, type NewAdministrator } from './add-administrator.ts'
import type { AdminType } from './administrator.ts'
import { changeAdminType } from './change-admin-type.ts'
import { type AdministratorChange, changeAdministrator } from './change-administrator.ts'
import { deleteAdministrator, inviteAdministrator } from './delete-administrator.ts'
import { findAdministrator, listAdministrators } from './list-administrators.ts'

let core: Core
let names = 0
before(async () => {
  core = await openCore()
})
after(() => core.close())

const PASSWORD = 'eleven old crows kept quiet'
const atPanel = (user: User) => panelActor(user, core.clock.now())

async function administrator(type: AdminType | null, accountId = core.accountId, roles?: readonly string[]) {
  const { user } = await core.person(roles, accountId)
  return changeAdminType(core.deps, OPERATOR, user.id, type)
}

function given(change: Partial<NewAdministrator> = {}): NewAdministrator {
  const nobody = { email: null, password: null, settings: {} }
  return { accountId: core.accountId, name: `admin${++names}`, type: 'standard', ...nobody, ...change }
}

const add = (boss: User, change: Partial<NewAdministrator> = {}, key?: string) =>
  addAdministrator(core.deps, atPanel(boss), given(change), key)
const change = (boss: User, user: Pick<User, 'id'>, what: AdministratorChange) =>
  changeAdministrator(core.deps, atPanel(boss), user.id, what)

describe('an administrator who is added', () => {
  test('is invited to choose a password, and has no rights but the type', async () => {
    const boss = await administrator('super')
    const settings = { firstName: 'Zoë', areas: ['mailboxes'], domains: ['a.example'] } as const
    const { administrator: added, invitation } = await add(boss, { type: 'limited', settings })
    assert.equal(added.type, 'limited')
    assert.partialDeepStrictEqual(added.settings, settings)
    assert.deepEqual(added.listed.user.roles, ['identity:default'])
    assert.equal(added.listed.user.passwordHash, null)
    assert.match(invitation?.secret ?? '', /^\S{20,}$/)
  })

  test('with a password is not invited, and a weak one makes nobody', async () => {
    const boss = await administrator('super')
    const made = await add(boss, { password: PASSWORD })
    assert.equal(made.invitation, null)
    assert.ok(made.administrator.listed.user.passwordHash)
    const name = `weak${++names}`
    await refusedWith('password.weak', add(boss, { name, password: 'password' }))
    assert.equal(await core.deps.store.users.byName(name), null)
  })

  test('is one, however often the same request comes, and another request under its key is refused', async () => {
    const boss = await administrator('super')
    const name = `once${++names}`
    const [first, second] = [await add(boss, { name }, 'key'), await add(boss, { name }, 'key')]
    assert.deepEqual(second.administrator, first.administrator)
    assert.equal(second.invitation?.secret, first.invitation?.secret)
    await refusedWith('idempotency.conflict', add(boss, { name, type: 'super' }, 'key'))
    await deleteAdministrator(core.deps, atPanel(boss), first.administrator.listed.user.id)
    await refusedWith('idempotency.conflict', add(boss, { name }, 'key'))
  })

  test('is refused whole where a setting is', async () => {
    const boss = await administrator('super')
    const name = `bad${++names}`
    await refusedWith('input.invalid', add(boss, { name, settings: { networks: ['everywhere'] } }))
    await refusedWith('user.exists', add(boss, { name: boss.name.toUpperCase() }))
    assert.equal(await core.deps.store.users.byName(name), null)
  })
})

describe('an application administrator', () => {
  const program = (boss: User) => add(boss, { type: 'super', settings: { isProgram: true } })

  test('has keys, and neither password nor invitation, then or later', async () => {
    const boss = await administrator('super', core.accountId, [USER_ADMIN])
    const { administrator: made, invitation } = await program(boss)
    assert.equal(invitation, null)
    const { id } = made.listed.user
    assert.ok(await generatePair(core.deps, OPERATOR, id))
    await refusedWith('actor.forbidden', inviteAdministrator(core.deps, atPanel(boss), id))
    await refusedWith('actor.forbidden', change(boss, { id }, { password: PASSWORD }))
    await refusedWith('actor.forbidden', setPassword(core.deps, OPERATOR, id, PASSWORD))
    await refusedWith('actor.forbidden', inviteUser(core.deps, atPanel(boss), id))
    assert.equal((await core.deps.store.users.byId(id))?.passwordHash, null)
  })

  test('comes with a key pair for whoever makes it at the panel, again only for the same request', async () => {
    const boss = await administrator('super')
    const robot = { name: 'robot', type: 'super', settings: { isProgram: true } } as const
    const { administrator: made, keyPair } = await add(boss, robot, 'k1')
    assert.ok(keyPair)
    const { id } = made.listed.user
    assert.equal((await core.deps.store.keyPairs.known(keyPair.userKey))?.usable, true)
    assert.equal((await showPair(core.deps, OPERATOR, id)).secretKey, keyPair.secretKey)
    assert.equal((await add(boss, robot, 'k1')).keyPair?.secretKey, keyPair.secretKey)
    await generatePair(core.deps, OPERATOR, id)
    assert.equal((await add(boss, robot, 'k1')).keyPair, null)
    const another = given({ ...robot, name: 'robot2' })
    assert.equal((await addAdministrator(core.deps, keyActor(boss), another)).keyPair, null)
    assert.equal((await add(boss)).keyPair, null)
  })

  test('is a super administrator without a password, or is not made', async () => {
    const boss = await administrator('super')
    const settings = { isProgram: true }
    await refusedWith('input.invalid', add(boss, { type: 'standard', settings }))
    await refusedWith('input.invalid', add(boss, { type: 'super', password: PASSWORD, settings }))
  })

  test('stays one whatever is changed', async () => {
    const boss = await administrator('super')
    const { administrator: made } = await program(boss)
    const later = await change(boss, made.listed.user, { firstName: 'Importer' })
    assert.deepEqual([later.settings.isProgram, later.settings.firstName], [true, 'Importer'])
  })
})

describe('a change', () => {
  test('is all of it or nothing, and the log says what was given', async () => {
    const boss = await administrator('super')
    const { administrator: made } = await add(boss)
    const user = made.listed.user
    const wrong = { firstName: 'Half', type: 'super', email: 'no address' } as const
    await refusedWith('input.invalid', change(boss, user, wrong))
    const found = await findAdministrator(core.deps, atPanel(boss), core.accountId, { name: user.name })
    assert.deepEqual([found.settings.firstName, found.type], ['', 'standard'])
    await change(boss, user, { networks: ['192.0.2.7'], areas: ['lists'], domains: [], passwordDays: 30 })
    const entry = (await auditOf(core.deps, core.accountId)).findLast(
      ({ action }) => action === 'admin.update',
    )
    assert.deepEqual(entry?.details, {
      fields: 'passwordDays networks areas domains',
      ...{ passwordDays: 30, passwordDaysBefore: 0, networks: '192.0.2.7', networksBefore: '' },
      ...{ areas: 'lists', areasBefore: '', domains: '', domainsBefore: 'all' },
    })
  })

  test('to what is so already writes nothing', async () => {
    const boss = await administrator('super')
    const { administrator: made } = await add(boss)
    const before = (await auditOf(core.deps, core.accountId)).length
    await change(boss, made.listed.user, { type: 'standard', enabled: true, networks: [], lastName: '' })
    assert.equal((await auditOf(core.deps, core.accountId)).length, before)
  })

  test('of the type away from super ends the pair, and of enabled as that of a user', async () => {
    const boss = await administrator('super')
    const other = await administrator('super')
    const { userKey } = await generatePair(core.deps, OPERATOR, other.id)
    await change(boss, other, { enabled: false })
    assert.equal((await core.deps.store.keyPairs.known(userKey))?.usable, false)
    await change(boss, other, { enabled: true, type: 'limited' })
    assert.equal(await core.deps.store.keyPairs.known(userKey), null)
  })

  test('of oneself neither shuts out nor opens a shorter way to the password', async () => {
    const boss = await administrator('super')
    await refusedWith('input.invalid', change(boss, boss, { networks: ['198.51.100.7'] }))
    const address = atPanel(boss).origin.address
    assert.deepEqual((await change(boss, boss, { networks: [address] })).settings.networks, [address])
    for (const own of [{ password: PASSWORD }, { email: 'boss@example.com' }, { enabled: false }])
      await refusedWith('actor.forbidden', change(boss, boss, own))
    await refusedWith('actor.forbidden', deleteAdministrator(core.deps, atPanel(boss), boss.id))
  })
})

describe('the last super administrator', () => {
  test('is neither disabled nor deleted nor made less', async () => {
    const accountId = await core.account()
    const boss = await administrator('super', accountId)
    const { user: operator } = await core.person([SERVICE_ADMIN])
    for (const act of [{ type: 'standard' }, { enabled: false }] as const)
      await refusedWith('owner.protected', change(operator, boss, act))
    const error = await refusedWith(
      'owner.protected',
      deleteAdministrator(core.deps, atPanel(operator), boss.id),
    )
    assert.match(error.facts.reason ?? '', /last enabled super administrator/)
  })
})

type Act = (
  actor: Parameters<typeof listAdministrators>[1] & { kind: 'user' },
  target: User,
) => Promise<unknown>

/** Everything that is done with administrators. */
const ACTS: Readonly<Record<string, Act>> = {
  list: (actor, { accountId }) => listAdministrators(core.deps, actor, accountId),
  find: (actor, { accountId, id }) => findAdministrator(core.deps, actor, accountId, { id }),
  add: (actor, { accountId }) => addAdministrator(core.deps, actor, given({ accountId })),
  change: (actor, { id }) => changeAdministrator(core.deps, actor, id, { firstName: 'A' }),
  invite: (actor, { id }) => inviteAdministrator(core.deps, actor, id),
  delete: (actor, { id }) => deleteAdministrator(core.deps, actor, id),
}

describe('who manages administrators', () => {
  for (const [name, act] of Object.entries(ACTS)) {
    test(`${name}: super administrators of the account, and none but them`, async () => {
      const accountId = await core.account()
      const target = await administrator('standard', accountId)
      for (const [type, roles] of [
        ['standard', undefined],
        ['limited', undefined],
        [null, [USER_ADMIN]],
        [null, undefined],
      ] as const) {
        const other = await administrator(type, accountId, roles)
        await refusedWith('actor.forbidden', act(atPanel(other), target))
      }
      const stranger = await administrator('super')
      const refused = await act(atPanel(stranger), target).catch((error: unknown) => error)
      assert.match(String(refused), /(?:user|account)\.not_found/)
      const boss = await administrator('super', accountId)
      const scoped = { areas: null, domains: null }
      await refusedWith('actor.forbidden', act({ ...keyActor(boss), mailScope: scoped }, target))
      await act(atPanel(boss), target)
    })
  }

  test('nobody invites oneself: an API key would choose the password that opens the panel', async () => {
    const boss = await administrator('super')
    await refusedWith('actor.forbidden', inviteAdministrator(core.deps, keyActor(boss), boss.id))
    assert.equal((await core.deps.store.users.listed(boss.id))?.invitationEndsAtMs ?? null, null)
  })

  for (const name of ['add', 'change', 'invite', 'delete']) {
    test(`${name}: presence is proved first`, async () => {
      const [boss, target] = [await administrator('super'), await administrator('standard')]
      const act = ACTS[name]
      assert.ok(act)
      await refusedWith('step_up.needed', act(panelActor(boss, null), target))
    })
  }

  for (const name of ['change', 'invite', 'delete']) {
    test(`${name}: gives no power over somebody who manages more than mail`, async () => {
      const boss = await administrator('super')
      const owner = await administrator('standard', core.accountId, [USER_ADMIN])
      const act = ACTS[name]
      assert.ok(act)
      const error = await refusedWith('actor.forbidden', act(atPanel(boss), owner))
      assert.match(error.facts.reason ?? '', /roles outside the e-mail area/)
    })
  }

  test('a user who is no administrator is none of their business', async () => {
    const boss = await administrator('super')
    const { user } = await core.person()
    for (const name of ['find', 'change', 'invite', 'delete'])
      await refusedWith('user.not_found', ACTS[name]?.(atPanel(boss), user) ?? Promise.resolve())
    const listed = await listAdministrators(core.deps, atPanel(boss), core.accountId)
    assert.ok(!listed.some((one) => one.listed.user.id === user.id))
  })
})
