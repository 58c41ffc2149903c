import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aDomain, aMailbox } from '../../../../tests/support/hosted-mail.ts'
import { newId, onBothEngines, withUser } from '../../../../tests/support/stores.ts'
import type { StoredAppPassword } from '../../domain/mailboxes/app-password.ts'

onBothEngines((engine) => {
  test('ends of connections are found by time and by whom they are of, and forgotten', async (t) => {
    const store = await engine.open(t)
    const end = (mask: string, atMs: number) => ({ id: newId(), mask, atMs })
    const ends = [end('ann@x.example', 10), end('*@x.example', 20), end('bob@x.example', 30)]
    for (const each of ends.toReversed()) await store.sessionEnds.insert(each)
    assert.deepEqual(await store.sessionEnds.since(20), ends.slice(1))
    const last = (address: string) => store.sessionEnds.lastOf(address)
    assert.deepEqual(
      [await last('ann@x.example'), await last('bob@x.example'), await last('ann@y.example'), await last('')],
      [20, 30, null, null],
    )
    await store.sessionEnds.forgetBefore(30)
    assert.deepEqual(await store.sessionEnds.since(0), ends.slice(2))
  })

  test('an app password is of its mailbox alone, and goes with it', async (t) => {
    const store = await engine.open(t)
    await withUser(store)
    const domain = aDomain()
    await store.mailDomains.insert(domain)
    const [one, other] = [aMailbox(domain, 'one'), aMailbox(domain, 'other')]
    for (const mailbox of [one, other]) await store.mailboxes.insert(mailbox)
    const made = (mailboxId: string, id: string, createdAtMs: number): StoredAppPassword => ({
      ...{ id, mailboxId, name: `of ${id}`, protocols: ['imap', 'smtp'], createdAtMs, lastUsedAtMs: null },
      passwordHash: '{SHA256.HEX}00',
    })
    const [a, b] = [made(one.id, '0000000b', 1), made(one.id, '0000000a', 2)]
    // The same id of another mailbox is another password.
    for (const each of [b, a, made(other.id, a.id, 3)]) await store.appPasswords.insert(each)
    const { passwordHash: _, ...shown } = a
    assert.deepEqual((await store.appPasswords.ofMailbox(one.id))[0], shown)
    assert.deepEqual(await store.appPasswords.find(one.id, b.id), b)
    assert.equal(await store.appPasswords.find(other.id, b.id), null)
    await store.appPasswords.noteUse(one.id, a.id, 50, 40)
    await store.appPasswords.noteUse(one.id, a.id, 60, 50)
    assert.equal((await store.appPasswords.find(one.id, a.id))?.lastUsedAtMs, 50)
    assert.equal((await store.appPasswords.find(other.id, a.id))?.lastUsedAtMs, null)
    assert.equal(await store.appPasswords.delete(other.id, b.id), false)
    assert.equal(await store.appPasswords.delete(one.id, b.id), true)
    assert.equal(await store.appPasswords.delete(one.id, b.id), false)
    await store.mailboxes.markDeleted(one, 7)
    await store.mailboxes.forgetDeletedBefore(8)
    assert.deepEqual(await store.appPasswords.ofMailbox(one.id), [])
    assert.equal((await store.appPasswords.ofMailbox(other.id)).length, 1)
  })
})
