import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aDomain, aMailbox, anAlias } from '../../../../tests/support/hosted-mail.ts'
import { newId, onBothEngines, withUser } from '../../../../tests/support/stores.ts'
import type { Mailbox } from '../../domain/mailboxes/mailbox.ts'
import { MAILBOX_SORTS, type MailboxFilter, type MailboxListQuery } from '../../domain/mailboxes/stores.ts'
import type { OpenedStore } from '../opened-store.ts'

const ACCOUNT = { accountId: '100001' }
const BY_ADDRESS = { ...ACCOUNT, sort: 'address', descending: false, limit: 100 } as const

/** Every page, each asked for by the last mailbox of the one before. */
async function allPages(store: OpenedStore, query: MailboxListQuery): Promise<readonly string[]> {
  const names: string[] = []
  for (let after: string | undefined; ; ) {
    const page = await store.mailboxes.list({ ...query, ...(after !== undefined && { after }) })
    names.push(...page.map(({ name }) => name))
    after = page.at(-1)?.id
    if (after === undefined || page.length < query.limit) return names
  }
}

onBothEngines((engine) => {
  /** Two domains; values that several mailboxes share, so that only the id tells their order. */
  async function opened(t: Parameters<typeof engine.open>[0]) {
    const store = await engine.open(t)
    await withUser(store)
    const [domain, other] = [aDomain(), aDomain()]
    for (const one of [domain, other]) await store.mailDomains.insert(one)
    const gone = aMailbox(domain, 'gone')
    const mailboxes: readonly Mailbox[] = [
      aMailbox(domain, 'anna', { displayName: 'zoe', usageMb: 90, lastLoginAtMs: null }),
      aMailbox(domain, 'b-1', { displayName: 'Anna', enabled: false }),
      aMailbox(domain, 'b.1', { displayName: '100%_\\', forwardTo: ['x@y.example', 'a@y.example'] }),
      aMailbox(domain, 'b_1', { lastLoginAtMs: 0, usageMb: 80 }),
      aMailbox(other, 'anna', { usageMb: 81, createdAtMs: 9_000 }),
      gone,
    ]
    for (const mailbox of mailboxes) await store.mailboxes.insert(mailbox)
    await store.mailboxes.markDeleted(gone, 7_000)
    return { store, domain, other, gone }
  }

  test('an account has the mailboxes that are there, and what the mail in them takes', async (t) => {
    const { store } = await opened(t)
    const sum = (await store.mailboxes.list(BY_ADDRESS)).reduce((all, { usageMb }) => all + usageMb, 0)
    assert.ok(sum >= 251)
    assert.deepEqual(await store.mailboxes.sumOf('100001'), { mailboxes: 5, usageMb: sum })
    assert.deepEqual(await store.mailboxes.sumOf('100002'), { mailboxes: 0, usageMb: 0 })
  })

  test('pages hold each mailbox once, in order, whatever the order and the size', async (t) => {
    const { store, domain } = await opened(t)
    for (const scope of [{}, { domainId: domain.id }]) {
      for (const sort of MAILBOX_SORTS) {
        const turned: string[][] = []
        for (const descending of [false, true]) {
          const query = { ...BY_ADDRESS, ...scope, sort, descending }
          const whole = (await store.mailboxes.list(query)).map(({ name }) => name)
          assert.equal(whole.length, 'domainId' in scope ? 4 : 5)
          for (const limit of [1, 2, 3])
            assert.deepEqual(await allPages(store, { ...query, limit }), whole, `${sort} ${limit}`)
          turned.push(whole)
        }
        assert.deepEqual(turned[0], turned[1]?.toReversed(), sort)
      }
    }
  })

  test('each order is by what it is called', async (t) => {
    const { store, domain } = await opened(t)
    const first = async (sort: MailboxListQuery['sort'], descending = false) => {
      const [one] = await store.mailboxes.list({ ...BY_ADDRESS, domainId: domain.id, sort, descending })
      return one?.name
    }
    assert.equal(await first('address'), 'anna')
    assert.equal(await first('displayName', true), 'anna')
    assert.equal(await first('usage', true), 'anna')
    // Who was never there comes before who was there first.
    assert.equal(await first('lastSignIn'), 'anna')
    const [newest] = await store.mailboxes.list({ ...BY_ADDRESS, sort: 'created', descending: true })
    assert.equal(newest?.createdAtMs, 9_000)
  })

  test('the largest mailbox there can be is reckoned with, too', async (t) => {
    const { store, domain } = await opened(t)
    await store.mailboxes.insert(
      aMailbox(domain, 'large', { quotaMb: 2_000_000_000, usageMb: 1_999_999_999 }),
    )
    const found = (fullPercent: number) => store.mailboxes.list({ ...BY_ADDRESS, fullPercent })
    assert.deepEqual(
      (await found(99)).map(({ name }) => name),
      ['large'],
    )
    assert.deepEqual(await found(100), [])
  })

  test('a filter finds what it says, and counts what it finds', async (t) => {
    const { store, domain, other, gone } = await opened(t)
    const at = (name: string, of = domain) => `${name}@${of.name}`
    const members = [at('anna'), at('b_1'), at('anna', other), gone.address, 'far@e.example', at('nobody')]
    await store.aliases.insert(anAlias(domain, 'team', members))
    await store.aliases.insert(anAlias(domain, 'far', ['far@e.example']))
    const team = { address: at('team') }
    const cases: readonly (readonly [Omit<MailboxFilter, 'accountId'>, readonly string[]])[] = [
      [{}, ['anna', 'anna', 'b-1', 'b.1', 'b_1']],
      [{ domainId: other.id }, ['anna']],
      [{ text: 'ANNA' }, ['anna', 'anna', 'b-1']],
      [{ text: '%_\\' }, ['b.1']],
      [{ text: 'b_1' }, ['b_1']],
      [{ text: "'" }, []],
      [{ text: '' }, ['anna', 'anna', 'b-1', 'b.1', 'b_1']],
      [{ enabled: false }, ['b-1']],
      [{ forwards: true }, ['b.1']],
      [{ forwards: false, domainId: domain.id }, ['anna', 'b-1', 'b_1']],
      // 80 of 100 is not over four fifths.
      [{ nearlyFull: true }, ['anna', 'anna']],
      [{ fullPercent: 80 }, ['anna', 'anna', 'b_1']],
      [{ fullPercent: 81 }, ['anna', 'anna']],
      [{ fullPercent: 99, domainId: other.id }, []],
      [{ neverSignedIn: true }, ['anna']],
      [{ memberOf: team }, ['anna', 'anna', 'b_1']],
      [{ memberOf: team, domainId: other.id }, ['anna']],
      [{ memberOf: team, text: 'b', domainId: domain.id }, ['b_1']],
      [{ memberOf: team, deletedSinceMs: 0 }, ['gone']],
      [{ memberOf: { ...team, domainIds: [domain.id] } }, ['anna', 'anna', 'b_1']],
      [{ memberOf: { ...team, domainIds: [other.id] } }, []],
      [{ memberOf: { ...team, domainIds: [] } }, []],
      [{ memberOf: { address: at('far') } }, []],
      [{ memberOf: { address: at('anna') } }, []],
      [{ deletedSinceMs: 6_999 }, ['gone']],
      [{ deletedSinceMs: 7_000 }, []],
      [{ text: gone.address, deletedSinceMs: 0 }, ['gone']],
    ]
    for (const [filter, names] of cases) {
      const rows = await store.mailboxes.list({ ...BY_ADDRESS, ...filter })
      assert.deepEqual(rows.map(({ name }) => name).toSorted(), names, JSON.stringify(filter))
      assert.equal(await store.mailboxes.countMatching({ ...ACCOUNT, ...filter }), names.length)
    }
    const [forwarding] = await store.mailboxes.list({ ...BY_ADDRESS, forwards: true })
    assert.deepEqual(forwarding?.forwardTo, ['a@y.example', 'x@y.example'])
    for (const filter of [{}, { memberOf: team }])
      assert.equal(await store.mailboxes.countMatching({ accountId: '100002', ...filter }), 0)
  })

  test('a page goes on behind a mailbox that was deleted meanwhile, and refuses one that was never there', async (t) => {
    const { store, domain } = await opened(t)
    const query = { ...BY_ADDRESS, domainId: domain.id, limit: 2 }
    const [, last] = await store.mailboxes.list(query)
    assert.ok(last)
    const whole = await store.mailboxes.byAddress(domain.accountId, last.address)
    assert.ok(whole)
    await store.mailboxes.markDeleted(whole, 8_000)
    const rest = await store.mailboxes.list({ ...query, after: last.id })
    assert.deepEqual(
      rest.map(({ name }) => name),
      (await allPages(store, query)).slice(1),
    )
    await assert.rejects(store.mailboxes.list({ ...query, after: newId() }), { code: 'input.invalid' })
    const elsewhere = { ...query, accountId: '100002', after: last.id }
    await assert.rejects(store.mailboxes.list(elsewhere), { code: 'input.invalid' })
  })

  test('what holds an address, and a deleted mailbox, are found by it', async (t) => {
    const { store, domain, gone } = await opened(t)
    assert.equal(await store.mailboxes.holderOf(`anna@${domain.name}`), 'mailbox')
    assert.equal(await store.mailboxes.holderOf(gone.address), null)
    assert.deepEqual(await store.mailboxes.deletedById(gone.id, 6_999), { ...gone, deletedAtMs: 7_000 })
    assert.equal(await store.mailboxes.deletedById(gone.id, 7_000), null)
    const [there] = await store.mailboxes.list(BY_ADDRESS)
    assert.equal(await store.mailboxes.deletedById(there?.id ?? '', 0), null)
  })
})
