import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { after, before, test } from 'node:test'
import { Kysely } from 'kysely'
import { placeMigrated } from '../../../tests/support/migrated.ts'
import { freshFile } from '../../../tests/support/stores.ts'
import type { Stores } from '../domain/store.ts'
import { sqliteDialect } from './engines/sqlite-dialect.ts'
import { fill } from './footprints/world-testing.ts'
import { TransactionSession } from './session.ts'
import { storesOn } from './stores.ts'
import type { Tables } from './tables.ts'

const BY_NAME = { sort: 'name', descending: false, limit: 25 } as const
const MAILBOXES = { accountId: '100001', sort: 'address', descending: false, limit: 25 } as const
const BEHIND = { id: 'anna', name: 'anna', createdAtMs: 1 }

/**
 * What requests and repeated work ask: each must be answered by an index, however many rows there are. What reads small
 * tables of the operator's (roles, endpoints, rules, data keys) from end to end is not here.
 */
const QUESTIONS: Readonly<Record<string, (stores: Stores) => Promise<unknown>>> = {
  'a check of a key': (s) => s.keys.known('d'),
  'a check of a key by several digests': (s) => s.keys.knownAmong(['d', 'e']),
  'whether it was a key once': (s) => s.forgottenKeys.find(['d', 'e']),
  'a check of a token': (s) => s.users.known('anna'),
  'whether a token was deleted': (s) => s.tokens.isDeleted(['t', 'u']),
  'the keys of a user': (s) => s.keys.ofUser('anna'),
  'the current key of a user': (s) => s.keys.current('anna'),
  'keys that have ended': (s) => s.keys.forgetEndedBefore(5),
  'a user by name': (s) => s.users.byName('anna'),
  'a user by id': (s) => s.users.byId('anna'),
  'a page of users by name': (s) => s.users.page({ ...BY_NAME, accountId: '100001', after: BEHIND }),
  'a page of users by age': (s) =>
    s.users.page({ ...BY_NAME, accountId: '100001', sort: 'created', after: BEHIND }),
  'the roles of all helpers': (s) => s.users.page({ ...BY_NAME, accountId: '100001', role: 'helper' }),
  'one listed user': (s) => s.users.listed('anna'),
  'how many users an account has': (s) => s.users.count('100001'),
  'a session': (s) => s.sessions.byDigest('d'),
  'the sessions of a user': (s) => s.sessions.ofUser('anna'),
  'sessions that nobody uses': (s) => s.sessions.deleteSeenBefore(5),
  'a link': (s) => s.links.byDigest('d'),
  'the links of a user': (s) => s.links.deleteOf('reset', 'anna'),
  'a pending sign-in': (s) => s.pendingLogins.byDigest('d'),
  'a known network': (s) => s.networks.lastSuccessMs('anna', '192.0.2.1'),
  'a remembered answer': (s) => s.results.find('anna', 'once'),
  'a page of remembered answers': (s) => s.results.page({ userId: 'anna', idempotencyKey: 'once' }, 5),
  'the application credentials of a user': (s) => s.applicationCredentials.ofUser('anna'),
  'whose an application credential is': (s) => s.applicationCredentials.ownerOf('anna-app'),
  'the access rules of a user': (s) => s.accessRules.ofUser('anna'),
  'the devices of a user': (s) => s.totp.ofUser('anna'),
  'the passkeys of a user': (s) => s.passkeys.ofUser('anna'),
  'a recovery code': (s) => s.recoveryCodes.take('anna', 'd', 5),
  'wrong codes of a user': (s) => s.factorFailures.since('anna', 5),
  'the calls of a user': (s) => s.calls.ofUser('anna', 5),
  'the calls of an account': (s) => s.calls.ofAccount('100001', 5),
  'calls of long ago': (s) => s.calls.forgetBefore(5),
  'the months of a user': (s) => s.calls.monthsOfUser('anna'),
  'the months of an account': (s) => s.calls.monthsOfAccount('100001'),
  'the calls of an account today': (s) => s.calls.sumSince('100001', 5),
  'the calls of an account in a month': (s) => s.calls.sumOfMonth('100001', 0),
  'the threshold of an account': (s) => s.thresholds.ofAccount('100001'),
  'months of long ago': (s) => s.calls.forgetMonthsBefore(5),
  'entries of a chain': (s) => s.audit.page('100001', 1, 5),
  'the newest entries of a chain': (s) => s.audit.search('100001', {}, null, 5),
  'entries about one thing': (s) => s.audit.search('100001', { target: 'user:1' }, null, 5),
  'entries of one kind': (s) => s.audit.search('100001', { action: 'key.reset' }, null, 5),
  'entries of one actor': (s) => s.audit.search('100001', { actor: 'cli' }, null, 5),
  'mails that are due': (s) => s.outbox.due(5, 5),
  'the mails of a user': (s) => s.outbox.deleteOf('reset', 'anna'),
  'a page of mailboxes by address': (s) => s.mailboxes.list({ ...MAILBOXES, accountId: '100001' }),
  'a page of mailboxes by use': (s) =>
    s.mailboxes.list({ ...MAILBOXES, accountId: '100001', sort: 'usage', descending: true }),
  'a page of mailboxes of a domain': (s) => s.mailboxes.list({ ...MAILBOXES, domainId: 'd' }),
  'the mailboxes that an alias leads to': (s) =>
    s.mailboxes.list({ ...MAILBOXES, memberOf: { address: 'a@b.example' } }),
  'how many mailboxes an account has': (s) => s.mailboxes.countMatching({ accountId: '100001' }),
  'what has an address': (s) => s.mailboxes.holderOf('a@b.example'),
  'where mail to an alias goes': (s) => s.aliases.waysFrom('100001', ['a@b.example', 'c@b.example']),
  'the end of a user': (s) => s.users.delete('anna', 5),
}

