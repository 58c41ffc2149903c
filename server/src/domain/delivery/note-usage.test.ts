import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import fc from 'fast-check'
import { auditOf, OPERATOR, openTestDeps, type TestDeps } from '../../../../tests/support/deps.ts'
import { aDomain, aMailbox } from '../../../../tests/support/hosted-mail.ts'
import { freshDatabase, postgresMissing } from '../../../../tests/support/postgres.ts'
import { withUser } from '../../../../tests/support/stores.ts'
import type { Deps } from '../deps.ts'
import { changeStorageNotice } from '../domains/change-storage-notice.ts'
import type { StorageNotice } from '../domains/storage-notice.ts'
import { deliverDue } from '../mail/deliver-due.ts'
import type { StorageLetter } from '../mail/outgoing.ts'
import { rehearsal } from '../rehearse.ts'
import { noteUsage } from './note-usage.ts'
import { crosses } from './storage-letters.ts'

const DAY_MS = 24 * 3_600_000
const ON: StorageNotice = { enabled: true, percentage: 90, message: '', cc: '' }

/** Each database with its own locks and types. */
const DATABASES = [
  ['SQLite', async () => ({}), false],
  ['PostgreSQL', async () => ({ databaseUrl: await freshDatabase() }), postgresMissing()],
] as const

let world: TestDeps

/** Every letter that waits. */
async function sent(): Promise<readonly StorageLetter[]> {
  const letters: StorageLetter[] = []
  const post = async (letter: StorageLetter | { readonly kind: string }) => {
    if ('cc' in letter) letters.push(letter)
  }
  while ((await deliverDue(world.deps, post)).length > 0);
  return letters
}

/** A mailbox of 100 MB with 3 in it. */
async function withMailbox(notice: Partial<StorageNotice> = {}) {
  const { store } = world.deps
  const domain = aDomain()
  await store.mailDomains.insert(domain)
  const mailbox = aMailbox(domain, 'ann')
  await store.mailboxes.insert(mailbox)
  const set = (change: Partial<StorageNotice>) =>
    store.mailSettings.put(
      { domainId: domain.id, mailboxId: null },
      'storage-notice',
      JSON.stringify({ ...ON, ...notice, ...change }),
    )
  await set({})
  const { id, address } = mailbox
  /** How many letters each of these reports has made. */
  const told = async (...megabytes: readonly number[]) => {
    const counts: number[] = []
    for (const usageMb of megabytes) {
      await noteUsage(world.deps, address, usageMb)
      counts.push((await sent()).length)
    }
    return counts
  }
  const usage = async () => (await store.mailboxes.byId(id))?.usageMb
  return { domain, address, id, set, told, usage }
}

