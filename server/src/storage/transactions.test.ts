import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { aKey, anAccount, aUser, onBothEngines, withUser } from '../../../tests/support/stores.ts'
import type { Stores } from '../domain/store.ts'

/** What a reset does to the store: hold the user, end the current key, insert another, say so. */
async function reset(tx: Stores, user: { id: string; accountId: string }) {
  await tx.users.hold(user.id)
  const current = await tx.keys.current(user.id)
  if (!current) throw new Error('no current key')
  await tx.keys.end(current.id, 5_000)
  const next = aKey(user)
  await tx.keys.insert(next)
  await tx.audit.append({
    chain: user.accountId,
    atMs: 5_000,
    actor: 'test',
    action: 'key.reset',
    target: `user:${user.id}`,
    outcome: 'done',
    source: 'local',
    details: { keyId: next.id, oldKeyId: current.id },
  })
  return { ended: current.id, made: next.id }
}

onBothEngines((engine) => {
  test('eight resets of one user at once take turns, and each one finds a key', async (t) => {
    const store = await engine.open(t)
    const { user, key } = await withUser(store)
    const resets = await Promise.all(
      Array.from({ length: 8 }, () => store.transaction((tx) => reset(tx, user))),
    )
    const ended = new Set(resets.map((one) => one.ended))
    assert.equal(ended.size, 8)
    const keys = await store.keys.ofUser(user.id)
    assert.equal(keys.length, 9)
    assert.equal(keys.filter(({ endsAtMs }) => endsAtMs === null).length, 1)
    const made = new Set([key.id, ...resets.map((one) => one.made)])
    assert.deepEqual(made, new Set(keys.map(({ id }) => id)))
  })

  test('resets of many users of one account at once all happen, in one chain without gaps', async (t) => {
    const store = await engine.open(t)
    const { user } = await withUser(store)
    const users = [user]
    for (let made = 0; made < 11; made++) {
      const another = aUser()
      await store.users.insert(another)
      await store.keys.insert(aKey(another))
      users.push(another)
    }
    await Promise.all(users.map((one) => store.transaction((tx) => reset(tx, one))))
    const entries = await store.audit.page(user.accountId, 0, 100)
    assert.deepEqual(
      entries.map(({ number }) => number),
      users.map((_, at) => at + 1),
    )
  })

  test('a work that throws leaves nothing, and its error is the one it threw', async (t) => {
    const store = await engine.open(t)
    const { user, key } = await withUser(store)
    const fault = new Error('changed my mind')
    await assert.rejects(
      store.transaction(async (tx) => {
        await reset(tx, user)
        throw fault
      }),
      (error) => error === fault,
    )
    assert.deepEqual(await store.keys.ofUser(user.id), [key])
    assert.deepEqual(await store.audit.chains(), [])
  })

  test('a work that fails among others takes back its own changes alone', async (t) => {
    const store = await engine.open(t)
    await withUser(store)
    const works = Array.from({ length: 20 }, (_, at) =>
      store.transaction(async (tx) => {
        await tx.meta.set(`name-${at}`, 'there')
        if (at % 3 === 0) throw new Error(`fault ${at}`)
        if (at % 3 === 1) await tx.users.insert(aUser({ id: `user-${at}`, name: `user-${at}` }))
        return at
      }),
    )
    const results = await Promise.allSettled(works)
    for (const [at, result] of results.entries()) {
      assert.equal(result.status, at % 3 === 0 ? 'rejected' : 'fulfilled')
      assert.equal(await store.meta.get(`name-${at}`), at % 3 === 0 ? null : 'there')
    }
  })

  test('a statement that failed fails the transaction, even when the work caught the error', async (t) => {
    const store = await engine.open(t)
    const { user } = await withUser(store, { name: 'Anna' })
    await assert.rejects(
      store.transaction(async (tx) => {
        await tx.meta.set('name', 'there')
        await tx.users.insert(aUser({ name: 'ANNA' })).catch(() => {})
        return 'all is well'
      }),
      { code: 'user.exists' },
    )
    assert.equal(await store.meta.get('name'), null)
    assert.equal((await store.users.byName('anna'))?.id, user.id)
  })

  for (const end of ['commit', 'rollback'] as const) {
    test(`nothing of a transaction is seen before its ${end}`, async (t) => {
      const store = await engine.open(t)
      const written = Promise.withResolvers<void>()
      const mayEnd = Promise.withResolvers<void>()
      const writing = store.transaction(async (tx) => {
        await tx.meta.set('name', 'new')
        written.resolve()
        await mayEnd.promise
        if (end === 'rollback') throw new Error('changed my mind')
      })
      await written.promise
      let answered = false
      const reading = store.meta.get('name').finally(() => {
        answered = true
      })
      // PostgreSQL answers with what was there before; SQLite answers when the transaction is over.
      if (engine.name === 'postgres') assert.equal(await reading, null)
      else await nextTurn()
      assert.equal(answered, engine.name === 'postgres')
      mayEnd.resolve()
      await (end === 'commit' ? writing : assert.rejects(writing, /changed my mind/))
      const final = end === 'commit' ? 'new' : null
      if (engine.name === 'sqlite') assert.equal(await reading, final)
      assert.equal(await store.meta.get('name'), final)
    })
  }

  test('a transaction that resolved is seen by every read that begins after it', async (t) => {
    const store = await engine.open(t)
    await withUser(store)
    for (let round = 0; round < 30; round++) {
      await store.transaction((tx) => tx.meta.set('round', String(round)))
      assert.equal(await store.meta.get('round'), String(round))
    }
  })

  test('within a transaction the outer store refuses, instead of waiting for ever or escaping', async (t) => {
    const store = await engine.open(t)
    await withUser(store)
    const misuses: (() => Promise<unknown>)[] = [
      () => store.meta.get('name'),
      () => store.meta.set('name', 'escaped'),
      () => store.transaction(async () => {}),
    ]
    for (const misuse of misuses) {
      await assert.rejects(store.transaction(misuse), /outer store was used inside/)
    }
    assert.equal(await store.meta.get('name'), null)
  })

  test('the outer store may be used by what a transaction set off, once it has ended', async (t) => {
    const store = await engine.open(t)
    let later: Promise<string | null> | undefined
    const { promise: ended, resolve: end } = Promise.withResolvers<void>()
    await store.transaction(async (tx) => {
      await tx.meta.set('name', 'value')
      later = ended.then(() => store.meta.get('name'))
    })
    end()
    assert.equal(await later, 'value')
  })

  test('the stores of a transaction cannot be used after it', async (t) => {
    const store = await engine.open(t)
    const kept = await store.transaction(async (tx) => tx)
    await assert.rejects(kept.meta.set('name', 'late'), /after its end/)
    await assert.rejects(kept.meta.get('name'), /after its end/)
  })

  test('what a work returns comes back, also undefined and null', async (t) => {
    const store = await engine.open(t)
    assert.equal(await store.transaction(async () => null), null)
    assert.equal(await store.transaction(async () => undefined), undefined)
    assert.deepEqual(await store.transaction(async () => ({ a: 1 })), { a: 1 })
  })

  test('a work that throws at once, and something that is no error, rejects', async (t) => {
    const store = await engine.open(t)
    const work = (): Promise<void> => {
      throw new Error('at once')
    }
    await assert.rejects(store.transaction(work), /at once/)
    await store.meta.set('still', 'works')
  })

  test('two hundred works at once all happen', async (t) => {
    const store = await engine.open(t)
    await store.accounts.insert(anAccount())
    await Promise.all(
      Array.from({ length: 200 }, (_, at) => store.transaction((tx) => tx.meta.set(`n${at}`, `${at}`))),
    )
    for (const at of [0, 63, 64, 65, 128, 199]) assert.equal(await store.meta.get(`n${at}`), `${at}`)
  })

  test('closing waits for what was asked before, and refuses what is asked after', async (t) => {
    const store = await engine.open(t)
    const before = store.meta.set('name', 'value')
    if (engine.name === 'postgres') await before
    await store.close()
    await before
    await assert.rejects(store.meta.set('name', 'late'))
    await assert.rejects(store.meta.get('name'))
    await store.close()
  })
})

describe('the promise about memory', () => {
  onBothEngines((engine) => {
    test('only an engine that nobody else can write to lets memory answer', async (t) => {
      const store = await engine.open(t)
      assert.equal(store.exclusive, engine.name === 'sqlite')
    })
  })
})