let database: DatabaseSync
let stores: Stores
const asked: { sql: string; values: readonly unknown[] }[] = []

before(async () => {
  const path = freshFile()
  await placeMigrated(path)
  database = new DatabaseSync(path, { enableForeignKeyConstraints: true })
  const db = new Kysely<Tables>({
    dialect: sqliteDialect(database),
    log: ({ query }) => void asked.push({ sql: query.sql, values: query.parameters }),
  })
  stores = storesOn(new TransactionSession(db, (error) => (error instanceof Error ? error : new Error())))
  await fill(stores, db)
})
after(() => database.close())

/** Without the last scan of what a part of the statement found, which has the name of a table. */
function withoutReread(steps: readonly string[]): readonly string[] {
  const made = steps.flatMap((step) => /^(?:CO-ROUTINE|MATERIALIZE) (mailboxes)$/.exec(step)?.[1] ?? [])
  return made.reduce((rest, name) => rest.toSpliced(rest.lastIndexOf(`SCAN ${name}`), 1), [...steps])
}

/** sqlite.org/eqp.html: `SCAN table` without an index reads all of it; `USING TEMP B-TREE` sorts what it found. */
function scans(): readonly string[] {
  return asked.flatMap(({ sql, values }) => {
    const plan = database.prepare(`explain query plan ${sql}`).all(...values.map(String))
    const steps = withoutReread(plan.map((row) => String(row['detail'])))
    return steps.filter(
      (step) => /^SCAN (?!CONSTANT|\d|found|subquery|\()/.test(step) && !/ INDEX /.test(step),
    )
  })
}

for (const [what, ask] of Object.entries(QUESTIONS)) {
  test(`${what}: found by an index, in no table read from end to end`, async () => {
    asked.length = 0
    database.exec('begin')
    try {
      await ask(stores)
      assert.ok(asked.length > 0)
      assert.deepEqual(scans(), [])
    } finally {
      database.exec('rollback')
    }
  })
}
