import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Core, openCore, panelActor } from '../../../../tests/support/core.ts'
import { auditOf, OPERATOR } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { changeAdminType } from '../administrators/change-admin-type.ts'
import type { User } from '../users/user.ts'
import { describePairs } from './describe-pair.ts'
import { deletePair, endPairOverlap } from './end-pair.ts'
import { generatePair } from './generate-pair.ts'
import { impactOfPair, reconnectOfPair } from './pair-callers.ts'
import type { GenerateOptions } from './pair-options.ts'
import { showPair } from './show-pair.ts'

let core: Core
before(async () => {
  core = await openCore()
})
after(() => core.close())

async function anAdministrator(): Promise<User> {
  const { user } = await core.person()
  return changeAdminType(core.deps, OPERATOR, user.id, 'super')
}

const atPanel = (user: User) => panelActor(user, core.clock.now())
const generate = (user: User, options: GenerateOptions = {}) =>
  generatePair(core.deps, atPanel(user), user.id, options)
const endsAt = async (userKey: string) => (await core.deps.store.keyPairs.known(userKey))?.endsAtMs
const pairsOf = (user: User) => describePairs(core.deps, atPanel(user), user.id)

describe('an overlap', () => {
  test('lets the old pair work until its end, and the new one at once', async () => {
    const user = await anAdministrator()
    const [old, current] = [await generate(user), await generate(user, { overlapSeconds: 3_600 })]
    assert.equal(await endsAt(old.userKey), core.clock.now() + 3_600_000)
    const [facts] = await pairsOf(user)
    assert.deepEqual([facts?.pair.id, facts?.retired?.id], [current.id, old.id])
    core.clock.advance(3_600_000)
    assert.equal((await pairsOf(user))[0]?.retired, null)
  })

  test('is one at most: whatever is left of an earlier one ends with the next', async () => {
    const user = await anAdministrator()
    const [first, second] = [await generate(user), await generate(user, { overlapSeconds: 900 })]
    await generate(user, { overlapSeconds: 60 })
    assert.equal(await endsAt(first.userKey), core.clock.now())
    assert.equal(await endsAt(second.userKey), core.clock.now() + 60_000)
  })

  test('is ended by its owner, which the log says once', async () => {
    const user = await anAdministrator()
    const old = await generate(user)
    await generate(user, { overlapSeconds: 900 })
    for (const _ of [1, 2]) await endPairOverlap(core.deps, atPanel(user), user.id, '')
    assert.equal(await endsAt(old.userKey), core.clock.now())
    const ends = (await auditOf(core.deps, user.accountId)).filter(
      ({ action, target }) => action === 'key_pair.end_overlap' && target === `user:${user.id}`,
    )
    assert.deepEqual(
      ends.map(({ details }) => details),
      [{ pairId: old.id }],
    )
  })

  test('is no longer than 30 days, in whole seconds', async () => {
    const user = await anAdministrator()
    for (const overlapSeconds of [-1, 0.5, 30 * 86_400 + 1, Number.NaN])
      await refusedWith('input.invalid', (async () => generate(user, { overlapSeconds }))())
  })
})

describe('a repeated request', () => {
  test('gives the same pair, and makes no second', async () => {
    const user = await anAdministrator()
    const made = await generate(user, { idempotencyKey: 'one' })
    const again = await generate(user, { idempotencyKey: 'one' })
    assert.deepEqual([again.userKey, again.secretKey], [made.userKey, made.secretKey])
    assert.equal((await core.deps.store.keyPairs.ofUser(user.id)).length, 1)
  })

  test('is refused when it asks for something else, or when the pair has been replaced since', async () => {
    const user = await anAdministrator()
    await generate(user, { idempotencyKey: 'two' })
    await refusedWith('idempotency.conflict', generate(user, { idempotencyKey: 'two', overlapSeconds: 60 }))
    await generate(user)
    await refusedWith('idempotency.conflict', generate(user, { idempotencyKey: 'two' }))
  })
})

