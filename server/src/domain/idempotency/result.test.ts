import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { anyCharacter } from '../../../../tests/support/any-character.ts'
import { answerOf, type Core, openCore } from '../../../../tests/support/core.ts'
import { count } from '../../../../tests/support/counts.ts'
import { freshName } from '../../../../tests/support/people.ts'
import type { User } from '../users/user.ts'
import { placeOfResult, recallResult, rememberResult } from './result.ts'

const DAY_MS = 24 * 3_600_000

let core: Core
let user: User

before(async () => {
  core = await openCore()
  user = (await core.person()).user
})
after(() => core.close())

const recall = (idempotencyKey: string, request = 'make', who: Pick<User, 'id' | 'accountId'> = user) =>
  recallResult(core.deps, core.deps.store, who, { idempotencyKey, request })
const remember = (idempotencyKey: string, text: string, request = 'make', who = user) =>
  core.deps.store.transaction((tx) => rememberResult(core.deps, tx, who, { idempotencyKey, request, text }))

test('an answer is told again word for word, whatever it was, for a day to the millisecond', async () => {
  const texts = fc.array(fc.string({ unit: anyCharacter }), { minLength: 1, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(texts, async (all) => {
      const made = all.map((text) => ({ text, key: freshName('again') }))
      for (const { text, key } of made) await remember(key, text)
      core.clock.advance(DAY_MS)
      for (const { text, key } of made) assert.equal(await recall(key), text.toWellFormed())
      core.clock.advance(1)
      for (const { key } of made) assert.equal(await recall(key), null)
    }),
    { numRuns: count(50) },
  )
})

test('another request under the same key is a conflict as long as the first is known, then one of its own', async () => {
  const key = freshName('again')
  await remember(key, 'first')
  assert.equal(await answerOf(recall(key, 'something else')), 'idempotency.conflict')
  core.clock.advance(DAY_MS + 1)
  assert.equal(await recall(key, 'something else'), null)
  await remember(key, 'second', 'something else')
  assert.equal(await recall(key, 'something else'), 'second')
  assert.equal(await answerOf(recall(key)), 'idempotency.conflict')
})

test('an answer is its own user’s, and opens in no other place', async () => {
  const key = freshName('again')
  const { user: other } = await core.person()
  await remember(key, 'mine')
  assert.equal(await recall(key, 'make', other), null)
  await remember(key, 'theirs', 'make', other)
  assert.deepEqual([await recall(key), await recall(key, 'make', other)], ['mine', 'theirs'])
  const stored = await core.deps.store.results.find(user.id, key)
  assert.ok(stored)
  const open = (who: Pick<User, 'id' | 'accountId'>, named: string) =>
    core.deps.vault.open(placeOfResult(who, named), stored.sealed)
  assert.equal(open(user, key), 'mine')
  const elsewhere = { id: user.id, accountId: await core.account() }
  for (const [who, named] of [
    [other, key],
    [user, `${key}x`],
    [elsewhere, key],
  ] as const) {
    assert.throws(() => open(who, named), { code: 'secret.unreadable' })
  }
})

test('what failed is not remembered: the next try is made', async () => {
  const key = freshName('again')
  const failing = core.deps.store.transaction(async (tx) => {
    await rememberResult(core.deps, tx, user, { idempotencyKey: key, request: 'make', text: 'undone' })
    throw new Error('undone')
  })
  await assert.rejects(failing, /undone/)
  assert.equal(await recall(key), null)
})

test('keys are told apart to the letter', async () => {
  const key = freshName('Again')
  await remember(key, 'mine')
  for (const near of [key.toLowerCase(), ` ${key}`, `${key} `, `${key}%`, key.slice(0, -1)]) {
    assert.equal(await recall(near), null, JSON.stringify(near))
  }
})

test('an answer is sealed for its row, as those that lie in databases already', () => {
  const { id: ownerId, accountId } = user
  const place = { table: 'results', column: 'sealed', rowId: 'k', accountId, ownerId }
  assert.deepEqual(placeOfResult(user, 'k'), place)
})
