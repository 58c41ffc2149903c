import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, aUser, onBothEngines, withUser } from '../../../../tests/support/stores.ts'

onBothEngines((engine) => {
  test('account numbers have six digits or more, are never given out twice, and leave the first to the owner', async (t) => {
    const store = await engine.open(t)
    assert.equal(await store.accounts.nextId(), '100002')
    assert.equal(await store.accounts.nextId(), '100003')
    const ids = await Promise.all(Array.from({ length: 8 }, () => store.accounts.nextId()))
    assert.equal(new Set(ids).size, 8)
  })

  test('a number taken by hand is skipped', async (t) => {
    const store = await engine.open(t)
    await store.accounts.insert(anAccount({ id: '100002' }))
    assert.equal(await store.accounts.nextId(), '100003')
  })

  test('a number whose transaction failed may be given out again, but only then', async (t) => {
    const store = await engine.open(t)
    await assert.rejects(
      store.transaction(async (tx) => {
        assert.equal(await tx.accounts.nextId(), '100002')
        throw new Error('changed my mind')
      }),
      /changed my mind/,
    )
    assert.equal(await store.accounts.nextId(), '100002')
  })

  test('an account comes back as it was written', async (t) => {
    const store = await engine.open(t)
    const account = anAccount({
      name: 'Zoë & Söhne 🗝',
      enabled: false,
      resetKeepsTokens: true,
      apiReveal: false,
      stepUpMinutes: 60,
      createdAtMs: 8_640_000_000_000_000,
    })
    await store.accounts.insert(account)
    assert.deepEqual(await store.accounts.byId(account.id), account)
    assert.deepEqual(await store.accounts.list(), [account])
  })

  test('an unknown account is null', async (t) => {
    const store = await engine.open(t)
    assert.equal(await store.accounts.byId('999999'), null)
    assert.deepEqual(await store.accounts.list(), [])
  })

  test('the list goes by age', async (t) => {
    const store = await engine.open(t)
    for (const [id, createdAtMs] of [
      ['100001', 30],
      ['100002', 10],
      ['100003', 20],
    ] as const) {
      await store.accounts.insert(anAccount({ id, createdAtMs }))
    }
    const ids = (await store.accounts.list()).map(({ id }) => id)
    assert.deepEqual(ids, ['100002', '100003', '100001'])
  })

  test('a number that is taken is refused by name', async (t) => {
    const store = await engine.open(t)
    await store.accounts.insert(anAccount())
    await assert.rejects(store.accounts.insert(anAccount()), { code: 'account.exists' })
  })

  test('an update changes what it names and nothing else', async (t) => {
    const store = await engine.open(t)
    await store.accounts.insert(anAccount())
    assert.equal(await store.accounts.update('100001', { enabled: false, stepUpMinutes: 0 }), true)
    assert.deepEqual(await store.accounts.byId('100001'), anAccount({ enabled: false, stepUpMinutes: 0 }))
  })

  test('an update says whether there is such an account, also when it changes nothing', async (t) => {
    const store = await engine.open(t)
    await store.accounts.insert(anAccount())
    assert.equal(await store.accounts.update('100001', {}), true)
    assert.equal(await store.accounts.update('100001', { enabled: true }), true)
    assert.equal(await store.accounts.update('100009', {}), false)
    assert.equal(await store.accounts.update('100009', { enabled: true }), false)
  })

  test('a user cannot belong to an account that is not there', async (t) => {
    const store = await engine.open(t)
    await withUser(store)
    await assert.rejects(store.users.insert(aUser({ accountId: '100009' })), { name: 'StorageError' })
    assert.equal(await store.users.count(), 1)
  })
})
