import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aDomain, aMailbox } from '../../../../tests/support/hosted-mail.ts'
import { anAccount, newId, onBothEngines, withUser } from '../../../../tests/support/stores.ts'
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

  test('a session of a mailbox is found, touched, and ended alone, with its mailbox or its account', async (t) => {
    const store = await engine.open(t)
    await withUser(store)
    await store.accounts.insert(anAccount({ id: '100002' }))
    const domains = [aDomain(), aDomain({ accountId: '100002' })] as const
    for (const domain of domains) await store.mailDomains.insert(domain)
    const mailboxes = [
      aMailbox(domains[0], 'one'),
      aMailbox(domains[0], 'two'),
      aMailbox(domains[1], 'three'),
    ]
    for (const mailbox of mailboxes) await store.mailboxes.insert(mailbox)
    const { mailboxSessions } = store
    const digests = ['0a', '0b', '1a', '2a', '2b']
    const opened = (digest: string) => {
      const mailboxId = mailboxes[Number(digest[0])]?.id ?? ''
      return { digest, mailboxId, createdAtMs: 5, lastSeenAtMs: 10, factorProved: false }
    }
    const before = await store.ring.countDigests('', 6)
    for (const digest of digests) await mailboxSessions.insert(opened(digest))
    const there = async () => {
      const found = await Promise.all(digests.map(mailboxSessions.byDigest))
      return found.flatMap((one) => (one ? [one.digest] : [])).join(' ')
    }
    await mailboxSessions.touch('1a', 20)
    assert.deepEqual(await mailboxSessions.byDigest('1a'), { ...opened('1a'), lastSeenAtMs: 20 })
    assert.deepEqual(await mailboxSessions.byDigest('0a'), opened('0a'))
    assert.equal(await store.ring.countDigests('', 6), before + digests.length)
    await mailboxSessions.deleteOfMailbox(mailboxes[0]?.id ?? '', '0b')
    assert.equal(await there(), '0b 1a 2a 2b')
    assert.deepEqual([await mailboxSessions.delete('2b'), await mailboxSessions.delete('2b')], [true, false])
    await mailboxSessions.deleteOfAccount('100002')
    assert.equal(await there(), '0b 1a')
    await mailboxSessions.deleteSeenBefore(20)
    assert.equal(await there(), '1a')
    await store.mailboxes.markDeleted(mailboxes[1] ?? aMailbox(domains[0], 'x'), 7)
    await store.mailboxes.forgetDeletedBefore(8)
    assert.equal(await there(), '')
  })
})
