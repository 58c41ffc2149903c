import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { Client } from 'pg'
import { redirected } from '../../server/src/domain/delivery/recipient.ts'
import { vacationScript } from '../../server/src/domain/delivery/vacation.ts'
import { Secret } from '../../server/src/lib/secret.ts'
import { roleSql } from '../../server/src/mail-system/config/sql-role.ts'
import { openStore } from '../../server/src/storage/open.ts'
import type { OpenedStore } from '../../server/src/storage/opened-store.ts'
import { aDomain, aList, aMailbox, anAlias } from '../support/hosted-mail.ts'
import { migratedDatabase } from '../support/migrated.ts'
import { postgresMissing, run } from '../support/postgres.ts'
import { CLOCK, newId, withUser } from '../support/stores.ts'

describe('the views for mail servers', { skip: postgresMissing() }, () => {
  let store: OpenedStore
  let reader: Client
  let url: string
  const role = { name: `keyward_mail_${newId().slice(-6)}${process.pid}`, password: new Secret('p4ss') }
  before(async () => {
    url = await migratedDatabase()
    store = await openStore(url, { clock: CLOCK })
    await withUser(store)
    await run(url, [roleSql(role), roleSql(role)])
    reader = new Client({ connectionString: Object.assign(new URL(url), { username: role.name }).href })
    await reader.connect()
  })
  after(async () => {
    await reader?.end()
    await store?.close()
    if (url) await run(url, [`drop owned by ${role.name}`, `drop role ${role.name}`])
  })

  const read = async (text: string, ...values: readonly unknown[]) =>
    (await reader.query(text, [...values])).rows
  const valuesOf = async (view: string, column: string, address: string) =>
    (await read(`select ${column} as value from ${view} where address = $1 order by 1`, address)).map(
      ({ value }) => value,
    )
  const destinations = (address: string) => valuesOf('mail_aliases_v1', 'destination', address)

  async function aHouse(change: Parameters<typeof aDomain>[0] = {}) {
    const domain = aDomain(change)
    await store.mailDomains.insert(domain)
    return { domain, at: (name: string) => `${name}@${domain.name}` }
  }

  test('have the domains under all of their names', async () => {
    const { domain } = await aHouse()
    await store.mailDomains.addName(domain.id, `other-${domain.name}`)
    const found = await read('select domain from mail_domains_v1 where own_name = $1 order by 1', domain.name)
    assert.deepEqual(
      found.map((row) => row.domain),
      [domain.name, `other-${domain.name}`].toSorted(),
    )
  })

  test('have a mailbox with its place and its room, and nobody signs in to a blocked one, whose mail comes in', async () => {
    const { domain, at } = await aHouse()
    const [open, shut] = [aMailbox(domain, 'open'), aMailbox(domain, 'shut', { enabled: false })]
    for (const mailbox of [open, shut]) await store.mailboxes.insert(mailbox)
    const place = { quota_bytes: '104857600' }
    assert.deepEqual(await read('select * from mail_boxes_v1 where address = $1', at('open')), [
      { address: at('open'), password: open.passwordHash, ...place, storage: open.id },
    ])
    assert.deepEqual(await read('select * from mail_boxes_v1 where address = $1', at('shut')), [])
    assert.deepEqual(await read('select * from mail_stores_v1 where address = $1', at('shut')), [
      { address: at('shut'), ...place, storage: shut.id },
    ])
    assert.deepEqual(await valuesOf('mail_logins_v1', 'key_id', at('shut')), [])
    assert.deepEqual(await valuesOf('mail_senders_v1', 'login', at('shut')), [])
  })

  test('have nothing of a deleted mailbox, nor a login of an account that is switched off', async () => {
    const { domain, at } = await aHouse()
    const gone = aMailbox(domain, 'gone', { vacationEnabled: true, forwardTo: ['a@e.example'] })
    await store.mailboxes.insert(gone)
    await store.mailboxes.markDeleted(gone, 7_000)
    for (const view of ['stores', 'boxes', 'aliases', 'senders', 'sieve', 'logins'])
      assert.deepEqual(await valuesOf(`mail_${view}_v1`, 'address', at('gone')), [], view)
    await store.mailboxes.insert(aMailbox(domain, 'there'))
    await store.accounts.update(domain.accountId, { enabled: false })
    assert.deepEqual(await valuesOf('mail_logins_v1', 'key_id', at('there')), [])
    assert.deepEqual(await valuesOf('mail_stores_v1', 'address', at('there')), [at('there')])
    await store.accounts.update(domain.accountId, { enabled: true })
    assert.deepEqual(await valuesOf('mail_logins_v1', 'key_id', at('there')), [''])
  })

  test('have a row to itself for what keeps its mail, which its domain would catch else', async () => {
    const { domain, at } = await aHouse({ catchAll: 'catcher@e.example' })
    const forwardTo = ['far@e.example']
    await store.mailboxes.insert(aMailbox(domain, 'plain'))
    await store.mailboxes.insert(aMailbox(domain, 'kept', { forwardTo, keepForwarded: true }))
    await store.mailboxes.insert(aMailbox(domain, 'passing', { forwardTo }))
    await store.mailboxes.insert(aMailbox(domain, 'away', { forwardTo, vacationEnabled: true }))
    assert.deepEqual(await destinations(at('plain')), [at('plain')])
    assert.deepEqual(await destinations(at('kept')), [...forwardTo, at('kept')])
    assert.deepEqual(await destinations(at('passing')), forwardTo)
    assert.deepEqual(await destinations(at('away')), [at('away'), ...forwardTo])
    assert.deepEqual(await destinations(`@${domain.name}`), ['catcher@e.example'])
    assert.deepEqual(await destinations(at('nobody')), [])
  })

  test('have the members of an alias and of a list for everybody; any other list leads nowhere but to itself', async () => {
    const { domain, at } = await aHouse()
    const members = [at('x'), 'y@out.example']
    await store.aliases.insert(anAlias(domain, 'team', members))
    await store.lists.insert(aList(domain, 'all', members, { posters: [at('boss')] }))
    await store.lists.insert(aList(domain, 'closed', members, { posting: 'members' }))
    assert.deepEqual(await destinations(at('team')), members)
    assert.deepEqual(await destinations(at('all')), members)
    assert.deepEqual(await destinations(at('closed')), [at('closed')])
    assert.deepEqual(await valuesOf('mail_senders_v1', 'login', at('team')), members)
    for (const name of ['all', 'closed'])
      assert.deepEqual(await valuesOf('mail_senders_v1', 'login', at(name)), [])
  })

  test('have app passwords by what they begin with, for the ways in that they are for', async () => {
    const { domain, at } = await aHouse()
    const mailbox = aMailbox(domain, 'x')
    await store.mailboxes.insert(mailbox)
    const made = { id: '0a1b2c3d', mailboxId: mailbox.id, name: 'phone', createdAtMs: 1, lastUsedAtMs: null }
    const stored = { ...made, protocols: ['imap', 'smtp'] as const, passwordHash: '{SHA256.HEX}ab' }
    await store.appPasswords.insert(stored)
    // As Dovecot asks.
    const passwordFor = async (typed: string, service: string) => {
      const rows = await read(
        `select password from mail_logins_v1 where address = $1 and (key_id = $2 or key_id = '')
          and protocols like '%,' || $3 || ',%' order by key_id desc limit 1`,
        ...[at('x'), typed, service],
      )
      return rows.map(({ password }) => password)
    }
    assert.deepEqual(await passwordFor('0a1b2c3d', 'imap'), ['{SHA256.HEX}ab'])
    for (const [typed, service] of [
      ['0a1b2c3d', 'pop3'],
      ['0a1b2c3e', 'imap'],
    ] as const)
      assert.deepEqual(await passwordFor(typed, service), [mailbox.passwordHash])
    assert.deepEqual(await passwordFor('0a1b2c3d', 'doveadm'), [])
    // What the mailbox has closed neither password opens.
    await store.mailboxes.update(mailbox.id, { protocols: ['pop3', 'smtp'] })
    assert.deepEqual(await passwordFor('0a1b2c3d', 'imap'), [])
    assert.deepEqual(await passwordFor('0a1b2c3d', 'smtp'), ['{SHA256.HEX}ab'])
    assert.deepEqual(await passwordFor('', 'pop3'), [mailbox.passwordHash])
    await store.mailboxes.update(mailbox.id, { mustChangePassword: true })
    assert.deepEqual(await passwordFor('', 'pop3'), [])
    assert.deepEqual(await passwordFor('0a1b2c3d', 'smtp'), ['{SHA256.HEX}ab'])
    await store.mailboxes.update(mailbox.id, { protocols: [], mustChangePassword: false })
    for (const service of ['imap', 'pop3', 'smtp', ''])
      assert.deepEqual(await passwordFor('0a1b2c3d', service), [], service)
  })

  test('say what Keyward says when it is asked, of whatever mailboxes there are', async () => {
    const names = ['a', 'b', 'c'] as const
    const aBox = fc.record({
      forwards: fc.subarray([...names, 'out']),
      keepForwarded: fc.boolean(),
      vacationEnabled: fc.boolean(),
      vacationMessage: fc.string({ unit: fc.constantFrom('"', '\\', '\r', '\n', '\r\n', 'é', '\t', 'x') }),
    })
    const round = { keepForwarded: false, vacationEnabled: true, vacationMessage: '"\\\r\n' }
    const plain = { ...round, forwards: [], vacationEnabled: false }
    await fc.assert(
      fc.asyncProperty(fc.tuple(aBox, aBox, aBox), async (boxes) => {
        const { domain, at } = await aHouse()
        for (const [place, { forwards, ...settings }] of boxes.entries())
          await store.mailboxes.insert(
            aMailbox(domain, names[place] ?? '', { ...settings, forwardTo: forwards.map(at).toSorted() }),
          )
        await store.aliases.insert(anAlias(domain, 'team', [at('a'), at('b')]))
        // A way round over more than two is not seen by the views.
        const isShort =
          boxes.every(({ forwards }) => forwards.length < 2) &&
          !isRound(boxes.map(({ forwards }) => forwards[0]))
        for (const name of names) {
          const own = await redirected(store.delivery, at(name))
          if (isShort) assert.deepEqual(new Set(await destinations(at(name))), new Set(own ?? [at(name)]))
          const script = await vacationScript(store.delivery, at(name))
          const [seen] = await read('select data_id, body from mail_sieve_v1 where address = $1', at(name))
          if (script === null) assert.equal(seen, undefined)
          else if (isShort) assert.deepEqual(seen, { data_id: script.id, body: script.text })
        }
      }),
      {
        numRuns: 25,
        examples: [
          [[{ ...round, forwards: ['b'] }, { ...round, forwards: ['a'] }, plain]],
          [
            [
              { ...round, forwards: ['c'] },
              { ...round, forwards: ['a'] },
              { ...round, forwards: ['b'] },
            ],
          ],
        ],
      },
    )
  })

  test('are found by an index, however many there are', async () => {
    for (const [view, key] of [
      ['mail_domains_v1', 'domain'],
      ...['stores', 'boxes', 'aliases', 'senders', 'sieve', 'logins'].map((name) => [
        `mail_${name}_v1`,
        'address',
      ]),
    ]) {
      await reader.query('set enable_seqscan = off')
      const plan = await read(`explain select * from ${view} where ${key} = 'x@y.example'`)
      const text = plan.map((row) => row['QUERY PLAN']).join('\n')
      assert.doesNotMatch(text, /Seq Scan/, `${view}\n${text}`)
    }
  })

  test('are all that their role can read, and it writes nothing', async () => {
    for (const table of ['mailboxes', 'users', 'api_keys', 'mail_domains', 'meta'])
      await assert.rejects(reader.query(`select 1 from public.${table}`), { code: '42501' }, table)
    for (const text of [
      `delete from mail_stores_v1`,
      `update mail_stores_v1 set storage = 'x'`,
      `insert into mail_domains_v1 values ('a', 'b')`,
      'create table public.mine (a int)',
      'create table keyward_mail.mine (a int)',
      'set role postgres',
    ]) {
      await reader.query('set default_transaction_read_only = off')
      await assert.rejects(reader.query(text), { code: /^(42501|55000)$/ }, text)
    }
    await reader.query('reset all')
    await assert.rejects(reader.query('create temp table mine as select 1'), { code: '25006' })
    assert.deepEqual(await read('show statement_timeout'), [{ statement_timeout: '5s' }])
  })

  test('show no row that is left out to a function of the reader’s', async () => {
    const { domain } = await aHouse()
    const gone = aMailbox(domain, 'hidden-row')
    await store.mailboxes.insert(gone)
    await store.mailboxes.markDeleted(gone, 7_000)
    await reader.query('set default_transaction_read_only = off')
    await reader.query(`create function pg_temp.tell(seen text) returns boolean language plpgsql cost 0.0001
      as $$ begin raise notice '%', seen; return true; end $$`)
    const told: string[] = []
    reader.on('notice', ({ message }) => told.push(message ?? ''))
    await reader.query('select * from mail_stores_v1 where pg_temp.tell(address)')
    assert.ok(told.length > 0 && told.every((address) => !address.includes('hidden-row')))
  })
})

/** Whether each goes on to the next, all three in turn. */
function isRound(first: readonly (string | undefined)[]): boolean {
  const way = ['a', 'b', 'c'].map(
    (name, at) => first[at] !== undefined && first[at] !== name && first[at] !== 'out',
  )
  return way.every(Boolean) && new Set(first).size === 3
}
