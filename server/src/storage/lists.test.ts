import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { count } from '../../../tests/support/counts.ts'
import { aKey, aUser, newId, onBothEngines } from '../../../tests/support/stores.ts'
import type { CallCount } from '../domain/callers/caller.ts'
import type { Stores } from '../domain/store.ts'
import type { User } from '../domain/users/user.ts'
import { useWorld } from './footprints/testing.ts'

const RUNS = count(60)
const OF_ANNA = { userId: 'anna', accountId: '100001' }
const SEALED = Uint8Array.of(1)

/** Texts that an order, a comparison or a pattern could get wrong. */
const NASTY = ['a', 'B', 'b', 'a%', 'a_', 'a\\', 'ä', 'Z', 'ß', '1', '-', 'İ', '']

type Pager = (stores: Stores, last: string, limit: number) => Promise<readonly string[]>

/** What re-sealing goes through, by the id of the last row of the page before. */
const PAGERS: Readonly<Record<string, { fill(s: Stores, id: string): Promise<unknown>; page: Pager }>> = {
  'API keys': {
    fill: (s, id) => s.keys.insert(aKey({ id: 'anna', accountId: '100001' }, { id, endsAtMs: 1 })),
    page: async (s, last, limit) => (await s.keys.page(last, limit)).map(({ id }) => id),
  },
  devices: {
    fill: (s, id) =>
      s.totp.insert({
        ...OF_ANNA,
        id,
        name: '',
        sealed: SEALED,
        createdAtMs: 1,
        verifiedAtMs: 1,
        lastStep: 1,
      }),
    page: async (s, last, limit) => (await s.totp.page(last, limit)).map(({ id }) => id),
  },
  'support PINs': {
    fill: async (s, id) => {
      await s.users.insert(aUser({ id, name: newId() }))
      await s.supportPins.put({ userId: id, accountId: '100001', sealed: SEALED, wrongChecks: 0 })
    },
    page: async (s, last, limit) => (await s.supportPins.page(last, limit)).map(({ userId }) => userId),
  },
  'remembered answers': {
    fill: (s, idempotencyKey) =>
      s.results.insert({ ...OF_ANNA, idempotencyKey, request: '', sealed: SEALED, createdAtMs: 1 }),
    page: async (s, last, limit) => {
      const [userId = '', idempotencyKey = ''] = last.split('/')
      const place = last === '' ? null : { userId, idempotencyKey }
      const found = await s.results.page(place, limit)
      return found.map((one) => `${one.userId}/${one.idempotencyKey}`)
    },
  },
}

async function allPages(page: Pager, stores: Stores, limit: number): Promise<readonly string[]> {
  const found: string[] = []
  for (let last = ''; ; last = found.at(-1) ?? '') {
    const next = await page(stores, last, limit)
    assert.ok(next.length <= limit)
    if (next.length === 0) return found
    found.push(...next)
  }
}

const SHARED = { client: 'curl/8', outcome: 'valid' as const, dialect: 'native', calls: 1 }
const aCall = fc
  .record({
    who: fc.constantFrom(...(['anna', 'ben', 'cleo'] as const)),
    keyId: fc.constantFrom('k1', 'k2', 'k3'),
    hour: fc.nat({ max: 3 }),
    minute: fc.nat({ max: 59 }),
    network: fc.constantFrom('192.0.2.1', '192.0.2.2'),
  })
  .map(({ who, keyId, hour, minute, network }): CallCount => {
    const [hourMs, atMs] = [hour * 3_600_000, hour * 3_600_000 + minute * 60_000]
    const accountId = who === 'cleo' ? '100002' : '100001'
    return { ...SHARED, userId: who, accountId, keyId, hourMs, network, firstAtMs: atMs, lastAtMs: atMs }
  })

const aPerson = fc.record({
  accountId: fc.constantFrom('100001', '100002'),
  email: fc.constantFrom('x@example.com', 'X@example.com', null),
  roles: fc.subarray(['helper', 'auditor', 'account-admin']),
  adminType: fc.constantFrom('super' as const, 'standard' as const, null),
  createdAtMs: fc.nat({ max: 2 }),
})