describe('a named pair', () => {
  const READER = {
    name: 'reader',
    scope: { access: 'read', areas: ['mailboxes'], domains: ['A.example'] },
    networks: ['192.0.2.0/24'],
  } as const

  test('lives beside the others, and is strict unless told otherwise', async () => {
    const user = await anAdministrator()
    const [main, named] = [await generate(user), await generate(user, READER)]
    assert.equal(named.clockCheck, 'strict')
    assert.deepEqual(named.scope?.domains, ['a.example'])
    assert.deepEqual(
      (await pairsOf(user)).map(({ pair }) => pair.name),
      ['', 'reader'],
    )
    assert.equal((await showPair(core.deps, atPanel(user), user.id, 'reader')).secretKey, named.secretKey)
    await generate(user, { name: 'reader' })
    assert.equal(await endsAt(main.userKey), null)
    assert.equal(await endsAt(named.userKey), core.clock.now())
  })

  test('keeps its limits when it is generated anew, and loses them when told so', async () => {
    const user = await anAdministrator()
    const made = await generate(user, { ...READER, expiresAtMs: core.clock.now() + 1_000 })
    const again = await generate(user, { name: 'reader' })
    const terms = ({ scope, networks, expiresAtMs, clockCheck }: typeof made) => ({
      ...{ scope, networks, expiresAtMs, clockCheck },
    })
    assert.deepEqual(terms(again), terms(made))
    const free = await generate(user, { name: 'reader', scope: null, networks: null, expiresAtMs: null })
    assert.deepEqual([free.scope, free.networks, free.expiresAtMs], [null, null, null])
  })

  test('has run out at its time, whatever overlap it was given', async () => {
    const user = await anAdministrator()
    const expiresAtMs = core.clock.now() + 1_000
    const old = await generate(user, { ...READER, expiresAtMs })
    assert.equal(await endsAt(old.userKey), expiresAtMs)
    await generate(user, { name: 'reader', overlapSeconds: 900 })
    assert.equal(await endsAt(old.userKey), expiresAtMs)
    await refusedWith('input.invalid', generate(user, { name: 'late', expiresAtMs: core.clock.now() }))
  })

  test('is deleted with what is left of it; the others stay', async () => {
    const user = await anAdministrator()
    const main = await generate(user)
    const pairs = [await generate(user, READER), await generate(user, { ...READER, overlapSeconds: 900 })]
    await deletePair(core.deps, atPanel(user), user.id, 'reader')
    for (const { userKey } of pairs) assert.equal(await endsAt(userKey), core.clock.now())
    assert.equal(await endsAt(main.userKey), null)
    await refusedWith('key.not_found', deletePair(core.deps, atPanel(user), user.id, 'reader'))
    await refusedWith('key.not_found', endPairOverlap(core.deps, atPanel(user), user.id, 'reader'))
  })

  test('has a name that an address can hold, and limits that are some', async () => {
    const user = await anAdministrator()
    for (const options of [
      { name: 'Reader' },
      { name: '-a' },
      { name: 'a/b' },
      { name: 'a'.repeat(41) },
      { scope: READER.scope },
      { networks: ['192.0.2.1'] },
      { name: 'a', networks: ['nowhere'] },
      { name: 'a', scope: { ...READER.scope, areas: [] } },
      { name: 'a', scope: { ...READER.scope, domains: [] } },
    ] satisfies GenerateOptions[])
      await refusedWith('input.invalid', (async () => generate(user, options))())
  })
})

describe('who signs with a pair', () => {
  test('is told before it is replaced and after, and of each pair apart', async () => {
    const user = await anAdministrator()
    const old = await generate(user)
    const origin = { dialect: 'email', address: '192.0.2.8', userAgent: 'importer/2.1' }
    core.deps.calls.record({ keyId: old.id, userId: user.id, accountId: user.accountId }, origin, 'valid')
    const impact = await impactOfPair(core.deps, atPanel(user), user.id, '')
    assert.deepEqual(
      impact.callers.map(({ client, calls }) => [client, calls]),
      [['importer/2.1', 1]],
    )
    assert.equal((await pairsOf(user))[0]?.lastUse?.keyId, old.id)
    core.clock.advance(1_000)
    await generate(user)
    const { callers } = await reconnectOfPair(core.deps, atPanel(user), user.id, '')
    assert.deepEqual(
      callers.map(({ client, state }) => [client, state]),
      [['importer/2.1', 'silent']],
    )
    await generate(user, { name: 'other' })
    assert.deepEqual((await impactOfPair(core.deps, atPanel(user), user.id, 'other')).callers, [])
    await refusedWith('key.not_found', impactOfPair(core.deps, atPanel(user), user.id, 'none'))
  })

  test('is for the owner alone', async () => {
    const [user, other] = [await anAdministrator(), await anAdministrator()]
    await generate(user)
    for (const act of [impactOfPair, reconnectOfPair])
      await refusedWith('actor.forbidden', act(core.deps, atPanel(other), user.id, ''))
    await refusedWith('actor.forbidden', describePairs(core.deps, atPanel(other), user.id))
    for (const act of [deletePair, endPairOverlap])
      await refusedWith('actor.forbidden', act(core.deps, atPanel(other), user.id, ''))
    await refusedWith('step_up.needed', deletePair(core.deps, panelActor(user, null), user.id, ''))
  })
})
