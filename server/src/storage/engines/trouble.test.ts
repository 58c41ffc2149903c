import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { describe, test } from 'node:test'
import { DatabaseError } from 'pg'
import { postgresMissing } from '../../../../tests/support/postgres.ts'
import { startPostgres } from '../../../../tests/support/postgres-server.ts'
import { CLOCK, freshFile } from '../../../../tests/support/stores.ts'
import { openStore } from '../open.ts'
import type { OpenedStore } from '../opened-store.ts'
import { postgresTrouble } from './postgres-errors.ts'
import { sqliteStore } from './sqlite-store.ts'

/** What the operator of a store hears, one after the other. */
function heardFrom(store: OpenedStore): (string | null)[] {
  const heard: (string | null)[] = []
  store.onTrouble((trouble) => heard.push(trouble?.cause ?? null))
  return heard
}

async function ownFile() {
  const path = freshFile()
  await (await openStore(`sqlite:${path}`, { clock: CLOCK })).close()
  const database = new DatabaseSync(path)
  const store = sqliteStore(database, path)
  return { database, store, heard: heardFrom(store) }
}

const LONG = 'x'.repeat(100_000)

test('a full disk is told once for many writes, reads go on, and its end is told once', async (t) => {
  const { database, store, heard } = await ownFile()
  t.after(() => store.close())
  const used = Number(database.prepare('pragma page_count').get()?.['page_count'])
  database.exec(`pragma max_page_count = ${used}`)
  for (let at = 0; at < 5; at++) {
    await assert.rejects(store.meta.set(`name-${at}`, LONG), { code: 'storage.full' })
    await store.meta.get('name')
  }
  assert.deepEqual(heard, ['The disk with the data folder is full: make room on it.'])
  assert.equal(store.trouble()?.readsWork, true)
  database.exec(`pragma max_page_count = ${used + 1_000}`)
  await store.meta.set('name', LONG)
  await store.meta.set('name', 'x')
  assert.deepEqual([heard.length, heard[1], store.trouble()], [2, null, null])
})

test('a file that cannot be written is told once, with whom to give which right', async (t) => {
  const { database, store, heard } = await ownFile()
  t.after(() => store.close())
  database.exec('pragma query_only = 1')
  for (let at = 0; at < 3; at++) await assert.rejects(store.meta.set('name', 'x'))
  assert.equal(await store.meta.get('name'), null)
  assert.equal(heard.length, 1)
  assert.match(String(heard[0]), /^The database file cannot be written: give the user that runs Keyward/)
  database.exec('pragma query_only = 0')
  await store.meta.set('name', 'x')
  assert.equal(store.trouble(), null)
})

test('a mistake in one statement is no trouble of the database', async (t) => {
  const { store, heard } = await ownFile()
  t.after(() => store.close())
  const twice = store.transaction(async (tx) => {
    const account = { id: '100001', name: 'x', enabled: true, resetKeepsTokens: false, apiReveal: true }
    const more = { stepUpMinutes: 5, showOnce: false, sessionIdleSeconds: 1_800, passwordLifeSeconds: null }
    const whole = {
      ...account,
      ...more,
      passwordHistory: 0,
      secondFactorRequired: false,
      ownDomains: true,
      createdAtMs: 1,
    }
    await tx.accounts.insert(whole)
    await tx.accounts.insert(whole)
  })
  await assert.rejects(twice, { code: 'account.exists' })
  assert.deepEqual(heard, [])
})

test('PostgreSQL that was stopped is told by what to look at, in reads and writes', {
  skip: postgresMissing(),
}, async () => {
  const server = await startPostgres()
  const store = await openStore(server.url, { clock: CLOCK })
  const heard = heardFrom(store)
  await store.meta.set('name', 'x')
  await server.stop()
  const asked = Array.from({ length: 10 }, (_, at) =>
    at % 2 === 0 ? store.meta.get('name') : store.meta.set('name', 'x'),
  )
  for (const { status } of await Promise.allSettled(asked)) assert.equal(status, 'rejected')
  for (let at = 0; at < 5; at++) await assert.rejects(store.meta.get('name'), { code: 'storage.away' })
  assert.match(String(store.trouble()?.cause), /is PostgreSQL running\?$/)
  assert.ok(heard.length <= 3, `told ${heard.length} times: ${heard.join(' ')}`)
  for (const text of heard) assert.doesNotMatch(String(text), /127\.0\.0\.1|select|insert|postgres:/)
  await store.close()
})

describe('the causes of PostgreSQL', () => {
  const ofState = (code: string) => Object.assign(new DatabaseError('secret text', 11, 'error'), { code })
  for (const [code, cause, readsWork] of [
    ['53100', /no room on its disk/, true],
    ['53300', /no connection left/, false],
    ['25006', /only reads/, true],
    ['28P01', /password/, false],
    ['3D000', /does not have the database/, false],
    ['57P03', /is starting/, false],
    ['57P01', /was stopped/, false],
  ] as const) {
    test(`${code} is named in words, without its text`, () => {
      const trouble = postgresTrouble(ofState(code))
      assert.match(String(trouble?.cause), cause)
      assert.doesNotMatch(String(trouble?.cause), /secret text/)
      assert.equal(trouble?.readsWork, readsWork)
    })
  }

  for (const [code, cause] of [
    ['ENOTFOUND', /host name .* is not known/],
    ['ETIMEDOUT', /does not answer/],
    ['ECONNREFUSED', /Nothing takes connections/],
    ['ECONNRESET', /was cut/],
  ] as const) {
    test(`${code} is named in words, without address and port`, () => {
      const error = Object.assign(new Error(`connect ${code} 192.0.2.1:5432`), { code, syscall: 'connect' })
      assert.match(String(postgresTrouble(error)?.cause), cause)
      assert.doesNotMatch(String(postgresTrouble(error)?.cause), /192\.0\.2\.1|5432/)
      assert.deepEqual(postgresTrouble(new AggregateError([error])), postgresTrouble(error))
    })
  }

  for (const code of ['23505', '40001', '42601', '22021']) {
    test(`${code} is about one query`, () => assert.equal(postgresTrouble(ofState(code)), null))
  }
})
