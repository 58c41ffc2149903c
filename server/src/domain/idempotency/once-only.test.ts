import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { makeOwner, makeUser, OPERATOR, openTestDeps, type TestDeps } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { HOUR_MS } from '../../../../tests/support/test-clock.ts'
import { createKey } from '../keys/create-key.ts'
import { deleteKey } from '../keys/end-key.ts'
import { resetKey } from '../keys/reset-key.ts'

let world: TestDeps
let accountId: string
let userId: string
let counter = 0

before(async () => {
  world = await openTestDeps()
  accountId = (await makeOwner(world.deps)).account.id
})
after(() => world.close())
beforeEach(async () => {
  userId = (await makeUser(world.deps, accountId, `ulla${++counter}`)).user.id
})

const reset = (idempotencyKey: string, overlapSeconds = 0, note?: string) =>
  resetKey(world.deps, OPERATOR, userId, { overlapSeconds, idempotencyKey, ...(note && { note }) })

describe('the same Idempotency-Key (S-3C)', () => {
  test('gives the same key again and makes no second one', async () => {
    const first = await reset('a')
    const again = await reset('a')
    assert.deepEqual([again.secret, again.key.id], [first.secret, first.key.id])
    assert.equal((await world.deps.store.keys.ofUser(userId)).length, 2)
  })

  test('at the same moment makes one key', async () => {
    const all = await Promise.all([reset('a'), reset('a'), reset('a'), reset('a')])
    assert.equal(new Set(all.map(({ secret }) => secret)).size, 1)
    assert.equal((await world.deps.store.keys.ofUser(userId)).length, 2)
  })

  test('for another request is refused', async () => {
    await reset('a')
    await refusedWith('idempotency.conflict', reset('a', 60))
    await refusedWith('idempotency.conflict', reset('a', 0, 'a note'))
  })

  test('of another user is another one', async () => {
    const mine = await reset('a')
    userId = (await makeUser(world.deps, accountId, `vera${counter}`)).user.id
    assert.notEqual((await reset('a')).secret, mine.secret)
  })

  test('after a further reset is refused: the remembered key is no longer the current one', async () => {
    await reset('a')
    await reset('b')
    await refusedWith('idempotency.conflict', reset('a'))
  })

  test('a day later is a new request', async () => {
    const first = await reset('a')
    world.clock.advance(24 * HOUR_MS + 1)
    assert.notEqual((await reset('a')).secret, first.secret)
  })

  test('holds for the first key as well', async () => {
    await deleteKey(world.deps, OPERATOR, userId)
    const first = await createKey(world.deps, OPERATOR, userId, { idempotencyKey: 'a' })
    assert.equal(
      (await createKey(world.deps, OPERATOR, userId, { idempotencyKey: 'a' })).secret,
      first.secret,
    )
    await refusedWith('key.exists', createKey(world.deps, OPERATOR, userId, { idempotencyKey: 'b' }))
    await refusedWith('key.exists', createKey(world.deps, OPERATOR, userId))
    await refusedWith('idempotency.conflict', reset('a'))
  })

  test('is remembered sealed', async () => {
    const { secret } = await reset('a')
    const stored = await world.deps.store.results.find(userId, 'a')
    assert.ok(stored)
    assert.equal(Buffer.from(stored.sealed).includes(secret), false)
    assert.doesNotMatch(stored.request, new RegExp(secret))
  })
})
