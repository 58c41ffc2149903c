import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Core, freshOrigin, openCore, tokenByKey } from '../../../../tests/support/core.ts'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { HOUR_MS, MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { authenticateKey } from '../login/verify-key.ts'
import { authenticateToken } from '../tokens/authenticate-token.ts'
import type { CreatedUser } from '../users/create-user.ts'
import { describeKey, keyFacts } from './describe-key.ts'
import { deleteKey, endOverlap } from './end-key.ts'
import { resetKey } from './reset-key.ts'

let core: Core

before(async () => {
  core = await openCore()
})
after(() => core.close())

const describeFor = ({ user }: CreatedUser) => describeKey(core.deps, OPERATOR, user.id)
const reset = ({ user }: CreatedUser, overlapSeconds: number) =>
  resetKey(core.deps, OPERATOR, user.id, { overlapSeconds })

async function use({ apiKey }: CreatedUser, userAgent = 'rclone/v1.60.1') {
  await authenticateKey(core.deps, { secret: apiKey, username: null }, { ...freshOrigin(), userAgent })
}

describe('a described key', () => {
  test('is null for a user without one, and an error where the value is wanted', async () => {
    const person = await core.person()
    await deleteKey(core.deps, OPERATOR, person.user.id)
    assert.equal(await describeFor(person), null)
    await refusedWith('key.not_found', keyFacts(core.deps, core.deps.store, person.user.id))
  })

  test('is null while nothing but a retired key could be there', async () => {
    const person = await core.person()
    await reset(person, 3_600)
    const current = await core.deps.store.keys.current(person.user.id)
    await core.deps.store.keys.end(current?.id ?? '', core.clock.now())
    assert.equal(await describeFor(person), null)
  })

  test('never says its value', async () => {
    const person = await core.person()
    const facts = await describeFor(person)
    assert.doesNotMatch(JSON.stringify(facts), new RegExp(person.apiKey))
    assert.equal(facts?.key.lastFour, person.apiKey.slice(-4))
  })
})

describe('the last use', () => {
  test('is the latest good call, counted the moment before: nothing has to be flushed first', async () => {
    const person = await core.person()
    assert.equal((await describeFor(person))?.lastUse, null)
    await use(person, 'curl/8.1')
    core.clock.advance(2 * HOUR_MS)
    await use(person, 'rclone/v1.60.1')
    const lastUse = (await describeFor(person))?.lastUse
    assert.equal(lastUse?.client, 'rclone/v1.60.1')
    assert.equal(lastUse.lastAtMs, core.clock.now())
  })

  test('is not a call that was refused', async () => {
    const person = await core.person()
    await core.deps.store.users.update(person.user.id, { enabled: false })
    await refusedWith('user.disabled', use(person))
    assert.equal((await describeFor(person))?.lastUse, null)
  })

  test('is also the use of a token got with the key', async () => {
    const person = await core.person()
    const token = await tokenByKey(core.deps, person.apiKey)
    core.clock.advance(MINUTE_MS)
    await authenticateToken(core.deps, token, { ...freshOrigin(), userAgent: 'swift/4.1' })
    assert.equal((await describeFor(person))?.lastUse?.client, 'swift/4.1')
  })

  test('is one of this key, not of the one before', async () => {
    const person = await core.person()
    await use(person)
    await reset(person, 3_600)
    assert.equal((await describeFor(person))?.lastUse, null)
    await use(person)
    assert.equal((await describeFor(person))?.lastUse, null)
  })

  test('is forgotten after 90 days', async () => {
    const person = await core.person()
    await use(person)
    core.clock.advance(89 * 24 * HOUR_MS)
    assert.ok((await describeFor(person))?.lastUse)
    core.clock.advance(2 * 24 * HOUR_MS)
    assert.equal((await describeFor(person))?.lastUse, null)
  })
})

describe('the retired key', () => {
  test('is shown as long as it works, to the millisecond', async () => {
    const person = await core.person()
    const before = (await describeFor(person))?.key
    await reset(person, 60)
    const { retired } = (await describeFor(person)) ?? {}
    assert.equal(retired?.id, before?.id)
    assert.equal(retired?.endsAtMs, core.clock.now() + MINUTE_MS)
    core.clock.advance(MINUTE_MS - 1)
    assert.ok((await describeFor(person))?.retired)
    core.clock.advance(1)
    assert.equal((await describeFor(person))?.retired, null)
  })

  test('is none after a reset without overlap', async () => {
    const person = await core.person()
    await reset(person, 0)
    assert.equal((await describeFor(person))?.retired, null)
  })

  test('is the one before, after several resets', async () => {
    const person = await core.person()
    await reset(person, 3_600)
    core.clock.advance(1_000)
    const { key } = await reset(person, 3_600)
    core.clock.advance(1_000)
    await reset(person, 1_800)
    assert.equal((await describeFor(person))?.retired?.id, key.id)
  })

  test('is gone when it was ended', async () => {
    const person = await core.person()
    await reset(person, 3_600)
    await endOverlap(core.deps, OPERATOR, person.user.id)
    assert.equal((await describeFor(person))?.retired, null)
  })
})
