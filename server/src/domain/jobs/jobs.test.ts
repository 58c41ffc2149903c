import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { answerOf, type Core, openCore, panelActor } from '../../../../tests/support/core.ts'
import { actionsOf, OPERATOR } from '../../../../tests/support/deps.ts'
import { changeAdminType } from '../administrators/change-admin-type.ts'
import { addAlias } from '../aliases/change-alias.ts'
import type { Deps } from '../deps.ts'
import { planImport } from '../imports/plan-import.ts'
import type { ImportFile } from '../imports/read-import.ts'
import { startImport } from '../imports/start-import.ts'
import { disableUser } from '../users/disable-user.ts'
import { cancelJob, resumeJob } from './change-job.ts'
import { listJobs } from './read-jobs.ts'
import { startBulk } from './start-bulk.ts'
import { GOOD_PASSWORD, jobsAdministrator } from './testing.ts'
import { workJob } from './work-jobs.ts'

let core: Core
before(async () => {
  core = await openCore()
})
after(() => core.close())

const GOOD = GOOD_PASSWORD
const fileOf = (...lines: readonly string[]): ImportFile => ({ bytes: Buffer.from(lines.join('\r\n')) })

const administrator = () => jobsAdministrator(core)

/** The same with passwords that cost nothing, and told when one is hashed. */
function watched(onHash: () => Promise<void> | void): Deps {
  const { hasher } = core.deps
  const hash = async (password: string) => {
    await onHash()
    return hasher.hash(password)
  }
  return { ...core.deps, hasher: { hash, verify: (...given) => hasher.verify(...given) } }
}