onBothEngines((engine) => {
  const world = useWorld(engine)

  for (const [what, { fill, page }] of Object.entries(PAGERS)) {
    test(`pages of ${what} hold each once, whatever the ids are and however long a page is`, () =>
      fc.assert(
        fc.asyncProperty(fc.subarray(NASTY.filter(Boolean)), fc.integer({ min: 1, max: 5 }), (ids, limit) =>
          world.trial(async ({ stores }) => {
            const before = await page(stores, '', 99)
            for (const id of ids) await fill(stores, id)
            const found = await allPages(page, stores, limit)
            assert.equal(new Set(found).size, found.length)
            assert.equal(found.length, before.length + ids.length)
          }),
        ),
        { numRuns: RUNS },
      ))
  }

  test('calls are found by user, account, moment and keys, in the order of their hours', () =>
    fc.assert(
      fc.asyncProperty(fc.array(aCall, { maxLength: 12 }), fc.nat({ max: 240 }), async (calls, minute) =>
        world.trial(async ({ stores }) => {
          await stores.calls.add(calls)
          const sinceMs = minute * 60_000
          const all = [
            await stores.calls.ofAccount('100001', 0),
            await stores.calls.ofAccount('100002', 0),
          ].flat()
          const since = all.filter(({ lastAtMs }) => lastAtMs >= sinceMs)
          const sum = all.reduce((so, one) => so + one.calls, 0)
          assert.equal(sum, calls.length + 3 * 2)
          const ofAnna = await stores.calls.ofUser('anna', sinceMs)
          const hours = ofAnna.map(({ hourMs }) => hourMs)
          assert.deepEqual(
            hours,
            hours.toSorted((one, other) => one - other),
          )
          const same = (found: readonly CallCount[], expected: readonly CallCount[]) =>
            assert.deepEqual(found.map(nameOf).sort(), expected.map(nameOf).sort())
          same(
            ofAnna,
            since.filter(({ userId }) => userId === 'anna'),
          )
          same(
            await stores.calls.ofAccount('100002', sinceMs),
            since.filter(({ userId }) => userId === 'cleo'),
          )
          const two = await stores.calls.ofUser('ben', sinceMs, ['k1', 'k3', 'none'])
          same(
            two,
            since.filter(({ userId, keyId }) => userId === 'ben' && ['k1', 'k3'].includes(keyId)),
          )
          assert.deepEqual(await stores.calls.ofUser('ben', sinceMs, []), [])
        }),
      ),
      { numRuns: RUNS },
    ))

  test('a list of users has those who fit every condition, in the order of their making', () =>
    fc.assert(
      fc.asyncProperty(fc.array(aPerson, { maxLength: 8 }), aPerson, (people, like) =>
        world.trial(async ({ stores }) => {
          for (const person of people) await stores.users.insert(aUser({ id: newId(), ...person }))
          const all = await stores.users.list({})
          assert.equal(all.length, people.length + 3)
          const [role] = like.roles
          const { accountId, email, adminType } = like
          const ids = all.map(({ id }) => id).filter((_id, at) => at % 2 === 0)
          const filters = [
            ...[{ accountId }, { ids }, { ids: [] }, { accountId, ids }],
            ...(email === null ? [] : [{ email }, { email, accountId }]),
            ...(adminType === null ? [] : [{ adminType }, { adminType, accountId }]),
            ...(role === undefined ? [] : [{ role }, { role, accountId, ids }]),
          ]
          for (const filter of filters) {
            const found = await stores.users.list(filter)
            assert.deepEqual(
              found,
              all.filter((user) => fits(user, filter)),
              JSON.stringify(filter),
            )
          }
          const moments = all.map(({ createdAtMs }) => createdAtMs)
          assert.deepEqual(
            moments,
            moments.toSorted((one, other) => one - other),
          )
        }),
      ),
      { numRuns: RUNS },
    ))

  test('those in sight are all but those who hold a hidden role, and oneself', () =>
    fc.assert(
      fc.asyncProperty(fc.array(aPerson, { maxLength: 8 }), aPerson, (people, looker) =>
        world.trial(async ({ stores }) => {
          for (const person of people) await stores.users.insert(aUser({ id: newId(), ...person }))
          const { accountId, roles } = looker
          const all = await stores.users.list({ accountId })
          for (const exceptUserId of ['anna', 'nobody', all.at(-1)?.id ?? '']) {
            const hidden = ({ id, roles: held }: User) =>
              id !== exceptUserId && held.some((one) => roles.includes(one))
            const seen = all.filter((user) => !hidden(user))
            const query = { accountId, outOfSight: { roles, exceptUserId } }
            assert.equal(await stores.users.countInSight(query), seen.length)
            const helpers = seen.filter((user) => user.roles.includes('helper')).length
            assert.equal(await stores.users.countInSight({ ...query, role: 'helper' }), helpers)
            const page = { ...query, sort: 'created', descending: false, limit: 99 } as const
            assert.deepEqual(
              await stores.users.pageIds(page),
              seen.map(({ id }) => id),
            )
            assert.equal(await stores.users.countMatching(query), seen.length)
          }
        }),
      ),
      { numRuns: RUNS },
    ))

  test('of names and owners those are told who exist, and nothing of others', () =>
    world.trial(async ({ stores }) => {
      const names = await stores.users.namesOf(['anna', 'none', 'cleo', 'anna'])
      assert.deepEqual(Object.fromEntries(names), { anna: 'anna', cleo: 'cleo' })
      assert.equal((await stores.users.namesOf([])).size, 0)
      assert.equal(await stores.applicationCredentials.ownerOf('ben-app'), 'ben')
      assert.equal(await stores.applicationCredentials.ownerOf('none'), null)
      assert.deepEqual([await stores.users.count(), await stores.users.count('100001')], [3, 2])
      assert.equal(await stores.users.count('100009'), 0)
    }))
})

const nameOf = (one: CallCount) => [one.userId, one.keyId, one.hourMs, one.network, one.calls].join(' ')

function fits(user: User, filter: Parameters<Stores['users']['list']>[0]): boolean {
  const { accountId = user.accountId, email = user.email, adminType = user.adminType } = filter
  return (
    user.accountId === accountId &&
    user.email === email &&
    user.adminType === adminType &&
    (filter.role === undefined || user.roles.includes(filter.role)) &&
    (filter.ids === undefined || filter.ids.includes(user.id))
  )
}
