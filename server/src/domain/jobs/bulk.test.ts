import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { answerOf, type Core, openCore, panelActor } from '../../../../tests/support/core.ts'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import { changeAdminType } from '../administrators/change-admin-type.ts'
import { changeAdministrator } from '../administrators/change-administrator.ts'
import { addDomain } from '../domains/add-domain.ts'
import { addMailbox } from '../mailboxes/add-mailbox.ts'
import type { BulkAsked } from './bulk-rows.ts'
import { cancelJob } from './change-job.ts'
import type { BulkKind } from './job.ts'
import { findJob, listJobs } from './read-jobs.ts'
import { startBulk } from './start-bulk.ts'
import { GOOD_PASSWORD, jobsAdministrator } from './testing.ts'
import { workJob } from './work-jobs.ts'

let core: Core
before(async () => {
  core = await openCore()
})
after(() => core.close())

async function administrator() {
  const one = await jobsAdministrator(core)
  const start = (kind: BulkKind, which: BulkAsked['which'], more: Partial<BulkAsked> = {}) =>
    startBulk(core.deps, one.actor, { ...one.place, kind, which, ...more })
  /** Begun and done. @returns its id, and what each row came to */
  const run = async (...asked: Parameters<typeof start>) => {
    const { id, total } = await start(...asked)
    await workJob(core.deps)
    return { id, total, rows: await one.rowsOf(id) }
  }
  return { ...one, start, run }
}

describe('the same act on named mailboxes', () => {
  test('blocks, lets in and deletes, and says which were not there', async () => {
    const { at, domain, run } = await administrator()
    const mailboxes = [`old@${domain}`, `NOBODY@${domain}`, `old@${domain}`]
    const bulk = async (kind: BulkKind) => (await run(kind, { mailboxes })).rows
    const missing = [3, 'failed', 'mailbox.not_found', null]
    assert.deepEqual(await bulk('mailbox.block'), [[2, 'done', 'changed', null], missing])
    assert.equal((await at('old'))?.enabled, false)
    assert.deepEqual(await bulk('mailbox.block'), [[2, 'done', 'unchanged', null], missing])
    assert.deepEqual(await bulk('mailbox.allow'), [[2, 'done', 'changed', null], missing])
    assert.deepEqual(await bulk('mailbox.delete'), [[2, 'done', 'deleted', null], missing])
    assert.equal(await at('old'), null)
    assert.deepEqual(await bulk('mailbox.restore'), [[2, 'done', 'restored', null], missing])
    assert.notEqual(await at('old'), null)
  })

  test('gives each the same size, and refuses the row where the domain allows less', async () => {
    const { at, domain, run } = await administrator()
    const which = { mailboxes: [`old@${domain}`] }
    const quota = async (quotaMb: number) => (await run('mailbox.quota', which, { quotaMb })).rows
    assert.deepEqual(await quota(512), [[2, 'done', 'changed', null]])
    assert.deepEqual(await quota(512), [[2, 'done', 'unchanged', null]])
    assert.equal((await at('old'))?.quotaMb, 512)
    assert.deepEqual(await quota(99_999_999), [[2, 'failed', 'input.invalid', 'size']])
  })

  test('requires new passwords of those that need none yet, and takes it back of those that it did', async () => {
    const { at, domain, run } = await administrator()
    const which = { mailboxes: [`old@${domain}`] }
    const { id, rows } = await run('mailbox.require_password', which)
    assert.deepEqual(rows, [[2, 'done', 'changed', null]])
    assert.equal((await at('old'))?.mustChangePassword, true)
    assert.deepEqual((await run('mailbox.require_password', which)).rows, [[2, 'done', 'unchanged', null]])
    assert.deepEqual((await run('mailbox.waive_password', { jobId: id })).rows, [
      [2, 'done', 'changed', null],
    ])
    assert.equal((await at('old'))?.mustChangePassword, false)
  })

  test('needs a size to size them, and takes none for anything else', async () => {
    const { domain, start } = await administrator()
    const which = { mailboxes: [`old@${domain}`] }
    assert.equal(await answerOf(start('mailbox.quota', which)), 'input.invalid')
    assert.equal(await answerOf(start('mailbox.block', which, { quotaMb: 5 })), 'input.invalid')
  })

  test('brings the very one back that an id names, where two were deleted at an address', async () => {
    const { add, at, domain, run } = await administrator()
    const first = await at('old')
    await run('mailbox.delete', { mailboxes: [`old@${domain}`] })
    core.clock.advance(1)
    await add('old')
    await run('mailbox.delete', { mailboxes: [`old@${domain}`] })
    const { rows } = await run('mailbox.restore', { mailboxes: [first?.id ?? ''] })
    assert.deepEqual(rows, [[2, 'done', 'restored', null]])
    assert.equal((await at('old'))?.id, first?.id)
  })

  test('is refused for a mailbox of another domain', async () => {
    const { start } = await administrator()
    const which = { mailboxes: ['a@elsewhere.example'] }
    assert.equal(await answerOf(start('mailbox.block', which)), 'input.invalid')
  })
})

