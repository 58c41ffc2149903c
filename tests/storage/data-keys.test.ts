import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Keyward } from '../../server/src/app.ts'
import { DomainError } from '../../server/src/domain/errors.ts'
import { resetKey } from '../../server/src/domain/keys/reset-key.ts'
import { setKey } from '../../server/src/domain/keys/set-key.ts'
import { createLink } from '../../server/src/domain/links/create-link.ts'
import { swapLink } from '../../server/src/domain/links/swap-link.ts'
import { checkSession } from '../../server/src/domain/sessions/check-session.ts'
import { csrfTokenOf, isCsrfTokenOf } from '../../server/src/domain/sessions/describe-session.ts'
import { actionsOf, enterBy, OPERATOR } from '../support/deps.ts'
import { onBothEngines, type TestEngine } from '../support/stores.ts'
import { HOUR_MS, MINUTE_MS } from '../support/test-clock.ts'
import {
  breaking,
  dataKeyIds,
  forgetCopy,
  type Holder,
  Installation,
  newAccount,
  newHolder,
  noProgress,
  reset,
  rotateDataKeys,
  shown,
  works,
} from './installation.ts'

const DAY_MS = 24 * HOUR_MS

async function assertLive(server: Keyward, holder: Holder): Promise<void> {
  assert.ok(await works(server, holder.apiKey), 'a live key is taken')
  assert.equal(await shown(server, holder), holder.apiKey)
}

/** Two accounts, a user in each. */
async function world(engine: TestEngine, t: Parameters<typeof Installation.on>[1]) {
  const installation = await Installation.on(engine, t)
  const server = await installation.server()
  const holders: Holder[] = []
  for (const name of ['ann', 'bob'])
    holders.push(await newHolder(server, await newAccount(server, name), name))
  const [ann, bob] = holders
  assert.ok(ann && bob)
  return { installation, server, ann, bob, holders }
}

