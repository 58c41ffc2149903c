import assert from 'node:assert/strict'
import { existsSync, statSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import {
  aKey,
  aUser,
  CLOCK,
  freshFile,
  freshStore,
  onBothEngines,
  withUser,
} from '../../../tests/support/stores.ts'
import { openStore } from './open.ts'

test('S-A6 a copy made while writers go on is a whole database of one moment', async (t) => {
  const store = await freshStore(t)
  await withUser(store)
  for (let at = 0; at < 200; at++) await store.meta.set(`fill-${at}`, 'x'.repeat(50_000))
  let isOver = false
  let pairs = 0
  // Two rows that every commit changes together.
  const writing = (async () => {
    for (; !isOver; pairs++) {
      await store.transaction(async (tx) => {
        await tx.meta.set('left', String(pairs))
        await new Promise((resolve) => setImmediate(resolve))
        await tx.meta.set('right', String(pairs))
      })
    }
  })()
  const copy = freshFile()
  await store.backup?.(copy).finally(() => {
    isOver = true
    return writing
  })
  assert.ok(pairs > 0)
  const restored = await openStore(`sqlite:${copy}`, { clock: CLOCK })
  t.after(() => restored.close())
  assert.equal(await restored.meta.get('left'), await restored.meta.get('right'))
  assert.equal((await restored.meta.get('fill-199'))?.length, 50_000)
  assert.equal(await restored.users.count(), 1)
})

test('a copy has what was committed before it began, and is for its owner alone', async (t) => {
  const store = await freshStore(t)
  const { key, user } = await withUser(store)
  await store.keys.end(key.id, 5)
  const next = aKey(user)
  await store.keys.insert(next)
  const copy = freshFile()
  await store.backup?.(copy)
  await store.users.insert(aUser())
  assert.equal(statSync(copy).mode & 0o777, 0o600)
  const restored = await openStore(`sqlite:${copy}`, { clock: CLOCK })
  t.after(() => restored.close())
  assert.equal((await restored.keys.known(key.digest))?.endsAtMs, 5)
  assert.deepEqual(await restored.keys.byId(next.id), next)
  assert.equal(await restored.users.count(), 1)
})

test('readers go on while a copy is made, and writers after it', async (t) => {
  const store = await freshStore(t)
  for (let at = 0; at < 200; at++) await store.meta.set(`fill-${at}`, 'x'.repeat(50_000))
  const order: string[] = []
  const copying = store.backup?.(freshFile()).then(() => order.push('copied'))
  const writing = store.meta.set('name', 'value').then(() => order.push('written'))
  await store.meta.get('fill-1')
  order.push('read')
  await Promise.all([copying, writing])
  assert.deepEqual(order, ['read', 'copied', 'written'])
})

test('a copy never overwrites a file', async (t) => {
  const store = await freshStore(t)
  const target = freshFile()
  writeFileSync(target, 'precious')
  await assert.rejects(async () => store.backup?.(target), { code: 'EEXIST' })
  assert.equal(statSync(target).size, 8)
})

test('a copy to a place that is not there fails, and the store goes on', async (t) => {
  const store = await freshStore(t)
  await assert.rejects(async () => store.backup?.('/no/such/folder/copy.db'), { code: 'ENOENT' })
  assert.ok(!existsSync('/no'))
  await store.meta.set('still', 'works')
})

onBothEngines((engine) => {
  test('the engine with tools of its own has no copy of ours', async (t) => {
    const store = await engine.open(t)
    assert.equal(store.backup === null, engine.name === 'postgres')
  })
})
