import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { count } from '../../../../tests/support/counts.ts'
import { keyActor } from '../../../../tests/support/deps.ts'
import { anAccount, aUser, onBothEngines } from '../../../../tests/support/stores.ts'
import type { Actor } from '../actor.ts'
import { mayAssist, rolesOutOfSight } from '../policy.ts'
import {
  ASSIGNABLE_ROLES,
  DEFAULT_ROLE,
  USER_ADMIN,
  USER_MANAGE,
  USER_MANAGE_LIMITED,
} from '../roles/roles.ts'
import type { Stores } from '../store.ts'
import { assistsUsers } from './managing.ts'
import { pageInSight } from './page-in-sight.ts'
import type { User } from './user.ts'

/** The page as one who has read all users cuts it. */
async function cutFromAll(
  store: Stores,
  actor: Actor,
  { accountId, role, marker, limit }: Parameters<typeof pageInSight>[2],
) {
  const users = await store.users.list({ accountId, ...(role !== undefined && { role }) })
  const all = users.filter((user) => mayAssist(actor, user))
  const start = marker === null ? 0 : all.findIndex(({ id }) => id === marker) + 1
  if (marker !== null && start === 0) return null
  const before = (at: number) => all[at - 1]?.id ?? null
  return {
    rows: all.slice(start, start + limit),
    next: start + limit < all.length ? all[start + limit - 1]?.id : undefined,
    last: before(all.length - (all.length % limit || limit)),
    prev: start > 0 ? before(start - limit) : undefined,
    total: all.length,
  }
}

const roles = fc.uniqueArray(fc.constantFrom(...ASSIGNABLE_ROLES), { maxLength: 3 })
const CASE = fc.record({
  actor: fc.oneof(roles, fc.constantFrom([USER_ADMIN], [USER_MANAGE], [USER_MANAGE_LIMITED])),
  // Half of them hold nothing that hides them, and several are made in the same moment.
  others: fc.array(
    fc.record({
      roles: fc.oneof(roles, fc.constant([DEFAULT_ROLE])),
      createdAtMs: fc.integer({ min: 1, max: 3 }),
    }),
    { maxLength: 12 },
  ),
  role: fc.option(fc.constantFrom(...ASSIGNABLE_ROLES), { nil: undefined }),
  limit: fc.integer({ min: 1, max: 14 }),
  markerAt: fc.option(fc.nat({ max: 14 })),
})

let accounts = 200_000

/** An account of its own with the actor in the midst of the others. */
async function anAccountOf(store: Stores, own: readonly string[], others: readonly Partial<User>[]) {
  const accountId = String(accounts++)
  await store.accounts.insert(anAccount({ id: accountId }))
  const actor = aUser({ accountId, roles: own, createdAtMs: 2 })
  const users = [...others.map((other) => aUser({ accountId, ...other })), actor]
  for (const user of users) await store.users.insert(user)
  return { accountId, actor, users }
}

test('the roles out of sight hide exactly those whom one may not assist', () => {
  fc.assert(
    fc.property(roles, roles, (own, other) => {
      const [actor, user] = [keyActor(aUser({ roles: own })), aUser({ roles: other })]
      fc.pre(assistsUsers(actor))
      const hidden = rolesOutOfSight(actor)
      assert.equal(!user.roles.some((role) => hidden.includes(role)), mayAssist(actor, user))
    }),
    { numRuns: count(1_000) },
  )
})

onBothEngines((engine) => {
  test('a page and its neighbours are those that one who reads all users would cut', async (t) => {
    const store = await engine.open(t)
    await fc.assert(
      fc.asyncProperty(CASE, async ({ actor: own, others, role, limit, markerAt }) => {
        const { accountId, actor, users } = await anAccountOf(store, own, others)
        const marker = markerAt === null ? null : (users[markerAt]?.id ?? 'nobody')
        const query = { accountId, limit, marker, ...(role !== undefined && { role }) }
        const page = await pageInSight({ store }, keyActor(actor), query)
        assert.deepEqual(page, await cutFromAll(store, keyActor(actor), query))
      }),
      { numRuns: count(150) },
    )
  })

  test('next, prev, last and first lead through all users and back', async (t) => {
    const store = await engine.open(t)
    const others = Array.from({ length: 11 }, (_, at) => ({
      roles: at % 4 ? [] : [USER_MANAGE],
      createdAtMs: at >> 2,
    }))
    const { accountId, actor } = await anAccountOf(store, [USER_MANAGE], others)
    const read = async (marker: string | null, limit: number) => {
      const page = await pageInSight({ store }, keyActor(actor), { accountId, marker, limit })
      assert.ok(page)
      return page
    }
    for (const limit of [1, 2, 3, 4, 8, 9, 10]) {
      let page = await read(null, limit)
      const there = [page]
      while (page.next !== undefined) {
        page = await read(page.next, limit)
        there.push(page)
      }
      assert.equal(there.flatMap(({ rows }) => rows).length, 9)
      assert.deepEqual(await read(page.last, limit), page)
      for (const before of there.toReversed().slice(1)) {
        assert.ok(page.prev !== undefined)
        page = await read(page.prev, limit)
        assert.deepEqual(page, before)
      }
      assert.equal(page.prev, undefined)
    }
  })

  test('a marker of nobody, of another account, of a role not asked for or out of sight is no page', async (t) => {
    const store = await engine.open(t)
    const others = [{ roles: [USER_ADMIN] }, { roles: [DEFAULT_ROLE] }]
    const { accountId, actor, users } = await anAccountOf(store, [USER_MANAGE], others)
    const stranger = await anAccountOf(store, [DEFAULT_ROLE], [])
    const [owner, member] = users
    const at = (marker: string | undefined, role?: string) =>
      pageInSight({ store }, keyActor(actor), {
        accountId,
        marker: marker ?? '',
        limit: 5,
        ...(role !== undefined && { role }),
      })
    for (const marker of ['', 'nobody', '\0', owner?.id, stranger.actor.id])
      assert.equal(await at(marker), null)
    assert.equal(await at(member?.id, USER_MANAGE), null)
    assert.equal((await at(member?.id, DEFAULT_ROLE))?.total, 1)
  })

  test('a page reads as many users as it shows, and oneself no list at all', async (t) => {
    const store = await engine.open(t)
    const others = Array.from({ length: 6 }, () => ({ roles: [DEFAULT_ROLE] }))
    const { accountId, actor, users } = await anAccountOf(store, [USER_ADMIN], others)
    const read: number[] = []
    const list: Stores['users']['list'] = async (filter) => {
      const rows = await store.users.list(filter)
      read.push(rows.length)
      return rows
    }
    const counting = { store: { ...store, users: { ...store.users, list } } }
    const query = { accountId, marker: null, limit: 2 }
    await pageInSight(counting, keyActor(actor), query)
    assert.deepEqual(read, [2])
    const [member] = users
    assert.ok(member)
    assert.deepEqual((await pageInSight(counting, keyActor(member), query))?.rows, [member])
    assert.deepEqual(read, [2])
  })
})
