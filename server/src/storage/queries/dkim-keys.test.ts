import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aDomain } from '../../../../tests/support/hosted-mail.ts'
import { newId, onBothEngines, withUser } from '../../../../tests/support/stores.ts'
import type { StoredDkimKey } from '../../domain/dkim/dkim-key.ts'

onBothEngines((engine) => {
  async function opened(t: Parameters<typeof engine.open>[0]) {
    const store = await engine.open(t)
    await withUser(store)
    const domain = aDomain()
    await store.mailDomains.insert(domain)
    const aKey = (selector: string, createdAtMs: number): StoredDkimKey => ({
      ...{ id: newId(), accountId: domain.accountId, domainId: domain.id, selector, publicKey: 'MII=' },
      ...{ sealed: Uint8Array.of(1, 2), createdAtMs, activatedAtMs: null },
    })
    return { store, domain, aKey }
  }

  test('keys come back as they were put in, the newest first, and signing from when it was said', async (t) => {
    const { store, domain, aKey } = await opened(t)
    const [older, newer] = [aKey('20260101', 1), aKey('20260102', 2)]
    for (const key of [older, newer]) await store.dkimKeys.insert(key)
    await store.dkimKeys.activate(older.id, 9)
    const found = await store.dkimKeys.ofDomain(domain.id)
    assert.deepEqual(
      found.map((key) => ({ ...key, sealed: Uint8Array.from(key.sealed) })),
      [newer, { ...older, activatedAtMs: 9 }],
    )
    assert.deepEqual(await store.dkimKeys.ofDomain(newId()), [])
  })

  test('no domain has two keys of one selector', async (t) => {
    const { store, aKey } = await opened(t)
    await store.dkimKeys.insert(aKey('20260101', 1))
    await assert.rejects(store.dkimKeys.insert(aKey('20260101', 2)))
  })

  test('keys are sealed anew one by one, go one by one, and with their domain', async (t) => {
    const { store, domain, aKey } = await opened(t)
    const keys = [aKey('a', 1), aKey('b', 2), aKey('c', 3)].sort((one, two) => (one.id < two.id ? -1 : 1))
    for (const key of keys) await store.dkimKeys.insert(key)
    const [first, second, third] = keys
    assert.ok(first && second && third)
    await store.dkimKeys.reseal(second.id, Uint8Array.of(7))
    const page = await store.dkimKeys.page(first.id, 1)
    assert.deepEqual(
      page.map(({ id, sealed }) => [id, [...sealed]]),
      [[second.id, [7]]],
    )
    await store.dkimKeys.delete(first.id)
    assert.equal((await store.dkimKeys.page('', 9)).length, 2)
    await store.mailDomains.delete(domain.id)
    assert.deepEqual(await store.dkimKeys.page('', 9), [])
  })

  test('all of them are given up at once', async (t) => {
    const { store, aKey } = await opened(t)
    await store.dkimKeys.insert(aKey('a', 1))
    await store.dkimKeys.deleteAll()
    assert.deepEqual(await store.dkimKeys.page('', 9), [])
  })
})
