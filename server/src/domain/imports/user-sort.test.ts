import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { answerOf, type Core, openCore, panelActor } from '../../../../tests/support/core.ts'
import { actionsOf } from '../../../../tests/support/deps.ts'
import type { UserActor } from '../actor.ts'
import { cancelJob } from '../jobs/change-job.ts'
import { makeInvitations } from '../jobs/make-invitations.ts'
import { findJob, listJobRows, listJobs } from '../jobs/read-jobs.ts'
import { jobsAdministrator } from '../jobs/testing.ts'
import { workJob } from '../jobs/work-jobs.ts'
import { DEFAULT_ROLE, READER, SERVICE_ADMIN, USER_ADMIN, USER_MANAGE } from '../roles/roles.ts'
import { MAX_ACCOUNT_USERS } from '../users/account-limit.ts'
import { disableUser } from '../users/disable-user.ts'
import type { User } from '../users/user.ts'
import { planImport } from './plan-import.ts'
import { faultOf } from './read-import.ts'
import { startImport } from './start-import.ts'
import { USERS } from './user-sort.ts'

describe('a row of a file of users', () => {
  const rowOf = (...cells: readonly string[]) => USERS.read(cells, ['username', 'email', 'roles'], null)

  test('has roles apart by blanks, commas and semicolons, each once', () => {
    assert.deepEqual(rowOf('joe', '', 'a,b; a c').needs, ['a', 'b', 'c'])
    assert.deepEqual(rowOf('joe').needs, [])
    assert.equal(rowOf(' JOE ').name, rowOf('joe').name)
  })

  test('that is nobody is refused with the name of the field', () => {
    for (const [field, ...cells] of [
      ...['', ' ', '1joe', 'joe smith', 'j\0', '=1+1', 'x'.repeat(256)].map((name) => ['username', name]),
      ...['joe', 'a@', 'a b@x.example', '<a@x.example>', `${'x'.repeat(250)}@x.example`].map((email) => [
        ...['email', 'joe', email],
      ]),
    ])
      assert.throws(
        () => rowOf(...cells),
        (error) => faultOf(error).field === field,
        cells.join('|').slice(0, 60),
      )
  })
})

