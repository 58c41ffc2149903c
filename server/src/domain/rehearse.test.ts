import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTestDeps, type TestDeps } from '../../../tests/support/deps.ts'
import { rehearsal } from './rehearse.ts'
import type { Store } from './store.ts'

let world: TestDeps
before(async () => {
  world = await openTestDeps()
})
after(() => world.close())

describe('a rehearsal', () => {
  test('gives what the work gives, and takes back what it wrote', async () => {
    const { store } = rehearsal(world.deps)
    const seen = await store.transaction(async (tx) => {
      await tx.meta.set('rehearsed', 'yes')
      return tx.meta.get('rehearsed')
    })
    assert.equal(seen, 'yes')
    assert.equal(await world.deps.store.meta.get('rehearsed'), null)
    assert.equal(await store.transaction(async () => undefined), undefined)
  })

  test('refuses as the work refuses, and says so of what the database refuses', async () => {
    const { store } = rehearsal(world.deps)
    const fault = new Error('not like this')
    await assert.rejects(
      store.transaction(() => Promise.reject(fault)),
      (error) => error === fault,
    )
    const failing: Store = { ...world.deps.store, transaction: () => Promise.reject(fault) }
    const broken = rehearsal({ store: failing })
    await assert.rejects(
      broken.store.transaction(async () => 1),
      (error) => error === fault,
    )
  })

  test('leaves everything else as it is: reads outside, and real transactions beside it', async () => {
    const { store } = rehearsal(world.deps)
    await world.deps.store.transaction((tx) => tx.meta.set('real', 'yes'))
    assert.equal(await store.meta.get('real'), 'yes')
  })
})
