import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openStore } from '../../server/src/storage/open.ts'
import { giveBack } from './migrated.ts'
import { CLOCK, onBothEngines, withUser } from './stores.ts'

onBothEngines(({ name, migratedUrl }) => {
  test('a database that was given back is as new: nobody in it, and its counters begin anew', async () => {
    const url = await migratedUrl()
    const used = await openStore(url, { clock: CLOCK })
    const firstAccount = await used.accounts.nextId()
    await withUser(used)
    const act = {
      actor: 'user:1',
      action: 'key.reset',
      target: 'user:1',
      outcome: 'done',
      source: 'native',
    } as const
    await used.audit.append({ ...act, chain: '100001', atMs: 1, details: {} })
    await used.close()
    await giveBack(url)
    const next = await migratedUrl()
    assert.equal(next === url, name === 'postgres')
    const store = await openStore(next, { clock: CLOCK })
    assert.deepEqual(await store.users.list({}), [])
    assert.deepEqual(await store.audit.chains(), [])
    assert.equal(await store.accounts.nextId(), firstAccount)
    await store.close()
  })
})