describe('an import of users', () => {
  let core: Core
  before(async () => {
    core = await openCore()
  })
  after(() => core.close())

  let made = 0
  const asManager = (user: User) => panelActor(user, core.clock.now())
  const fileOf = (...rows: readonly string[]) => ({
    bytes: Buffer.from(['Name,E-Mail Address,Role', ...rows].join('\n')),
  })

  /** Somebody who manages the users of an account, and names that nobody has. */
  async function prepared(role = USER_ADMIN) {
    const accountId = await core.account()
    const { user } = await core.person(undefined, accountId)
    await core.deps.store.users.update(user.id, { roles: [role] })
    const actor = asManager({ ...user, roles: [role] })
    const asked = { accountId, kind: 'user.import' } as const
    const fresh = (name: string) => `${name}.imported${++made}`
    const start = (...rows: readonly string[]) => startImport(core.deps, actor, asked, fileOf(...rows))
    const plan = (...rows: readonly string[]) => planImport(core.deps, actor, asked, fileOf(...rows))
    const outcomesOf = async (id: string) =>
      (await listJobRows(core.deps, actor, { accountId, id }, { state: null, after: 0, limit: 1_000 })).map(
        ({ number, state, outcome }) => [number, state, outcome],
      )
    return { accountId, actor, user, asked, fresh, start, plan, outcomesOf }
  }

  test('comes to what its dry run says: makes and invites, leaves and refuses row by row', async () => {
    const { accountId, user, fresh, start, plan, outcomesOf } = await prepared()
    const { user: stranger } = await core.person(undefined, await core.account())
    const [joe, kim] = [fresh('joe'), fresh('kim')]
    const rows = [
      `${joe},joe@x.example,`,
      `${kim},,${READER}`,
      `${user.name.toUpperCase()},other@x.example,`,
      `${stranger.name},,`,
      `${fresh('odd')},,no-such-role`,
      `${fresh('grand')},,${SERVICE_ADMIN}`,
      `${joe.toUpperCase()},,`,
      'no name,,',
    ]
    const { faults, mapping, columns: _, ...counts } = await plan(...rows)
    assert.deepEqual(mapping, ['username', 'email', 'roles'])
    assert.deepEqual(counts, { total: 8, create: 2, update: 0, unchanged: 1, failed: 5 })
    const REFUSED = [
      [5, 'username', 'user.exists'],
      [6, 'roles', 'role.not_found'],
      [7, 'roles', 'actor.forbidden'],
      [8, 'username', 'input.invalid'],
      [9, 'username', 'input.invalid'],
    ] as const
    assert.deepEqual(
      faults.map(({ number, field, code }) => [number, field, code]),
      REFUSED,
    )
    assert.equal(await core.deps.store.users.byName(joe), null)
    const { id, domain } = await start(...rows)
    assert.equal(domain, null)
    await workJob(core.deps)
    assert.deepEqual(await outcomesOf(id), [
      [2, 'done', 'created'],
      [3, 'done', 'created'],
      [4, 'done', 'unchanged'],
      ...REFUSED.map(([number, , code]) => [number, 'failed', code]),
    ])
    const [first, second] = [await core.deps.store.users.byName(joe), await core.deps.store.users.byName(kim)]
    assert.deepEqual(
      [first?.accountId, first?.email, first?.passwordHash],
      [accountId, 'joe@x.example', null],
    )
    assert.deepEqual([first?.roles, second?.roles], [[DEFAULT_ROLE], [READER]])
    assert.notEqual((await core.deps.store.users.byId(user.id))?.email, 'other@x.example')
    const actions = await actionsOf(core.deps, accountId)
    assert.equal(actions.filter((action) => action === 'user.create').length, 3, 'with whoever imports')
    assert.equal(actions.filter((action) => action === 'user.invite').length, 2)
  })

  test('refuses a name that looks like one that is taken, or like another of the file', async () => {
    const { start, plan, outcomesOf } = await prepared()
    const rows = ['tom.imported.1,,', 'tom.imported.l,,', 'torn.imported.1,,', 'tom.imported.2,,']
    const { create, failed } = await plan(...rows)
    assert.deepEqual([create, failed], [2, 2])
    const { id } = await start(...rows)
    await workJob(core.deps)
    assert.deepEqual(
      (await outcomesOf(id)).map(([, , outcome]) => outcome),
      ['created', 'user.exists', 'user.exists', 'created'],
    )
    assert.equal((await plan('t0m.imported.1,,')).failed, 1)
  })

  test('has links for those who have chosen no password yet, beside those that were mailed', async () => {
    const { accountId, actor, fresh, start } = await prepared()
    const [joe, kim] = [fresh('joe'), fresh('kim')]
    const { user: there } = await core.person(undefined, accountId)
    const { id } = await start(` ${joe},joe@x.example,`, `${kim},,`, `${there.name},,`)
    const { deps } = core
    assert.deepEqual(await makeInvitations(deps, actor, id), [])
    await workJob(deps)
    const links = await makeInvitations(deps, actor, id)
    assert.deepEqual(
      links.map(({ user }) => [user.name, user.email]),
      [
        [joe, 'joe@x.example'],
        [kim, null],
      ],
    )
    const again = await makeInvitations(deps, actor, id)
    for (const { user, secret, endsAtMs } of [...links, ...again]) {
      const link = await deps.store.links.byDigest(deps.vault.digest('link', secret))
      assert.deepEqual([link?.userId, link?.kind, link?.expiresAtMs], [user.id, 'invitation', endsAtMs])
    }
    await deps.store.users.update(links[0]?.user.id ?? '', { passwordHash: 'x', passwordId: 'y' })
    assert.deepEqual(
      (await makeInvitations(deps, actor, id)).map(({ user }) => user.name),
      [kim],
    )
    const { user: plain } = await core.person(undefined, accountId)
    const nobody = { ...asManager(plain), roles: [] }
    assert.equal(await answerOf(makeInvitations(deps, nobody, id)), 'actor.forbidden')
    const elsewhere = (await prepared()).actor
    assert.equal(await answerOf(makeInvitations(deps, elsewhere, id)), 'job.not_found')
    core.clock.advance(3_600_000)
    assert.equal(await answerOf(makeInvitations(deps, actor, id)), 'step_up.needed')
  })

  test('of the same file again makes and invites nobody', async () => {
    const { accountId, fresh, start, outcomesOf } = await prepared()
    const rows = [`${fresh('a')},,`, `${fresh('b')},b@x.example,`]
    await start(...rows)
    await workJob(core.deps)
    const entries = (await actionsOf(core.deps, accountId)).length
    const { id } = await start(...rows)
    await workJob(core.deps)
    assert.deepEqual(await outcomesOf(id), [
      [2, 'done', 'unchanged'],
      [3, 'done', 'unchanged'],
    ])
    assert.equal((await actionsOf(core.deps, accountId)).length, entries + 1)
  })

  test('makes no more users than an account may have, before and while it runs', async () => {
    const { accountId, fresh, start, plan, outcomesOf } = await prepared()
    const room = MAX_ACCOUNT_USERS - (await core.deps.store.users.count(accountId))
    const rows = Array.from({ length: room + 1 }, () => `${fresh('many')},,`)
    const { create, failed } = await plan(...rows)
    assert.deepEqual([create, failed], [room, 1])
    const { id } = await start(...rows.slice(0, room))
    await core.person(undefined, accountId)
    await workJob(core.deps)
    const outcomes = (await outcomesOf(id)).map(([, , outcome]) => outcome)
    assert.equal(outcomes.filter((outcome) => outcome === 'created').length, room - 1)
    assert.equal(outcomes.at(-1), 'actor.forbidden')
    assert.equal(await core.deps.store.users.count(accountId), MAX_ACCOUNT_USERS)
  })

  test('is begun by those who manage users, who have just proven who they are, and of nobody else seen', async () => {
    const { accountId, asked, actor, fresh, start } = await prepared()
    const file = fileOf(`${fresh('a')},,`)
    const plain = asManager((await core.person(undefined, accountId)).user)
    const mail = await jobsAdministrator(core)
    const elsewhere = (await prepared(USER_MANAGE)).actor
    for (const [who, code] of [
      [{ ...plain, roles: [] }, 'actor.forbidden'],
      [{ ...mail.actor, accountId }, 'actor.forbidden'],
      [elsewhere, 'account.not_found'],
    ] as const) {
      assert.equal(await answerOf(planImport(core.deps, who, asked, file)), code)
      assert.equal(await answerOf(startImport(core.deps, who, asked, file)), code)
    }
    const { id } = await start(`${fresh('b')},,`)
    const { store } = core.deps
    assert.equal((await findJob(store, actor, accountId, id)).kind, 'user.import')
    assert.equal(await answerOf(findJob(store, { ...plain, roles: [] }, accountId, id)), 'actor.forbidden')
    assert.equal(await answerOf(findJob(store, elsewhere, elsewhere.accountId, id)), 'job.not_found')
    assert.equal(await answerOf(cancelJob(core.deps, elsewhere, id)), 'job.not_found')
    core.clock.advance(3_600_000)
    assert.equal(await answerOf(startImport(core.deps, actor, asked, file)), 'step_up.needed')
    assert.equal((await planImport(core.deps, actor, asked, file)).create, 1)
    await cancelJob(core.deps, actor, id)
  })

  test('is in no domain, as those of mail are in one', async () => {
    const { asked, actor, fresh } = await prepared()
    const file = fileOf(`${fresh('a')},,`)
    const wrong = [
      { ...asked, domain: 'x.example' },
      { ...asked, kind: 'mailbox.import' as const },
    ]
    for (const one of wrong)
      assert.equal(await answerOf(planImport(core.deps, actor, one, file)), 'input.invalid')
    const names = Array.from({ length: 1_001 }, (_, at) => `u${at},,`)
    assert.equal(await answerOf(planImport(core.deps, actor, asked, fileOf(...names))), 'input.invalid')
  })

  test('stops when who asked for it may not any more, and makes nobody', async () => {
    const { accountId, actor, user, fresh, start } = await prepared()
    const { user: second } = await core.person(undefined, accountId)
    await core.deps.store.users.update(second.id, { roles: [USER_ADMIN] })
    const other: UserActor = asManager({ ...second, roles: [USER_ADMIN] })
    const name = fresh('late')
    const { id } = await start(`${name},,`)
    await disableUser(core.deps, other, user.id)
    await workJob(core.deps)
    assert.equal((await findJob(core.deps.store, other, accountId, id)).state, 'stopped')
    assert.equal(await core.deps.store.users.byName(name), null)
    assert.equal(actor.accountId, accountId)
  })

  test('is not among the jobs of those who administer e-mail alone, nor theirs among its own', async () => {
    const mail = await jobsAdministrator(core)
    const { user } = await core.person(undefined, mail.accountId)
    await core.deps.store.users.update(user.id, { roles: [USER_ADMIN] })
    const manager = asManager({ ...user, roles: [USER_ADMIN] })
    const asked = { accountId: mail.accountId, kind: 'user.import' } as const
    const users = await startImport(core.deps, manager, asked, fileOf(`x.listed${++made},,`))
    const boxes = { bytes: Buffer.from('Username,Password\nnew,Str0ng-enough') }
    const mailboxes = await startImport(core.deps, mail.actor, mail.place, boxes)
    const seen = async (who: UserActor) => {
      const page = { after: null, limit: 10 }
      return (await listJobs(core.deps, who, mail.accountId, page)).jobs.map(({ id }) => id)
    }
    const { roles: _, ...rest } = mail.actor
    assert.deepEqual(await seen(manager), [users.id])
    assert.deepEqual(await seen({ ...rest, roles: [] }), [mailboxes.id])
    const find = findJob(core.deps.store, manager, mail.accountId, mailboxes.id)
    assert.equal(await answerOf(find), 'actor.forbidden')
  })
})
