import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aUser, newId, onBothEngines, withUser } from '../../../../tests/support/stores.ts'
import type { StoredSettings } from '../../domain/administrators/stores.ts'
import { listOf } from './json-list.ts'

const AGREED: Omit<StoredSettings, 'userId' | 'accountId'> = {
  firstName: 'Zoë',
  lastName: "O'Hara",
  isProgram: true,
  passwordDays: 90,
  allowsSimultaneous: false,
  networks: ['192.0.2.7', '2001:db8::/32'],
  areas: ['mailboxes', 'lists'],
  domains: ['a.example'],
}

onBothEngines((engine) => {
  async function opened(t: Parameters<typeof engine.open>[0]) {
    const store = await engine.open(t)
    const { user } = await withUser(store)
    return { store, owner: { userId: user.id, accountId: user.accountId } }
  }

  test('what is agreed comes back, and a later agreement takes its place', async (t) => {
    const { store, owner } = await opened(t)
    assert.equal(await store.administrators.settings(owner.userId), null)
    await store.administrators.put({ ...AGREED, ...owner })
    assert.deepEqual(await store.administrators.settings(owner.userId), { ...AGREED, ...owner })
    const later = { ...AGREED, ...owner, isProgram: false, networks: [], areas: [], domains: null }
    await store.administrators.put(later)
    assert.deepEqual(await store.administrators.ofAccount(owner.accountId), [later])
    assert.deepEqual(await store.administrators.ofAccount(newId()), [])
  })

  test('it goes with the user, and nobody has it without one', async (t) => {
    const { store, owner } = await opened(t)
    await store.administrators.put({ ...AGREED, ...owner })
    await store.users.delete(owner.userId, 9_000)
    assert.equal(await store.administrators.settings(owner.userId), null)
    await assert.rejects(store.administrators.put({ ...AGREED, ...owner }))
    const other = aUser()
    await store.users.insert(other)
    await assert.rejects(store.administrators.put({ ...AGREED, userId: other.id, accountId: newId() }))
  })

  test('listeners hear of the user: what is remembered of a key pair has the networks in it', async (t) => {
    const { store, owner } = await opened(t)
    const heard: string[] = []
    store.onChange((ids) => heard.push(...ids))
    await store.administrators.put({ ...AGREED, ...owner })
    assert.deepEqual(heard, [owner.userId])
  })
})

test('a column that holds no list is a fault: an empty one could mean everywhere', () => {
  for (const text of ['{}', 'null', '"a"', '[1]', '']) assert.throws(() => listOf(text))
})
