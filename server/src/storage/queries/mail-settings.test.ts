import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aDomain, aMailbox } from '../../../../tests/support/hosted-mail.ts'
import { onBothEngines, withUser } from '../../../../tests/support/stores.ts'

onBothEngines((engine) => {
  async function opened(t: Parameters<typeof engine.open>[0]) {
    const store = await engine.open(t)
    await withUser(store)
    const domain = aDomain()
    await store.mailDomains.insert(domain)
    const mailbox = aMailbox(domain, 'anna')
    await store.mailboxes.insert(mailbox)
    const own = { domainId: domain.id, mailboxId: mailbox.id }
    return { store, domain, mailbox, own, whole: { domainId: domain.id, mailboxId: null } }
  }

  test('settings are kept by owner and kind, the last of them', async (t) => {
    const { store, own, whole } = await opened(t)
    await store.mailSettings.put(whole, 'spam', '{"a":1}')
    await store.mailSettings.put(own, 'spam', '{"a":2}')
    await store.mailSettings.put(own, 'spam', '{"a":3}')
    assert.equal(await store.mailSettings.get(whole, 'spam'), '{"a":1}')
    assert.equal(await store.mailSettings.get(own, 'spam'), '{"a":3}')
    assert.equal(await store.mailSettings.get(whole, 'quarantine'), null)
  })

  test('those of the mailboxes of a domain are dropped, the kind that was named, and its own are not', async (t) => {
    const { store, domain, own, whole } = await opened(t)
    const other = aDomain()
    await store.mailDomains.insert(other)
    const elsewhere = aMailbox(other, 'ben')
    await store.mailboxes.insert(elsewhere)
    const away = { domainId: other.id, mailboxId: elsewhere.id }
    for (const owner of [own, whole, away]) await store.mailSettings.put(owner, 'spam', '{}')
    await store.mailSettings.put(own, 'storage-notice', '{}')
    const listed = await store.mailSettings.ofDomain(domain.id, 'spam')
    const byOwner = (of: typeof own | typeof whole) =>
      listed.find(({ owner }) => owner.mailboxId === of.mailboxId)
    assert.deepEqual(
      [byOwner(own), byOwner(whole)],
      [own, whole].map((owner) => ({ owner, json: '{}' })),
    )
    assert.equal(listed.length, 2)
    assert.equal(await store.mailSettings.dropOfMailboxes(domain.id, 'spam'), 1)
    assert.equal(await store.mailSettings.get(own, 'spam'), null)
    assert.equal(await store.mailSettings.get(own, 'storage-notice'), '{}')
    for (const owner of [whole, away]) assert.equal(await store.mailSettings.get(owner, 'spam'), '{}')
  })

  test('lists keep each entry once, in order, and tell how many went', async (t) => {
    const { store, own, whole } = await opened(t)
    await store.senderLists.add(own, 'blocklist', ['b', 'a'])
    await store.senderLists.add(own, 'blocklist', ['a', 'c'])
    await store.senderLists.add(own, 'blocklist', [])
    assert.deepEqual(await store.senderLists.entries(own, 'blocklist'), ['a', 'b', 'c'])
    assert.deepEqual(await store.senderLists.entries(own, 'safelist'), [])
    assert.deepEqual(await store.senderLists.entries(whole, 'blocklist'), [])
    assert.equal(await store.senderLists.remove(own, 'blocklist', ['a', 'z', 'c']), 2)
    assert.equal(await store.senderLists.remove(own, 'blocklist', []), 0)
    assert.deepEqual(await store.senderLists.entries(own, 'blocklist'), ['b'])
  })

  test('both go with their mailbox when it is forgotten, and with their domain', async (t) => {
    const { store, domain, mailbox, own, whole } = await opened(t)
    for (const owner of [own, whole]) {
      await store.mailSettings.put(owner, 'spam', '{}')
      await store.senderLists.add(owner, 'blocklist', ['a'])
    }
    const left = async (owner: typeof own | typeof whole) => [
      await store.mailSettings.get(owner, 'spam'),
      await store.senderLists.entries(owner, 'blocklist'),
    ]
    await store.mailboxes.markDeleted(mailbox, 10)
    assert.deepEqual(await left(own), ['{}', ['a']])
    await store.mailboxes.forgetDeletedBefore(11)
    assert.deepEqual(await left(own), [null, []])
    assert.deepEqual(await left(whole), ['{}', ['a']])
    await store.mailDomains.delete(domain.id)
    assert.deepEqual(await left(whole), [null, []])
  })
})