describe('the same act on whatever a filter finds', () => {
  test('is done to all of it at the start, and to no other', async () => {
    const { add, at, run } = await administrator()
    for (const name of ['box1', 'box2', 'other']) await add(name)
    const { total, rows } = await run('mailbox.block', { filter: { text: 'box' } })
    assert.deepEqual([total, rows.length], [2, 2])
    const enabled = async (name: string) => (await at(name))?.enabled
    assert.deepEqual(
      [await enabled('box1'), await enabled('box2'), await enabled('other')],
      [false, false, true],
    )
    const open = await run('mailbox.delete', { filter: { enabled: true } })
    assert.equal(open.total, 2)
    assert.deepEqual([await at('old'), await at('other')], [null, null])
    const back = await run('mailbox.restore', { filter: { text: 'other' } })
    assert.deepEqual(back.rows, [[2, 'done', 'restored', null]])
  })

  test('reaches every domain of the account without one, and none of another account', async () => {
    const [one, other] = [await administrator(), await administrator()]
    const { accountId } = one
    const second = `second-${one.domain}`
    await addDomain(core.deps, OPERATOR, { accountId, name: second })
    const made = { accountId, domain: second, name: 'old', password: GOOD_PASSWORD }
    await addMailbox(core.deps, OPERATOR, { ...made, settings: {}, recoverDeleted: false })
    const asked = { accountId, kind: 'mailbox.block', which: { filter: {} } } as const
    const job = await startBulk(core.deps, one.actor, asked)
    assert.deepEqual([job.domain, job.total], [null, 2])
    await workJob(core.deps)
    assert.equal((await one.jobNow(job.id)).done, 2)
    assert.equal((await other.at('old'))?.enabled, true)
  })

  test('of nothing is a job that is over at once', async () => {
    const { jobNow, run } = await administrator()
    const { id, total } = await run('mailbox.block', { filter: { text: 'nobody-there' } })
    assert.deepEqual([total, (await jobNow(id)).state], [0, 'done'])
  })

  test('finds deleted ones to restore, and to do nothing else with', async () => {
    const { start } = await administrator()
    assert.equal(await answerOf(start('mailbox.block', { filter: { deleted: true } })), 'input.invalid')
  })
})

describe('an act that is taken back', () => {
  test('is taken back where it changed something, and nowhere else', async () => {
    const { add, at, domain, run } = await administrator()
    await add('blocked')
    await run('mailbox.block', { mailboxes: [`blocked@${domain}`] })
    const { id } = await run('mailbox.block', { filter: {} })
    const { rows } = await run('mailbox.allow', { jobId: id })
    assert.equal(rows.length, 1)
    assert.deepEqual([(await at('old'))?.enabled, (await at('blocked'))?.enabled], [true, false])
  })

  test('brings back the mailboxes that were deleted, by their ids', async () => {
    const { at, run } = await administrator()
    const before = await at('old')
    const { id } = await run('mailbox.delete', { filter: {} })
    await run('mailbox.restore', { jobId: id })
    assert.equal((await at('old'))?.id, before?.id)
  })

  test('is refused while it goes on, and of a job of another account', async () => {
    const [one, other] = [await administrator(), await administrator()]
    const { id } = await one.start('mailbox.block', { filter: {} })
    assert.equal(await answerOf(one.start('mailbox.allow', { jobId: id })), 'input.invalid')
    assert.equal(await answerOf(other.start('mailbox.allow', { jobId: id })), 'job.not_found')
    await cancelJob(core.deps, one.actor, id)
    assert.equal((await one.start('mailbox.allow', { jobId: id })).total, 0)
    await workJob(core.deps)
  })
})

describe('a limited administrator', () => {
  test('acts on the mailboxes of the own domains, and sees what they have begun', async () => {
    const { accountId, domain, actor, at } = await administrator()
    const hidden = `hidden-${domain}`
    await addDomain(core.deps, OPERATOR, { accountId, name: hidden })
    const made = { accountId, domain: hidden, name: 'old', password: GOOD_PASSWORD }
    await addMailbox(core.deps, OPERATOR, { ...made, settings: {}, recoverDeleted: false })
    const { user } = await core.person(undefined, accountId)
    await changeAdminType(core.deps, OPERATOR, user.id, 'limited')
    await changeAdministrator(core.deps, actor, user.id, { areas: ['mailboxes'], domains: [domain] })
    const limited = panelActor({ ...user, adminType: 'limited' }, core.clock.now())
    const asked = { accountId, kind: 'mailbox.block', which: { filter: {} } } as const
    const all = await startBulk(core.deps, actor, asked)
    await workJob(core.deps)
    const own = await startBulk(core.deps, limited, { ...asked, kind: 'mailbox.allow' })
    assert.equal(own.total, 1)
    await workJob(core.deps)
    assert.equal((await at('old'))?.enabled, true)
    const { store } = core.deps
    assert.equal((await store.mailboxes.byAddress(accountId, `old@${hidden}`))?.enabled, false)
    assert.equal(await answerOf(findJob(store, limited, accountId, all.id)), 'job.not_found')
    const seen = await listJobs(core.deps, limited, accountId, { after: null, limit: 10 })
    assert.deepEqual(
      seen.jobs.map(({ id }) => id),
      [own.id],
    )
    const named = { mailboxes: [`old@${hidden}`] }
    const tried = await startBulk(core.deps, limited, { ...asked, which: named })
    await workJob(core.deps)
    const [row] = await store.jobs.rows(tried.id, null, 0, 1)
    assert.deepEqual([row?.state, row?.outcome], ['failed', 'actor.forbidden'])
  })
})
