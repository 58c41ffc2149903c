import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { answerTo, type Core, entriesOf, openCore, withFailingAudit } from '../../../../tests/support/core.ts'
import { actionsOf, OPERATOR } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { HOUR_MS } from '../../../../tests/support/test-clock.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'
import { createKey, insertKey } from './create-key.ts'
import { describeKey } from './describe-key.ts'
import { deleteKey } from './end-key.ts'
import { looksLikeAccountKey } from './key.ts'
import { resetKey } from './reset-key.ts'
import { revealKey } from './reveal-key.ts'

let core: Core

before(async () => {
  core = await openCore()
})
after(() => core.close())

/** Somebody whose key was deleted, and the key. */
async function withoutKey() {
  const { user, apiKey } = await core.person()
  await deleteKey(core.deps, OPERATOR, user.id)
  return { user, deleted: apiKey }
}

const create = (user: User, idempotencyKey?: string) =>
  createKey(core.deps, OPERATOR, user.id, idempotencyKey === undefined ? {} : { idempotencyKey })

describe('a created key', () => {
  test('is 32 lower-case hex digits, works at once, and is the one that Show gives', async () => {
    const { user } = await withoutKey()
    const created = await create(user)
    assert.ok(looksLikeAccountKey(created.secret))
    assert.equal(await answerTo(core.deps, created.secret, user.name), 'valid')
    assert.equal((await revealKey(core.deps, OPERATOR, user.id)).secret, created.secret)
  })

  test('comes with its facts: user name, last four digits, moment, no use yet, nothing retired', async () => {
    const { user } = await withoutKey()
    const { key, secret, userName, lastUse, retired } = await create(user)
    assert.equal(userName, user.name)
    assert.equal(key.lastFour, secret.slice(-4))
    assert.equal(key.createdAtMs, core.clock.now())
    assert.deepEqual([key.state, key.endsAtMs, lastUse, retired], ['active', null, null, null])
    assert.deepEqual([key.userId, key.accountId], [user.id, user.accountId])
  })

  test('is stored as digest and sealed copy, and neither holds the value', async () => {
    const { user } = await withoutKey()
    const { key, secret } = await create(user)
    assert.equal(key.digest, core.deps.vault.digest('account-key', secret))
    assert.ok(key.sealed)
    assert.equal(Buffer.from(key.sealed).includes(secret), false)
    assert.equal(key.digest.includes(secret), false)
  })

  test('does not bring the deleted one back', async () => {
    const { user, deleted } = await withoutKey()
    const { secret } = await create(user)
    assert.notEqual(secret, deleted)
    assert.equal(await answerTo(core.deps, deleted), 'credential.wrong')
  })

  test('belongs to one user: another user name with it is a wrong credential', async () => {
    const { user } = await withoutKey()
    const { user: other } = await core.person()
    const { secret } = await create(user)
    assert.equal(await answerTo(core.deps, secret, other.name), 'credential.wrong')
  })
})

describe('creating a key', () => {
  test('is refused while there is one, and leaves that one alone', async () => {
    const { user, apiKey } = await core.person()
    await refusedWith('key.exists', create(user))
    assert.equal(await answerTo(core.deps, apiKey), 'valid')
  })

  test('is refused beside a key whose value cannot be shown any more: that is what reset is for', async () => {
    const { user } = await core.person()
    const current = await core.deps.store.keys.current(user.id)
    await core.deps.store.keys.setState(current?.id ?? '', 'lost')
    await refusedWith('key.exists', create(user))
  })

  test('eight times at once makes one key', async () => {
    const { user } = await withoutKey()
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => create(user)))
    const made = tries.filter(({ status }) => status === 'fulfilled')
    assert.equal(made.length, 1)
    const rows = await core.deps.store.keys.ofUser(user.id)
    assert.equal(rows.filter(({ endsAtMs }) => endsAtMs === null).length, 1)
  })

  test('for a user removed in the meantime finds nobody', async () => {
    const { user } = await withoutKey()
    await core.deps.store.users.delete(user.id, core.clock.now())
    await refusedWith('user.not_found', create(user))
  })
})

describe('creating a key with an Idempotency-Key (S-3C)', () => {
  test('gives the same key for a day, and a refusal afterwards, for there is a key', async () => {
    const { user } = await withoutKey()
    const { secret } = await create(user, 'a')
    core.clock.advance(24 * HOUR_MS)
    assert.equal((await create(user, 'a')).secret, secret)
    core.clock.advance(1)
    await refusedWith('key.exists', create(user, 'a'))
  })

  test('remembers no refusal: the same request may succeed later', async () => {
    const { user } = await core.person()
    await refusedWith('key.exists', create(user, 'a'))
    await deleteKey(core.deps, OPERATOR, user.id)
    assert.ok(looksLikeAccountKey((await create(user, 'a')).secret))
  })

  test('after the key was reset is a conflict: the remembered value is not the key any more', async () => {
    const { user } = await withoutKey()
    await create(user, 'a')
    await resetKey(core.deps, OPERATOR, user.id, { overlapSeconds: 3_600 })
    await refusedWith('idempotency.conflict', create(user, 'a'))
  })

  test('after the key was deleted is a conflict, and makes none', async () => {
    const { user } = await withoutKey()
    await create(user, 'a')
    await deleteKey(core.deps, OPERATOR, user.id)
    await refusedWith('idempotency.conflict', create(user, 'a'))
    assert.equal(await describeKey(core.deps, OPERATOR, user.id), null)
  })

  test('writes that the value was given out a second time (S-3B)', async () => {
    const { user } = await withoutKey()
    const { key } = await create(user, 'a')
    const [entry, ...more] = await entriesOf(core.deps, user.accountId, () => create(user, 'a'))
    assert.deepEqual([entry?.action, entry?.details, more], ['key.show', { keyId: key.id }, []])
  })

  test('gives nothing a second time when that cannot be written (S-3B)', async () => {
    const { user } = await withoutKey()
    await create(user, 'a')
    const again = createKey(withFailingAudit(core.deps), OPERATOR, user.id, { idempotencyKey: 'a' })
    await refusedWith('storage.full', again)
  })
})

describe('a first key within another transaction', () => {
  test('is there when that is committed, with its entry', async () => {
    const { user } = await withoutKey()
    const insert = (tx: Stores) => insertKey(core.deps, tx, OPERATOR, user, false)
    const secret = await core.deps.store.transaction(insert)
    assert.equal(await answerTo(core.deps, secret), 'valid')
    assert.equal((await actionsOf(core.deps, user.accountId)).at(-1), 'key.create')
  })

  test('is gone with everything else when that fails', async () => {
    const { user } = await withoutKey()
    let secret = ''
    const failing = core.deps.store.transaction(async (tx) => {
      secret = await insertKey(core.deps, tx, OPERATOR, user, false)
      throw new Error('planted')
    })
    await assert.rejects(failing, /planted/)
    assert.equal(await answerTo(core.deps, secret), 'credential.wrong')
  })
})
