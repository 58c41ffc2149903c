import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { entriesOf, isLive, tokenByKey, withFailingAudit } from '../../../../tests/support/core.ts'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { deleteKey } from './end-key.ts'
import { resetKey } from './reset-key.ts'
import { core, reset, works } from './reset-key-testing.ts'
import { revealKey } from './reveal-key.ts'

describe('resetting', () => {
  test('a user without a key finds none', async () => {
    const { user } = await core.person()
    await deleteKey(core.deps, OPERATOR, user.id)
    await refusedWith('key.not_found', reset(user))
  })

  test('is one entry with old key, new key, overlap and note', async () => {
    const { user } = await core.person()
    const old = await core.deps.store.keys.current(user.id)
    const [entry, ...more] = await entriesOf(core.deps, user.accountId, () =>
      reset(user, 60, { note: 'laptop lost' }),
    )
    const { key } = await revealKey(core.deps, OPERATOR, user.id)
    const details = { keyId: key.id, oldKeyId: old?.id, overlapSeconds: 60, note: 'laptop lost' }
    assert.deepEqual([entry?.action, entry?.details, more], ['key.reset', details, []])
  })

  test('ten times at once takes turns: each makes a key, the last one’s works alone', async () => {
    const { user, apiKey } = await core.person()
    const made = await Promise.all(Array.from({ length: 10 }, () => reset(user)))
    const secrets = made.map(({ secret }) => secret)
    assert.equal(new Set(secrets).size, 10)
    const alive = await Promise.all([apiKey, ...secrets].map(works))
    assert.equal(alive.filter(Boolean).length, 1)
    const shown = await revealKey(core.deps, OPERATOR, user.id)
    assert.equal(await works(shown.secret), true)
  })

  test('against a deletion at the same moment leaves the user with one key or none, never two', async () => {
    const { user, apiKey } = await core.person()
    const [made] = await Promise.allSettled([reset(user, 60), deleteKey(core.deps, OPERATOR, user.id)])
    assert.equal(await works(apiKey), false)
    if (made.status === 'fulfilled') assert.equal(await works(made.value.secret), false)
  })

  test('that fails late changes nothing: the old key and its tokens go on', async () => {
    const { user, apiKey } = await core.person()
    const token = await tokenByKey(core.deps, apiKey)
    await refusedWith(
      'storage.full',
      resetKey(withFailingAudit(core.deps), OPERATOR, user.id, { overlapSeconds: 0 }),
    )
    assert.deepEqual([await works(apiKey), await isLive(core.deps, token)], [true, true])
  })
})

describe('resetting with an Idempotency-Key (S-3C)', () => {
  test('makes one new key however often it is asked, and ends the old one once', async () => {
    const { user, apiKey } = await core.person()
    const all = await Promise.all([1, 2, 3].map(() => reset(user, 60, { idempotencyKey: 'a' })))
    assert.equal(new Set(all.map(({ secret }) => secret)).size, 1)
    core.clock.advance(30_000)
    const again = await reset(user, 60, { idempotencyKey: 'a' })
    assert.equal(again.secret, all[0]?.secret)
    assert.equal(again.retired?.endsAtMs, core.clock.now() + 30_000)
    assert.equal(await works(apiKey), true)
  })

  test('shows somebody else who may reset it the same answer, and the log tells who saw it', async () => {
    const { user } = await core.person()
    const first = await reset(user, 0, { idempotencyKey: 'a' })
    const asked = { overlapSeconds: 0, idempotencyKey: 'a' }
    const other = { kind: 'system', name: 'somebody else' } as const
    const entries = await entriesOf(core.deps, user.accountId, async () => {
      assert.equal((await resetKey(core.deps, other, user.id, asked)).secret, first.secret)
    })
    assert.deepEqual(
      entries.map(({ actor, action, details }) => [actor, action, details]),
      [['somebody else', 'key.show', { keyId: first.key.id }]],
    )
  })

  test('is not remembered when it failed', async () => {
    const { user } = await core.person()
    const asked = { overlapSeconds: 0, idempotencyKey: 'a' }
    await refusedWith('storage.full', resetKey(withFailingAudit(core.deps), OPERATOR, user.id, asked))
    const { secret } = await reset(user, 0, { idempotencyKey: 'a' })
    assert.equal(await works(secret), true)
  })
})