for (const [engine, database, skip] of DATABASES) {
  describe(`on ${engine}`, { skip }, () => {
    before(async () => {
      world = await openTestDeps({ sendsMail: true, ...(await database()) })
      await withUser(world.deps.store)
    })
    after(() => world?.close())
    // What a test has left in the outbox is none of the next one's.
    beforeEach(async () => void (await sent()))

    describe('the owner of a mailbox', () => {
      test('is told when it comes to the percentage, and not while it stays there', async () => {
        const { told, usage } = await withMailbox()
        assert.deepEqual(await told(89, 90, 91, 100, 120), [0, 1, 0, 0, 0])
        assert.equal(await usage(), 120)
      })

      test('is told again once it has been below and a day has gone by', async () => {
        const { told } = await withMailbox()
        assert.deepEqual(await told(95, 50), [1, 0])
        world.clock.advance(DAY_MS)
        assert.deepEqual(await told(95), [1])
        world.clock.advance(DAY_MS)
        assert.deepEqual(await told(96), [0], 'it was not below')
      })

      test('is told once a day at most, however often mail comes and goes at the limit', async () => {
        const { told, usage } = await withMailbox()
        assert.deepEqual(await told(90, 89, 90, 89, 90), [1, 0, 0, 0, 0])
        world.clock.advance(DAY_MS - 1)
        assert.deepEqual(await told(89, 90), [0, 0])
        assert.equal(await usage(), 90)
      })

      test('is told again of a bigger mailbox only when that fills up', async () => {
        const { id, told } = await withMailbox()
        assert.deepEqual(await told(95), [1])
        await world.deps.store.mailboxes.update(id, { quotaMb: 200 })
        world.clock.advance(DAY_MS)
        assert.deepEqual(await told(96, 179, 180), [0, 0, 1])
      })

      test('is told nothing by another percentage alone', async () => {
        const { set, told } = await withMailbox()
        assert.deepEqual(await told(85), [0])
        await set({ percentage: 80 })
        assert.deepEqual(await told(86, 79, 80), [0, 0, 1])
      })

      test('is told nothing where that is off, or was never set, and the usage is kept', async () => {
        const { told, usage, set } = await withMailbox({ enabled: false })
        assert.deepEqual(await told(95), [0])
        assert.equal(await usage(), 95)
        await set({ enabled: true })
        assert.deepEqual(await told(96), [0], 'it was there before')
      })

      test('is told nothing, now or later, by a server that sends no mail', async () => {
        const { address, usage } = await withMailbox()
        await noteUsage({ ...world.deps, sendsMail: false }, address, 95)
        assert.equal(await usage(), 95)
        assert.deepEqual(await sent(), [])
      })

      test('gets one letter of two reports at once', async () => {
        const { address } = await withMailbox()
        await Promise.all([91, 92].map((usageMb) => noteUsage(world.deps, address, usageMb)))
        assert.equal((await sent()).length, 1)
      })

      test('is told by a text of the server, or of the domain with both tags filled in', async () => {
        const { address, domain, told, set } = await withMailbox()
        await noteUsage(world.deps, address, 95)
        const [letter] = await sent()
        assert.deepEqual([letter?.to, letter?.cc], [address, null])
        assert.ok(
          letter?.subject.includes(address) && letter.text.includes(`${address} is at least 90 % full`),
        )
        world.clock.advance(DAY_MS)
        await set({ message: '<*USER*>, <*USER*> of <*DOMAIN*>: <*OTHER*> $& ü', cc: 'boss@x.example' })
        await told(3)
        await noteUsage(world.deps, address, 95)
        const [own] = await sent()
        assert.deepEqual([own?.to, own?.cc], [address, 'boss@x.example'])
        assert.equal(own?.text, `ann, ann of ${domain.name}: <*OTHER*> $& ü`)
      })

      test('who is to be told as well gets one letter, not two', async () => {
        const { address, set } = await withMailbox()
        await set({ cc: address })
        await noteUsage(world.deps, address, 95)
        assert.deepEqual(
          (await sent()).map(({ to, cc }) => [to, cc]),
          [[address, null]],
        )
      })
    })

    test('a report of what is not there, or has been deleted, does nothing', async () => {
      const { domain, address, id } = await withMailbox()
      const mailbox = await world.deps.store.mailboxes.byId(id)
      assert.ok(mailbox)
      await world.deps.store.mailboxes.markDeleted(mailbox, world.clock.now())
      for (const gone of [address, `nobody@${domain.name}`, 'ann@nowhere.example'])
        await noteUsage(world.deps, gone, 95)
      assert.deepEqual(await sent(), [])
    })

    describe('whoever is above the percentage already', () => {
      /** Of 100 MB each. */
      async function filled(megabytes: Readonly<Record<string, number>>, notice: Partial<StorageNotice>) {
        const { store } = world.deps
        const domain = aDomain()
        await store.mailDomains.insert(domain)
        for (const [name, usageMb] of Object.entries(megabytes))
          await store.mailboxes.insert({ ...aMailbox(domain, name), usageMb })
        const change = (to: Partial<StorageNotice>, deps: Deps = world.deps) =>
          changeStorageNotice(deps, OPERATOR, { accountId: domain.accountId, name: domain.name }, to)
        /** Who is told by a change. */
        const toldBy = async (to: Partial<StorageNotice>) => {
          await change(to)
          return (await sent()).map((letter) => letter.to.split('@')[0]).toSorted()
        }
        await toldBy(notice)
        return { domain, change, toldBy }
      }

      test('is told when the notice is switched on, in its words, and others are not', async () => {
        const { domain, change } = await filled({ low: 89, at: 90, over: 130, empty: 0 }, { enabled: false })
        await change({ enabled: true, percentage: 90, message: '<*USER*>!', cc: 'boss@x.example' })
        const letters = (await sent()).toSorted((left, right) => (left.to < right.to ? -1 : 1))
        assert.deepEqual(
          letters.map(({ to, cc, text }) => [to, cc, text]),
          ['at', 'over'].map((name) => [`${name}@${domain.name}`, 'boss@x.example', `${name}!`]),
        )
        const log = await auditOf(world.deps, domain.accountId)
        assert.deepEqual(log.at(-1)?.details, {
          fields: 'enabled message cc',
          ...{ enabled: true, enabledBefore: false, percentage: 90, told: 2 },
        })
      })

      test('is told when the percentage is lowered to what they hold, but not a second time', async () => {
        const { toldBy } = await filled({ half: 55, most: 85, full: 95 }, ON)
        assert.deepEqual(await toldBy({ percentage: 80 }), ['most'])
        assert.deepEqual(await toldBy({ percentage: 99 }), [])
        assert.deepEqual(await toldBy({ percentage: 50 }), ['half'])
        world.clock.advance(DAY_MS)
        assert.deepEqual(await toldBy({ percentage: 50, message: 'other words' }), [])
      })

      test('is told once a day at most, however often it is switched off and on', async () => {
        const { toldBy } = await filled({ full: 95 }, { enabled: false })
        assert.deepEqual(await toldBy({ enabled: true }), ['full'])
        for (const enabled of [false, true]) assert.deepEqual(await toldBy({ enabled }), [])
        await toldBy({ enabled: false })
        world.clock.advance(DAY_MS)
        assert.deepEqual(await toldBy({ enabled: true }), ['full'])
      })

      test('is told nothing by a change that is rehearsed or refused, nor where no mail is sent', async () => {
        const { change } = await filled({ full: 95 }, { enabled: false })
        await change({ enabled: true }, rehearsal(world.deps))
        await assert.rejects(change({ enabled: true, cc: 'nobody' }), { code: 'input.invalid' })
        await change({ enabled: true }, { ...world.deps, sendsMail: false })
        assert.deepEqual(await sent(), [])
      })
    })
  })
}

test('between two letters there is always a report below the percentage', () => {
  const report = fc.integer({ min: 0, max: 130 })
  fc.assert(
    fc.property(fc.array(report), fc.constantFrom(50, 90, 99), (reports, percentage) => {
      let last = 0
      let wasBelow = true
      for (const usageMb of reports) {
        if (crosses({ enabled: true, percentage }, { usageMb: last, quotaMb: 100 }, usageMb)) {
          assert.ok(wasBelow && usageMb >= percentage)
          wasBelow = false
        }
        wasBelow ||= usageMb < percentage
        last = usageMb
      }
    }),
  )
})
