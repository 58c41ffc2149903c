import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { addAccount } from '../../server/src/domain/accounts/create-account.ts'
import { updateAccount } from '../../server/src/domain/accounts/update-account.ts'
import type { KeyWithSecret } from '../../server/src/domain/keys/describe-key.ts'
import { placeOfKey } from '../../server/src/domain/keys/new-key.ts'
import { type ResetOptions, resetKey } from '../../server/src/domain/keys/reset-key.ts'
import { openTestApp } from '../support/app.ts'
import { makeOwner, makeUser, OPERATOR, openTestDeps, type TestDeps } from '../support/deps.ts'
import { onBothEngines } from '../support/stores.ts'

onBothEngines((engine) => {
  test('keys that are made while their account becomes strict leave no copy behind', async () => {
    const app = await openTestApp(engine.name === 'postgres' ? await engine.migratedUrl() : undefined)
    const { deps } = app
    for (let round = 0; round < 10; round++) {
      const { id: accountId } = await addAccount(deps, OPERATOR, { name: 'Customer' })
      const users = [0, 1, 2, 3].map((n) => makeUser(deps, accountId, `u${round}.${n}`))
      const made = await Promise.all(users)
      const acts = made.map(({ user }) => resetKey(deps, OPERATOR, user.id, { overlapSeconds: 0 }))
      const strict = updateAccount(deps, OPERATOR, accountId, { showOnce: true })
      const more = [4, 5].map((n) => makeUser(deps, accountId, `u${round}.${n}`))
      await Promise.all([...acts, strict, ...more])
      assert.equal(await deps.store.keys.countSealed(accountId), 0)
      for (const { user } of [...made, ...(await Promise.all(more))])
        assert.equal((await deps.store.keys.current(user.id))?.state, 'active')
    }
    await app.close()
  })
})

/** SQLite's own bytes, log included. */
function bytesOf({ dataDir }: TestDeps): Buffer {
  return Buffer.concat(['keyward.db', 'keyward.db-wal'].map((name) => readFileSync(join(dataDir, name))))
}

/** How many sealed texts in the files open to this key, at its own place or at that of a remembered answer. */
function copiesOf(world: TestDeps, { key, secret }: KeyWithSecret, idempotencyKey: string): number {
  const { vault } = world.deps
  const owner = { accountId: key.accountId, ownerId: key.userId }
  const places = [placeOfKey(key), { table: 'results', column: 'sealed', rowId: idempotencyKey, ...owner }]
  const sample = vault.seal(placeOfKey(key), secret)
  const header = sample.subarray(0, 2 + (sample[1] ?? 0))
  const bytes = bytesOf(world)
  assert.equal(bytes.includes(secret), false, 'the key itself is nowhere')
  let found = 0
  for (let at = bytes.indexOf(header); at >= 0; at = bytes.indexOf(header, at + 1))
    for (const place of places)
      if (opens(() => vault.open(place, bytes.subarray(at, at + sample.length)) === secret)) found++
  return found
}

function opens(open: () => boolean): boolean {
  try {
    return open()
  } catch {
    return false
  }
}

test('after a reset that shows the key once neither the database nor its log holds anything that opens to it', async () => {
  const world = await openTestDeps()
  const { user } = await makeOwner(world.deps)
  const reset = (idempotencyKey: string, more: Partial<ResetOptions> = {}) =>
    resetKey(world.deps, OPERATOR, user.id, { overlapSeconds: 0, idempotencyKey, ...more })
  // The search is good: it finds both copies of a key that can be shown.
  assert.ok(copiesOf(world, await reset('lax'), 'lax') >= 2)
  const strict = await reset('strict', { showOnce: true })
  assert.equal(copiesOf(world, strict, 'strict'), 0)
  assert.equal(await world.deps.store.keys.countSealed(), 0)
  await world.close()
})
