import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aUser, onBothEngines, withUser } from '../../../../tests/support/stores.ts'
import type { StoredSession } from '../../domain/sessions/session.ts'

function aSession(
  user: { id: string; accountId: string },
  change: Partial<StoredSession> = {},
): StoredSession {
  return {
    digest: 's1',
    userId: user.id,
    accountId: user.accountId,
    createdAtMs: 1,
    lastSeenAtMs: 2,
    provenAtMs: 3,
    address: '2001:db8::1',
    client: 'Firefox',
    method: 'password',
    ...change,
  }
}

onBothEngines((engine) => {
  test('a session comes back as written; an unknown one is null', async (t) => {
    const store = await engine.open(t)
    const session = aSession((await withUser(store)).user)
    await store.sessions.insert(session)
    assert.deepEqual(await store.sessions.byDigest('s1'), session)
    assert.equal(await store.sessions.byDigest('s2'), null)
  })

  test('an update changes what it names; the proof of presence can be taken back', async (t) => {
    const store = await engine.open(t)
    const session = aSession((await withUser(store)).user)
    await store.sessions.insert(session)
    await store.sessions.update('s1', { lastSeenAtMs: 9, provenAtMs: null })
    await store.sessions.update('s1', {})
    await store.sessions.update('s2', { address: 'nobody' })
    assert.deepEqual(await store.sessions.byDigest('s1'), { ...session, lastSeenAtMs: 9, provenAtMs: null })
  })

  test('a session can go on under a new digest', async (t) => {
    const store = await engine.open(t)
    await store.sessions.insert(aSession((await withUser(store)).user))
    await store.sessions.update('s1', { digest: 's9', client: 'other' })
    assert.equal(await store.sessions.byDigest('s1'), null)
    assert.equal((await store.sessions.byDigest('s9'))?.client, 'other')
  })

  test('deleting says whether there was one', async (t) => {
    const store = await engine.open(t)
    await store.sessions.insert(aSession((await withUser(store)).user))
    assert.equal(await store.sessions.delete('s1'), true)
    assert.equal(await store.sessions.delete('s1'), false)
  })

  test("a user's sessions end together, but for one; others' go on", async (t) => {
    const store = await engine.open(t)
    const { user } = await withUser(store)
    const other = aUser()
    await store.users.insert(other)
    for (const digest of ['a', 'b', 'c']) await store.sessions.insert(aSession(user, { digest }))
    await store.sessions.insert(aSession(other, { digest: 'x' }))
    assert.equal(await store.sessions.deleteOfUser(user.id, 'b'), 2)
    assert.deepEqual(
      (await store.sessions.ofUser(user.id)).map(({ digest }) => digest),
      ['b'],
    )
    assert.equal(await store.sessions.deleteOfUser(user.id), 1)
    assert.equal((await store.sessions.ofUser(other.id)).length, 1)
  })

  test('sessions are listed by last use, and forgotten by it', async (t) => {
    const store = await engine.open(t)
    const { user } = await withUser(store)
    for (const [digest, lastSeenAtMs] of [
      ['a', 10],
      ['b', 30],
      ['c', 20],
    ] as const) {
      await store.sessions.insert(aSession(user, { digest, lastSeenAtMs }))
    }
    const digests = async () => (await store.sessions.ofUser(user.id)).map(({ digest }) => digest)
    assert.deepEqual(await digests(), ['b', 'c', 'a'])
    await store.sessions.deleteSeenBefore(20)
    assert.deepEqual(await digests(), ['b', 'c'])
  })

  test('a session belongs to a user who exists, in that account', async (t) => {
    const store = await engine.open(t)
    const { user } = await withUser(store)
    for (const stray of [
      { id: 'nobody', accountId: user.accountId },
      { id: user.id, accountId: '100009' },
    ]) {
      await assert.rejects(store.sessions.insert(aSession(stray)), { name: 'StorageError' })
    }
  })
})
