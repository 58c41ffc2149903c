import assert from 'node:assert/strict'
import { describe, type TestContext, test } from 'node:test'
import { DomainError } from '../../server/src/domain/errors.ts'
import { checkSession } from '../../server/src/domain/sessions/check-session.ts'
import { enterBy, OPERATOR } from '../support/deps.ts'
import { migratedDatabase } from '../support/migrated.ts'
import { postgresMissing } from '../support/postgres.ts'
import { HOUR_MS } from '../support/test-clock.ts'
import {
  dataKeyIds,
  forgetCopy,
  Installation,
  newAccount,
  newHolder,
  reset,
  rotateDataKeys,
  shown,
  works,
} from './installation.ts'

/** Two servers on one database, a user whom both know. */
async function twoServers(t: TestContext) {
  const installation = await Installation.on({ migratedUrl: migratedDatabase }, t)
  const here = await installation.server()
  const ann = await newHolder(here, await newAccount(here, 'ann'), 'ann')
  const there = await installation.server()
  assert.ok(await works(there, ann.apiKey))
  return { installation, here, there, ann }
}

describe('two servers on one PostgreSQL database', { skip: postgresMissing() }, () => {
  test('S-23 an account made by one is served by the other at once', async (t) => {
    const { here, there } = await twoServers(t)
    const accountId = await newAccount(here, 'new')
    const bob = await newHolder(there, accountId, 'bob')
    assert.equal(await shown(there, bob), bob.apiKey)
    const cat = await newHolder(here, accountId, 'cat')
    assert.equal(await shown(there, cat), cat.apiKey)
    const old = await reset(there, cat)
    assert.deepEqual([await works(here, old), await works(here, cat.apiKey)], [false, true])
  })

  test('S-23 after a rotation by one, the other takes, shows, resets and refuses as before', async (t) => {
    const { here, there, ann } = await twoServers(t)
    const ended = await reset(here, ann)
    await rotateDataKeys(here)
    assert.equal(await works(there, ended), false)
    assert.ok(await works(there, ann.apiKey))
    assert.equal(await shown(there, ann), ann.apiKey)
    const old = await reset(there, ann)
    for (const server of [here, there]) {
      assert.equal(await works(server, old), false)
      assert.ok(await works(server, ann.apiKey))
    }
  })

  test('S-23 after one has rotated master key and data keys, the other goes on without a restart', async (t) => {
    const { here, there, ann } = await twoServers(t)
    await here.rotateMasterKey(OPERATOR)
    await rotateDataKeys(here)
    assert.ok(await works(there, ann.apiKey))
    assert.equal(await shown(there, ann), ann.apiKey)
    const bob = await newHolder(there, await newAccount(there, 'new'), 'bob')
    for (const server of [here, there]) assert.ok(await works(server, bob.apiKey))
  })

  test('S-23 sessions begun by one are known to the other', async (t) => {
    const { here, there } = await twoServers(t)
    await rotateDataKeys(here)
    const { secret } = await enterBy(here.deps, 'ann')
    assert.ok(await checkSession(there.deps, secret))
    assert.equal(await checkSession(there.deps, 'x'.repeat(43)), null)
  })

  test('S-23 what one makes under the older keys meanwhile is taken over before they go', async (t) => {
    const { installation, here, there, ann } = await twoServers(t)
    await rotateDataKeys(here)
    // It has not looked yet.
    const bob = await newHolder(there, ann.accountId, 'bob')
    assert.ok(await works(here, bob.apiKey))
    assert.ok((await dataKeyIds(here)).includes(`account-${ann.accountId}-1`), 'an hour is for that')
    installation.clock.advance(25 * HOUR_MS)
    await here.dataKeys.complete(OPERATOR)
    assert.deepEqual(await dataKeyIds(here), [`account-${ann.accountId}-2`, 'lookup-2'])
    for (const server of [here, there, await installation.server()]) {
      assert.ok(await works(server, bob.apiKey))
      assert.equal(await shown(server, bob), bob.apiKey)
    }
  })

  test('S-23 a key without a copy that ended there is refused here, under either look-up key', async (t) => {
    const { here, there, ann } = await twoServers(t)
    await forgetCopy(here, ann)
    await rotateDataKeys(here)
    assert.ok(await works(there, ann.apiKey), 'under the older one, which is all it knows')
    assert.ok(await works(here, ann.apiKey), 'and moves to the new one')
    assert.ok(await works(there, ann.apiKey), 'which the other one learns')
    const old = await reset(here, ann)
    assert.equal(await works(there, old), false)
  })

  test('an unknown key costs no second look-up while nothing has changed', async (t) => {
    const { here, there } = await twoServers(t)
    const { vault, store } = there.deps
    await newAccount(here, 'new')
    assert.equal(await vault.refresh(store), true, 'the account was made by the other')
    assert.equal(await vault.refresh(store), false)
    assert.equal(await works(there, 'f'.repeat(32)), false)
  })

  test('a copy that is damaged is unreadable on both', async (t) => {
    const { here, there, ann } = await twoServers(t)
    const key = await here.deps.store.keys.current(ann.userId)
    assert.ok(key?.sealed)
    await here.deps.store.keys.replaceSecret(key.id, { digest: key.digest, sealed: key.sealed.slice(0, -1) })
    const isUnreadable = (error: unknown) =>
      error instanceof DomainError && error.code === 'secret.unreadable'
    for (const server of [here, there]) await assert.rejects(shown(server, ann), isUnreadable)
  })
})
