import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Core, openCore, withFailingAudit, withinTransactions } from '../../../../tests/support/core.ts'
import { freshDatabase, postgresMissing } from '../../../../tests/support/postgres.ts'
import type { Deps } from '../deps.ts'
import { GOOD_PASSWORD as GOOD, jobsAdministrator } from '../jobs/testing.ts'
import { workJob } from '../jobs/work-jobs.ts'
import { startImport } from './start-import.ts'

const ENGINES = [
  { name: 'SQLite', skip: false, url: async () => undefined },
  { name: 'PostgreSQL', skip: postgresMissing(), url: () => freshDatabase() },
] as const

for (const { name, skip, url } of ENGINES)
  describe(`rows of an import that are one transaction on ${name}`, { skip }, () => {
    let core: Core
    before(async () => {
      core = await openCore(await url())
    })
    after(() => core?.close())

    async function started(names: readonly string[]) {
      const made = await jobsAdministrator(core)
      const lines = ['Username,Password,FirstName', ...names.map((one) => `${one},${GOOD},Zoë`)]
      const file = { bytes: Buffer.from(lines.join('\r\n')) }
      const job = await startImport(core.deps, made.actor, made.place, file)
      const outcomes = async () => (await made.rowsOf(job.id)).map(([, , outcome]) => outcome)
      return { ...made, job, outcomes }
    }

    /** Something happens between the hashing of the rows and their transaction. */
    function meanwhile(act: () => Promise<unknown>): Deps {
      const { hasher } = core.deps
      let done: Promise<unknown> | undefined
      const hash = async (password: string) => {
        done ??= act()
        await done
        return hasher.hash(password)
      }
      return { ...core.deps, hasher: { hash, verify: (...given) => hasher.verify(...given) } }
    }

    async function logOf(accountId: string) {
      return core.deps.store.audit.page(accountId, 0, 1_000)
    }

    test('each have their own entry in the log, in their order', async () => {
      const names = [...Array.from({ length: 60 }, (_, at) => `user${at}`), 'old']
      const { accountId, domain } = await started(names)
      const before = (await logOf(accountId)).length
      await workJob(core.deps)
      const entries = (await logOf(accountId)).slice(before)
      assert.deepEqual(
        entries.map(({ action, target }) => [action, target]),
        names.map((one) => [one === 'old' ? 'mailbox.update' : 'mailbox.create', `mailbox:${one}@${domain}`]),
      )
    })

    test('come to nothing when the log cannot be written, and to everything later', async () => {
      const { at, job, jobNow, outcomes } = await started(['a', 'old', 'b'])
      assert.equal(await workJob(withFailingAudit(core.deps)), false)
      assert.deepEqual([await at('a'), (await at('old'))?.contact], [null, {}])
      const { state, done } = await jobNow(job.id)
      assert.deepEqual([state, done], ['waiting', 0])
      await workJob(core.deps)
      assert.deepEqual(await outcomes(), ['created', 'changed', 'created'])
    })

    test('change a mailbox that somebody made meanwhile, instead of making it', async () => {
      const { add, at, outcomes } = await started(['a', 'b', 'c'])
      await workJob(meanwhile(() => add('b')))
      assert.deepEqual(await outcomes(), ['created', 'changed', 'created'])
      assert.deepEqual((await at('b'))?.contact, { firstName: 'Zoë' })
    })

    test('fill the domain and not more, each row that finds no room failing by itself', async () => {
      const { accountId, domain, outcomes } = await started(['a', 'old', 'b', 'c'])
      const { mailDomains, mailboxes } = core.deps.store
      const { id } = (await mailDomains.byName(accountId, domain)) ?? assert.fail()
      await workJob(meanwhile(() => mailDomains.update(id, { maxMailboxes: 2 })))
      assert.deepEqual(await outcomes(), ['created', 'changed', 'input.invalid', 'input.invalid'])
      assert.equal(await mailboxes.countOf(id), 2)
    })

    test('hold their domain and write the log once for all of them', async () => {
      const { outcomes } = await started(Array.from({ length: 9 }, (_, at) => `u${at}`))
      const asked: string[] = []
      const noted = <A extends readonly unknown[], R>(name: string, act: (...given: A) => R) => {
        return (...given: A) => {
          asked.push(name)
          return act(...given)
        }
      }
      const told = withinTransactions(core.deps, (tx) => ({
        ...tx,
        mailDomains: {
          ...tx.mailDomains,
          hold: noted('hold', tx.mailDomains.hold),
          byName: noted('domain', tx.mailDomains.byName),
        },
        audit: { ...tx.audit, appendAll: noted('log', tx.audit.appendAll) },
      }))
      await workJob(told)
      assert.deepEqual(asked, ['hold', 'domain', 'log'])
      assert.ok((await outcomes()).every((outcome) => outcome === 'created'))
    })
  })
