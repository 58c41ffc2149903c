import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { freshStore } from '../../../tests/support/stores.ts'
import { DomainError } from '../domain/errors.ts'
import type { Stores } from '../domain/store.ts'
import { learningStore } from './learning-store.ts'

const unreadable = () => new DomainError('secret.unreadable')

/** A store that is said to be shared, and a vault that knows more after a look, or does not. */
async function learning(t: TestContext, { exclusive = false, learns = true } = {}) {
  const found = await freshStore(t)
  let looks = 0
  const vault = {
    refresh: async () => {
      looks++
      return learns
    },
  }
  return { store: learningStore({ ...found, exclusive }, vault), looks: () => looks }
}

/** Work that fails with each of these errors in turn, and then succeeds. */
function failing(...errors: readonly Error[]) {
  let runs = 0
  const work = async (tx: Pick<Stores, 'meta'>) => {
    runs++
    await tx.meta.set(`run ${runs}`, 'done')
    const error = errors[runs - 1]
    if (error) throw error
    return `run ${runs}`
  }
  return { work, runs: () => runs }
}

test('a transaction that met a new data key is run again with it, and the first run leaves nothing', async (t) => {
  const { store, looks } = await learning(t)
  const { work } = failing(unreadable())
  assert.equal(await store.transaction(work), 'run 2')
  assert.equal(looks(), 1)
  assert.deepEqual([await store.meta.get('run 1'), await store.meta.get('run 2')], [null, 'done'])
})

test('one that goes well is run once, and nobody looks', async (t) => {
  const { store, looks } = await learning(t)
  const { work, runs } = failing()
  assert.equal(await store.transaction(work), 'run 1')
  assert.deepEqual([runs(), looks()], [1, 0])
})

test('where nothing was learned the copy is damaged: it is not tried again', async (t) => {
  const { store, looks } = await learning(t, { learns: false })
  const { work, runs } = failing(unreadable())
  await assert.rejects(store.transaction(work), { code: 'secret.unreadable' })
  assert.deepEqual([runs(), looks()], [1, 1])
})

test('a second failure is told, and there is no third run', async (t) => {
  const { store } = await learning(t)
  const { work, runs } = failing(unreadable(), unreadable())
  await assert.rejects(store.transaction(work), { code: 'secret.unreadable' })
  assert.equal(runs(), 2)
})

test('any other refusal is passed on at once', async (t) => {
  const { store, looks } = await learning(t)
  for (const error of [new DomainError('user.exists'), new Error('a fault')]) {
    const { work, runs } = failing(error)
    await assert.rejects(store.transaction(work), error)
    assert.deepEqual([runs(), looks()], [1, 0])
  }
})

test('a store that nobody else changes is left as it is', async (t) => {
  const { store, looks } = await learning(t, { exclusive: true })
  const { work, runs } = failing(unreadable())
  await assert.rejects(store.transaction(work), { code: 'secret.unreadable' })
  assert.deepEqual([runs(), looks()], [1, 0])
})