describe('an import', () => {
  const LINES = [
    'Username,Password,FirstName,Enabled,Extra',
    `new,${GOOD},Zoë,1,x`,
    `old,${GOOD},Otto,0,`,
    'weak,short,,,',
    'x@elsewhere.example,Str0ng-enough,,,',
    `new,${GOOD},,,`,
    'nobody,,,,',
  ]

  test('makes, changes and refuses row by row, and says of each what it came to', async () => {
    const { actor, place, at, jobNow, rowsOf } = await administrator()
    const job = await startImport(core.deps, actor, place, fileOf(...LINES))
    assert.deepEqual([job.state, job.total, job.failed], ['waiting', 6, 4])
    assert.equal(await workJob(core.deps), true)
    assert.deepEqual(await rowsOf(job.id), [
      [2, 'done', 'created', null],
      [3, 'done', 'changed', null],
      [4, 'failed', 'password.weak', 'password'],
      [5, 'failed', 'input.invalid', 'username'],
      [6, 'failed', 'input.invalid', 'username'],
      [7, 'failed', 'input.invalid', 'password'],
    ])
    const { state, done, failed } = await jobNow(job.id)
    assert.deepEqual([state, done, failed], ['done', 2, 4])
    assert.deepEqual((await at('new'))?.contact, { firstName: 'Zoë' })
    assert.deepEqual([(await at('old'))?.enabled, (await at('old'))?.contact], [false, { firstName: 'Otto' }])
  })

  test('comes to what its dry run says, and the dry run to nothing', async () => {
    const { actor, place, at } = await administrator()
    const plan = await planImport(core.deps, actor, place, fileOf(...LINES))
    const { total, create, update, failed, faults, mapping } = plan
    assert.deepEqual([total, create, update, failed], [6, 1, 1, 4])
    assert.deepEqual(mapping, ['username', 'password', 'firstName', 'enabled', null])
    assert.deepEqual(
      faults.map(({ number }) => number),
      [4, 5, 6, 7],
    )
    assert.equal(await at('new'), null)
  })

  test('takes cells that were put right in the place of those of the file, and only cells of the file', async () => {
    const { actor, place, at, domain } = await administrator()
    const fixes = [
      { number: 4, column: 1, text: `${GOOD}4` },
      { number: 5, column: 0, text: `mine@${domain}` },
      { number: 7, column: 1, text: GOOD },
    ]
    const file = { ...fileOf(...LINES), fixes }
    const { create, failed, faults } = await planImport(core.deps, actor, place, file)
    assert.deepEqual([create, failed, faults.map(({ number }) => number)], [4, 1, [6]])
    await startImport(core.deps, actor, place, file)
    await workJob(core.deps)
    assert.ok((await at('weak')) && (await at('mine')) && (await at('nobody')))
    for (const odd of [
      { number: 1, column: 0, text: 'x' },
      { number: 8, column: 0, text: 'x' },
      { number: 2, column: 5, text: 'x' },
    ])
      assert.equal(
        await answerOf(planImport(core.deps, actor, place, { ...file, fixes: [odd] })),
        'input.invalid',
      )
  })

  test('refuses rows of which a text was torn apart, keeps all that they say, and takes them once put right', async () => {
    const { actor, place, at } = await administrator()
    const torn = fileOf(
      'Username,Password,DisplayName',
      `doe,${GOOD},Doe, John`,
      `pad,${GOOD},Pad,, `,
      `roe,${GOOD},"Roe, Jane"`,
    )
    const plan = await planImport(core.deps, actor, place, torn)
    const [fault] = plan.faults
    assert.deepEqual([plan.create, plan.failed, fault?.number, fault?.field], [2, 1, 2, 'displayName'])
    assert.match(fault?.message ?? '', /more cells than there are columns/)
    const job = await startImport(core.deps, actor, place, torn)
    const [row] = await core.deps.store.jobs.rows(job.id, null, 0, 1)
    assert.deepEqual(row?.cells, ['doe', '', 'Doe, John'])
    const fixes = [{ number: 2, column: 2, text: 'Doe, John' }]
    await startImport(core.deps, actor, place, { ...torn, fixes })
    while (await workJob(core.deps)) assert.ok(true)
    assert.equal((await at('doe'))?.displayName, 'Doe, John')
    assert.equal((await at('pad'))?.displayName, 'Pad')
  })

  test('of the same file again changes nothing, not even a password', async () => {
    const { actor, place, at, rowsOf, accountId } = await administrator()
    await startImport(core.deps, actor, place, fileOf(...LINES))
    await workJob(core.deps)
    const before = [await at('new'), await at('old')]
    const entries = (await actionsOf(core.deps, accountId)).length
    const again = await startImport(core.deps, actor, place, fileOf(...LINES))
    await workJob(core.deps)
    assert.deepEqual(
      (await rowsOf(again.id)).slice(0, 2).map(([, , outcome]) => outcome),
      ['unchanged', 'unchanged'],
    )
    assert.deepEqual([await at('new'), await at('old')], before)
    assert.equal((await actionsOf(core.deps, accountId)).length, entries + 1)
  })

  test('keeps passwords sealed while they wait and not at all afterwards (S-26)', async () => {
    const { actor, place, accountId } = await administrator()
    const job = await startImport(core.deps, actor, place, fileOf('Username,Password', `new,${GOOD}x`))
    const rows = () => core.deps.store.jobs.rows(job.id, null, 0, 10)
    const [waiting] = await rows()
    assert.ok(waiting?.sealed)
    assert.equal(Buffer.from(waiting.sealed).includes(`${GOOD}x`), false)
    assert.deepEqual(waiting.cells, ['new', ''])
    await workJob(core.deps)
    assert.equal((await rows())[0]?.sealed, null)
    assert.doesNotMatch(JSON.stringify(await core.deps.store.audit.page(accountId, 0, 100)), /Str0ng-enoughx/)
  })

  test('whose row is taken meanwhile fails in that row alone', async () => {
    const { actor, place, rowsOf } = await administrator()
    const lines = ['Username,Password', ...['a', 'b', 'c'].map((name) => `${name},${GOOD}`)]
    const job = await startImport(core.deps, actor, place, fileOf(...lines))
    await addAlias(core.deps, OPERATOR, { ...place, name: 'b' }, ['x@else.example'])
    await workJob(core.deps)
    assert.deepEqual(await rowsOf(job.id), [
      [2, 'done', 'created', null],
      [3, 'failed', 'address.exists', null],
      [4, 'done', 'created', null],
    ])
  })

  test('stops where it is cancelled, and goes on from there, every row once', async () => {
    const { actor, place, jobNow, rowsOf } = await administrator()
    const names = Array.from({ length: 120 }, (_, index) => `user${index}`)
    const job = await startImport(
      core.deps,
      actor,
      place,
      fileOf('Username,Password', ...names.map((name) => `${name},${GOOD}`)),
    )
    let hashed = 0
    const deps = watched(async () => {
      if (++hashed === 60) await cancelJob(core.deps, actor, job.id)
    })
    await workJob(deps)
    const cut = await jobNow(job.id)
    assert.deepEqual([cut.state, cut.done], ['cancelled', 50])
    assert.equal(await answerOf(cancelJob(core.deps, actor, job.id)), 'job.over')
    assert.equal(await workJob(core.deps), false)
    await resumeJob(core.deps, actor, job.id)
    assert.equal(await answerOf(resumeJob(core.deps, actor, job.id)), 'job.over')
    await workJob(core.deps)
    const { state, done, failed } = await jobNow(job.id)
    assert.deepEqual([state, done, failed], ['done', 120, 0])
    assert.ok((await rowsOf(job.id)).every(([, , outcome]) => outcome === 'created'))
  })

  test('that a server left is taken up by another when its time is over, and not before', async () => {
    const { actor, place, jobNow } = await administrator()
    const job = await startImport(core.deps, actor, place, fileOf('Username,Password', `a,${GOOD}`))
    const nowMs = core.clock.now()
    assert.equal((await core.deps.store.jobs.claim(nowMs, nowMs + 60_000))?.id, job.id)
    assert.equal(await workJob(core.deps), false)
    core.clock.advance(60_000)
    assert.equal(await workJob(core.deps), true)
    assert.equal((await jobNow(job.id)).state, 'done')
  })

  test('waits while the server is busy, and loses nothing', async () => {
    const { actor, place, jobNow } = await administrator()
    const job = await startImport(core.deps, actor, place, fileOf('Username,Password', `a,${GOOD}`))
    const { DomainError } = await import('../errors.ts')
    const busy = watched(() => Promise.reject(new DomainError('busy')))
    assert.equal(await workJob(busy), false)
    assert.equal((await jobNow(job.id)).state, 'waiting')
    assert.equal(await workJob(core.deps), true)
    assert.equal((await jobNow(job.id)).done, 1)
  })

  test('stops when who asked for it may not any more, and another may resume it', async () => {
    const { actor, place, jobNow, accountId } = await administrator()
    const { user } = await core.person(undefined, accountId)
    const other = panelActor(await changeAdminType(core.deps, OPERATOR, user.id, 'super'), core.clock.now())
    const job = await startImport(core.deps, other, place, fileOf('Username,Password', `a,${GOOD}`))
    await disableUser(core.deps, OPERATOR, user.id)
    await workJob(core.deps)
    assert.deepEqual([(await jobNow(job.id)).state, (await jobNow(job.id)).done], ['stopped', 0])
    await resumeJob(core.deps, actor, job.id)
    await workJob(core.deps)
    assert.deepEqual([(await jobNow(job.id)).state, (await jobNow(job.id)).done], ['done', 1])
  })

  test('makes no more mailboxes than the domain has room for', async () => {
    const { actor, place, accountId, domain } = await administrator()
    const { id } = (await core.deps.store.mailDomains.byName(accountId, domain)) ?? { id: '' }
    await core.deps.store.mailDomains.update(id, { maxMailboxes: 2 })
    const file = fileOf('Username,Password', `a,${GOOD}`, `b,${GOOD}`)
    const { create, failed } = await planImport(core.deps, actor, place, file)
    assert.deepEqual([create, failed], [1, 1])
  })
})

test('a job of another account is not there, and newest come first', async () => {
  const [mine, theirs] = [await administrator(), await administrator()]
  const asked = {
    ...theirs.place,
    kind: 'mailbox.block',
    which: { mailboxes: [`old@${theirs.domain}`] },
  } as const
  const first = await startBulk(core.deps, theirs.actor, asked)
  core.clock.advance(1)
  const second = await startBulk(core.deps, theirs.actor, asked)
  assert.equal(await answerOf(mine.jobNow(first.id)), 'job.not_found')
  assert.equal(await answerOf(cancelJob(core.deps, mine.actor, first.id)), 'job.not_found')
  assert.equal(
    await answerOf(startBulk(core.deps, mine.actor, { ...asked, accountId: theirs.accountId })),
    'account.not_found',
  )
  const page = { after: null, limit: 1 }
  const {
    jobs: [newest],
  } = await listJobs(core.deps, theirs.actor, theirs.accountId, page)
  assert.equal(newest?.id, second.id)
  const {
    jobs: [older],
  } = await listJobs(core.deps, theirs.actor, theirs.accountId, { ...page, after: second.id })
  assert.equal(older?.id, first.id)
})