onBothEngines((engine) => {
  test('S-23 after a rotation every key is taken and shown, and every ended one is refused', async (t) => {
    const { installation, server, ann, holders } = await world(engine, t)
    const ended = await reset(server, ann)
    const before = (await server.deps.store.keys.current(ann.userId))?.digest
    const done = await rotateDataKeys(server)
    assert.deepEqual([done.made, done.renewed, done.unreadable], [3, 2, 0])
    assert.notEqual((await server.deps.store.keys.current(ann.userId))?.digest, before)
    for (const next of [async () => server, () => installation.restart()]) {
      const one = await next()
      for (const holder of holders) await assertLive(one, holder)
      assert.equal(await works(one, ended), false)
    }
  })

  test('S-23 older data keys go as soon as nothing needs them', async (t) => {
    const { installation, server, ann, holders } = await world(engine, t)
    const ofAccounts = holders.map(({ accountId }) => `account-${accountId}-2`)
    await rotateDataKeys(server)
    installation.clock.advance(2 * HOUR_MS)
    await server.dataKeys.complete(OPERATOR)
    assert.deepEqual(await dataKeyIds(server), [...ofAccounts, 'lookup-1', 'lookup-2'])
    installation.clock.advance(DAY_MS)
    await server.dataKeys.complete(OPERATOR)
    assert.deepEqual(await dataKeyIds(server), [...ofAccounts, 'lookup-2'])
    assert.equal(server.deps.vault.digests('account-key', ann.apiKey).length, 1)
    for (const holder of holders) await assertLive(server, holder)
    const restarted = await installation.restart()
    for (const holder of holders) await assertLive(restarted, holder)
  })

  test('S-23 sessions, links, tokens of pages and remembered answers outlive a rotation', async (t) => {
    const { installation, server, ann } = await world(engine, t)
    const { deps } = server
    const { session, secret } = await enterBy(deps, 'ann')
    const link = await deps.store.transaction((tx) => createLink(deps, tx, 'invitation', ann.userId))
    const asked = { overlapSeconds: 0, idempotencyKey: 'once' }
    const answer = await resetKey(deps, OPERATOR, ann.userId, asked)
    const token = csrfTokenOf(deps, session)
    await rotateDataKeys(server)
    assert.equal((await resetKey(deps, OPERATOR, ann.userId, asked)).secret, answer.secret)
    const live = await checkSession(deps, secret)
    assert.ok(live && isCsrfTokenOf(deps, live.session, token))
    assert.ok(isCsrfTokenOf(deps, live.session, csrfTokenOf(deps, live.session)))
    assert.equal(isCsrfTokenOf(deps, live.session, 'x'), false)
    assert.ok(await swapLink(deps, 'invitation', link))
    await assert.rejects(swapLink(deps, 'invitation', link), DomainError, 'a link is still for one time')
    installation.clock.advance(MINUTE_MS)
    assert.ok(await checkSession((await installation.restart()).deps, secret))
  })

  test('S-23 a link that is still good keeps its look-up key', async (t) => {
    const { installation, server, ann } = await world(engine, t)
    const { deps } = server
    const link = await deps.store.transaction((tx) => createLink(deps, tx, 'invitation', ann.userId))
    await rotateDataKeys(server)
    installation.clock.advance(DAY_MS + HOUR_MS)
    await server.dataKeys.complete(OPERATOR)
    assert.ok((await dataKeyIds(server)).includes('lookup-1'))
    assert.ok(await swapLink(deps, 'invitation', link), 'within 48 hours')
    await server.dataKeys.complete(OPERATOR)
    assert.equal((await dataKeyIds(server)).includes('lookup-1'), false)
  })

  test('S-23 a key without a copy goes on, and moves to the new look-up key when it is used', async (t) => {
    const { installation, server, ann, bob } = await world(engine, t)
    const { keys } = server.deps.store
    for (const holder of [ann, bob]) await forgetCopy(server, holder)
    const digest = async (holder: Holder) => (await keys.current(holder.userId))?.digest
    const before = await digest(ann)
    await rotateDataKeys(server)
    assert.equal(await digest(ann), before)
    assert.ok(await works(server, ann.apiKey))
    assert.equal(await digest(ann), server.deps.vault.digest('account-key', ann.apiKey))
    installation.clock.advance(2 * DAY_MS)
    await server.dataKeys.complete(OPERATOR)
    assert.ok((await dataKeyIds(server)).includes('lookup-1'), 'the key that was not used still needs it')
    assert.ok(await works(await installation.restart(), bob.apiKey))
    const again = await installation.restart()
    await again.dataKeys.complete(OPERATOR)
    assert.equal((await dataKeyIds(again)).includes('lookup-1'), false)
    for (const holder of [ann, bob]) assert.ok(await works(again, holder.apiKey))
  })

  test('S-23 a key found by its older digest is refused as soon as it has ended', async (t) => {
    const { server, ann, bob } = await world(engine, t)
    for (const holder of [ann, bob]) await forgetCopy(server, holder)
    await rotateDataKeys(server)
    assert.ok(await works(server, ann.apiKey))
    assert.ok(await works(server, ann.apiKey), 'perhaps from memory')
    for (const holder of [ann, bob]) assert.equal(await works(server, await reset(server, holder)), false)
    for (const holder of [ann, bob]) await assertLive(server, holder)
  })

  test('S-23 an overlap goes on through a rotation, and ends in time', async (t) => {
    const { installation, server, ann } = await world(engine, t)
    const retired = await reset(server, ann, 3_600)
    await rotateDataKeys(server)
    assert.ok(await works(server, retired))
    installation.clock.advance(HOUR_MS + 1)
    assert.equal(await works(server, retired), false)
    await assertLive(server, ann)
  })

  test('S-23 several rotations while one key is not used', async (t) => {
    const { installation, server, ann, bob } = await world(engine, t)
    await forgetCopy(server, ann)
    for (let round = 0; round < 3; round++) {
      assert.equal((await rotateDataKeys(server)).made, 3)
      installation.clock.advance(2 * DAY_MS)
      await assertLive(server, bob)
    }
    await server.dataKeys.complete(OPERATOR)
    const lookUps = (await dataKeyIds(server)).filter((id) => id.startsWith('lookup'))
    assert.deepEqual(lookUps, ['lookup-1', 'lookup-4'], 'those between are needed by nobody')
    assert.ok(await works(await installation.restart(), ann.apiKey))
  })

  test('two users never get the same key, under whichever look-up key it is found', async (t) => {
    const { server, ann, bob } = await world(engine, t)
    await forgetCopy(server, ann)
    await rotateDataKeys(server)
    const taken = (error: unknown) => error instanceof DomainError && error.code === 'key.exists'
    await assert.rejects(setKey(server.deps, OPERATOR, bob.userId, ann.apiKey), taken)
    await assertLive(server, bob)
  })

  test('S-22 a copy that does not open is left alone, and so is the data key that it names', async (t) => {
    const { installation, server, ann, bob } = await world(engine, t)
    const { keys } = server.deps.store
    const [one, two] = [await keys.current(ann.userId), await keys.current(bob.userId)]
    assert.ok(one?.sealed && two)
    const damaged = Uint8Array.from(one.sealed)
    damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1
    await keys.replaceSecret(one.id, { digest: one.digest, sealed: damaged })
    assert.equal((await rotateDataKeys(server)).unreadable, 1)
    installation.clock.advance(HOUR_MS)
    await server.dataKeys.complete(OPERATOR)
    const ids = await dataKeyIds(server)
    assert.ok(ids.includes(`account-${ann.accountId}-1`))
    assert.equal(ids.includes(`account-${bob.accountId}-1`), false)
    await keys.replaceSecret(one.id, { digest: one.digest, sealed: one.sealed })
    await server.dataKeys.complete(OPERATOR)
    await assertLive(server, ann)
    assert.equal((await dataKeyIds(server)).includes(`account-${ann.accountId}-1`), false)
  })

  test('S-23 cut short after any transaction, everything works, and running again completes it', async (t) => {
    const { installation, server, holders } = await world(engine, t)
    let current = server
    for (let survives = 0; survives < 5; survives++) {
      const broken = breaking(current.deps.store, survives)
      await assert.rejects(current.dataKeys.rotate(OPERATOR, noProgress), /cut short/)
      broken.mend()
      current = await installation.restart()
      const isBegun = survives > 0
      assert.equal(await current.dataKeys.isPending(), isBegun)
      for (const holder of holders) await assertLive(current, holder)
      assert.equal((await rotateDataKeys(current)).made, isBegun ? 0 : 3)
      assert.equal(await current.dataKeys.isPending(), false)
      for (const holder of holders) await assertLive(current, holder)
      installation.clock.advance(2 * DAY_MS)
      await current.dataKeys.complete(OPERATOR)
      assert.equal((await dataKeyIds(current)).length, 3)
    }
  })

  test('S-23 rotations, clean-ups and resets all at once lose nothing', async (t) => {
    const { installation, server, ann, bob, holders } = await world(engine, t)
    const ended: string[] = []
    const resets = async (holder: Holder) => {
      for (let round = 0; round < 5; round++) ended.push(await reset(server, holder))
    }
    const rotations = async () => {
      for (let round = 0; round < 3; round++) {
        await rotateDataKeys(server)
        installation.clock.advance(2 * HOUR_MS)
        await server.dataKeys.complete(OPERATOR)
      }
    }
    await Promise.all([resets(ann), resets(bob), rotations(), rotations(), server.rotateMasterKey(OPERATOR)])
    for (const holder of holders) await assertLive(server, holder)
    const restarted = await installation.restart()
    for (const holder of holders) await assertLive(restarted, holder)
    for (const secret of ended) assert.equal(await works(restarted, secret), false)
  })

  test('S-23 a rotation removes no key that another one has just taken the place of', async (t) => {
    const { installation, server, holders } = await world(engine, t)
    let overtaken = false
    await server.dataKeys.rotate(OPERATOR, async () => {
      if (overtaken) return
      overtaken = true
      await server.dataKeys.complete(OPERATOR)
      const broken = breaking(server.deps.store, 1)
      await assert.rejects(server.dataKeys.rotate(OPERATOR, noProgress), /cut short/)
      broken.mend()
    })
    assert.ok(overtaken)
    const restarted = await installation.restart()
    assert.equal(await restarted.dataKeys.isPending(), true, 'the second one is not complete')
    for (const holder of holders) await assertLive(restarted, holder)
  })

  test('a rotation says what it did in the audit log', async (t) => {
    const { installation, server } = await world(engine, t)
    await rotateDataKeys(server)
    installation.clock.advance(2 * DAY_MS)
    await server.dataKeys.complete(OPERATOR)
    const actions = await actionsOf(server.deps, 'system')
    assert.equal(actions.filter((action) => action === 'data_keys.rotate').length, 1)
    assert.ok(actions.includes('data_keys.remove'))
  })
})
