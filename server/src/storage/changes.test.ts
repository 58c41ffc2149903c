import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { aKey, aUser, newId, onBothEngines, withUser } from '../../../tests/support/stores.ts'
import type { Store, Stores } from '../domain/store.ts'
import { ChangeEvents } from './changes.ts'

function listen(store: Store) {
  const heard: string[] = []
  store.onChange((userIds) => heard.push(...userIds))
  return heard
}

onBothEngines((engine) => {
  const setUp = async (t: Parameters<typeof engine.open>[0]) => {
    const store = await engine.open(t)
    const { user, key, account } = await withUser(store)
    const old = aKey(user, { endsAtMs: 10 })
    await store.keys.insert(old)
    return { store, user, key, old, account, heard: listen(store) }
  }
  type Setting = Awaited<ReturnType<typeof setUp>>

  const acts: Record<string, (stores: Stores, setting: Setting) => Promise<unknown>> = {
    'disabling a user': (stores, { user }) => stores.users.update(user.id, { enabled: false }),
    'changing roles': (stores, { user }) => stores.users.update(user.id, { roles: ['x'] }),
    'a new password': (stores, { user }) => stores.users.update(user.id, { passwordId: 'p2' }),
    'deleting a user': (stores, { user }) => stores.users.delete(user.id, 5),
    'ending a key': (stores, { key }) => stores.keys.end(key.id, 5),
    'setting the state of a key': (stores, { key }) => stores.keys.setState(key.id, 'lost'),
    'setting the state of every key': (stores) => stores.keys.setStateOfAll('lost', 0),
    'forgetting an ended key': (stores) => stores.keys.forgetEndedBefore(11),
    'suspending the account': (stores, { account }) => stores.accounts.update(account.id, { enabled: false }),
    'changing what a reset does to tokens': (stores, { account }) =>
      stores.accounts.update(account.id, { resetKeepsTokens: true }),
  }
  for (const [name, act] of Object.entries(acts)) {
    test(`${name} names the user`, async (t) => {
      const setting = await setUp(t)
      await act(setting.store, setting)
      assert.deepEqual(setting.heard, [setting.user.id])
    })

    test(`${name} within a transaction does so too`, async (t) => {
      const setting = await setUp(t)
      await setting.store.transaction((tx) => act(tx, setting))
      assert.deepEqual(setting.heard, [setting.user.id])
    })
  }

  test('forgetting sealed copies names nobody: a check of a key does not ask for its copy', async (t) => {
    const { store, account, heard } = await setUp(t)
    await store.keys.forgetSealed(account.id)
    await store.accounts.hold(account.id)
    assert.deepEqual(heard, [])
  })

  test('a new key, and another secret for one, name the user', async (t) => {
    const { store, user, key, heard } = await setUp(t)
    await store.keys.end(key.id, 5)
    heard.length = 0
    await store.keys.insert(aKey(user))
    assert.deepEqual(heard, [user.id])
    await store.keys.replaceSecret(key.id, { digest: `digest-${newId()}`, sealed: null })
    assert.deepEqual(heard, [user.id, user.id])
  })

  test("an account's change names each of its users and nobody else", async (t) => {
    const { store, account, user, heard } = await setUp(t)
    const second = aUser()
    await store.users.insert(second)
    await store.accounts.insert({ ...account, id: '100002' })
    await store.users.insert(aUser({ accountId: '100002' }))
    heard.length = 0
    await store.accounts.update(account.id, { enabled: false })
    assert.deepEqual(new Set(heard), new Set([user.id, second.id]))
  })

  test('reads, holds and what concerns no user are not told', async (t) => {
    const { store, user, key, account, heard } = await setUp(t)
    await store.users.hold(user.id)
    await store.keys.known(key.digest)
    await store.meta.set('name', 'value')
    await store.accounts.update(account.id, {})
    await store.keys.forgetEndedBefore(0)
    assert.deepEqual(heard, [])
  })

  test('what was rolled back is not told', async (t) => {
    const { store, user, heard } = await setUp(t)
    const failing = store.transaction(async (tx) => {
      await tx.users.update(user.id, { enabled: false })
      throw new Error('no')
    })
    await assert.rejects(failing, /no/)
    assert.deepEqual(heard, [])
  })

  test('listeners hear after the commit and before the caller', async (t) => {
    const { store, user } = await setUp(t)
    const order: string[] = []
    store.onChange(() => order.push('listener one'))
    store.onChange(() => order.push('listener two'))
    const writing = store.transaction(async (tx) => {
      await tx.users.update(user.id, { enabled: false })
      order.push('work')
    })
    await writing.then(() => order.push('caller'))
    assert.deepEqual(order, ['work', 'listener one', 'listener two', 'caller'])
  })

  test('a listener that asks the store sees what it was told about', async (t) => {
    const { store, user } = await setUp(t)
    const { promise, resolve } = Promise.withResolvers<boolean | undefined>()
    store.onChange(() => void store.users.byId(user.id).then((found) => resolve(found?.enabled)))
    await store.users.update(user.id, { enabled: false })
    assert.equal(await promise, false)
  })

  test('changes of works that were committed together are heard in order, before any of them resolves', async (t) => {
    const { store, user, key } = await setUp(t)
    const order: string[] = []
    store.onChange((userIds) => order.push(...userIds.map((id) => `heard ${id === user.id}`)))
    const other = aUser()
    await Promise.all([
      store.keys.end(key.id, 5).then(() => order.push('resolved')),
      store.users.insert(other).then(() => order.push('resolved')),
    ])
    assert.equal(order.filter((entry) => entry.startsWith('heard')).length, 2)
    assert.ok(order[0]?.startsWith('heard'))
    if (engine.name === 'sqlite') {
      assert.deepEqual(order, ['heard true', 'heard false', 'resolved', 'resolved'])
    }
  })
})

test('every listener hears, whatever another one throws; then the process ends', async () => {
  const script = `
    import { ChangeEvents } from ${JSON.stringify(import.meta.resolve('./changes.ts'))}
    const events = new ChangeEvents()
    events.listen(() => { throw new Error('a faulty listener') })
    events.listen(([userId]) => console.log('heard', userId))
    events.emit(['u'])
    setInterval(() => {}, 1000)
  `
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script])
  assert.notEqual(status, 0)
  assert.match(String(stdout), /heard u/)
  assert.match(String(stderr), /a faulty listener/)
})

test('nothing changed is nothing told', () => {
  const events = new ChangeEvents()
  events.listen(() => assert.fail('told of nothing'))
  events.emit([])
})
