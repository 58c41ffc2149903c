import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId, onBothEngines, withUser } from '../../../../tests/support/stores.ts'
import type { OutgoingMail } from '../../domain/mail/outgoing.ts'

function aMail(change: Partial<OutgoingMail> = {}): OutgoingMail {
  return {
    id: newId(),
    kind: 'reset',
    userId: null,
    userName: 'ulla',
    address: null,
    doneFrom: null,
    createdAtMs: 1_000,
    endsAtMs: 9_000,
    nextAtMs: 1_000,
    attempts: 0,
    fault: null,
    content: null,
    ...change,
  }
}

onBothEngines((engine) => {
  test('outbox: what is due comes as it was put in, the longest waiting first', async (t) => {
    const store = await engine.open(t)
    const { user } = await withUser(store)
    const notice = aMail({
      kind: 'key_changed',
      userId: user.id,
      userName: null,
      address: 'ulla@example.com',
      doneFrom: '192.0.2.1',
      nextAtMs: 999,
      attempts: 3,
      fault: 'EAUTH 535',
    })
    const everybody = { address: 'a@x.example,b@x.example', content: '{"subject":"Hello"}' }
    const mails = [aMail({ kind: 'announcement', ...everybody }), notice, aMail({ nextAtMs: 1_001 })]
    for (const mail of mails) await store.outbox.insert(mail)
    assert.deepEqual(await store.outbox.due(1_000, 10), [mails[1], mails[0]])
    assert.deepEqual(await store.outbox.due(5_000, 1), [mails[1]])
    assert.deepEqual(await store.outbox.due(998, 10), [])
  })

  test('outbox: of eight who claim a mail at once, one gets it, and not before it is due again', async (t) => {
    const store = await engine.open(t)
    const mail = aMail()
    await store.outbox.insert(mail)
    const claims = await Promise.all(Array.from({ length: 8 }, () => store.outbox.claim(mail, 2_000)))
    assert.equal(claims.filter(Boolean).length, 1)
    assert.deepEqual(await store.outbox.due(1_999, 10), [])
    assert.deepEqual(await store.outbox.due(2_000, 10), [{ ...mail, attempts: 1, nextAtMs: 2_000 }])
    assert.equal(await store.outbox.claim({ id: 'none', attempts: 0 }, 1), false)
  })

  test('outbox: a delayed mail says why, and its state is told', async (t) => {
    const store = await engine.open(t)
    assert.deepEqual(await store.outbox.state(), { waiting: 0, oldestAtMs: null, fault: null })
    const mail = aMail()
    await store.outbox.insert(mail)
    await store.outbox.insert(aMail({ createdAtMs: 2_000 }))
    await store.outbox.delay(mail.id, 7_000, 'ETLS')
    assert.deepEqual(await store.outbox.state(), { waiting: 2, oldestAtMs: 1_000, fault: 'ETLS' })
    const [, delayed] = await store.outbox.due(7_000, 10)
    assert.deepEqual([delayed?.id, delayed?.nextAtMs, delayed?.fault], [mail.id, 7_000, 'ETLS'])
    await store.outbox.makeDue(3_000)
    const due = await store.outbox.due(3_000, 10)
    assert.deepEqual(due.map(({ nextAtMs }) => nextAtMs).toSorted(), [1_000, 3_000])
  })

  test('outbox: one mail, those of a kind and user, those that ended, and those of a deleted user go', async (t) => {
    const store = await engine.open(t)
    const { user } = await withUser(store)
    const own = { userId: user.id, userName: null }
    const [one, invitation, notice, ended] = [
      aMail(),
      aMail({ ...own, kind: 'invitation' }),
      aMail({ ...own, kind: 'key_changed' }),
      aMail({ endsAtMs: 2_000 }),
    ]
    for (const mail of [one, invitation, notice, ended]) await store.outbox.insert(mail)
    const left = async () => (await store.outbox.due(1_000, 10)).map(({ id }) => id).toSorted()
    await store.outbox.deleteOf('invitation', user.id)
    assert.deepEqual(await left(), [one.id, notice.id, ended.id].toSorted())
    await store.outbox.forgetEnded(2_000)
    assert.deepEqual(await left(), [one.id, notice.id].toSorted())
    await store.users.delete(user.id, 1)
    assert.deepEqual(await left(), [one.id])
    await store.outbox.delete(one.id)
    await store.outbox.delete(one.id)
    assert.deepEqual(await left(), [])
  })

  test('links: those of a kind that have ended are forgotten, others stay', async (t) => {
    const store = await engine.open(t)
    const { user } = await withUser(store)
    const link = { kind: 'reset', userId: user.id } as const
    await store.links.insert({ ...link, digest: 'a', expiresAtMs: 10 })
    await store.links.insert({ ...link, digest: 'b', expiresAtMs: 11 })
    await store.links.insert({ ...link, kind: 'invitation', digest: 'c', expiresAtMs: 10 })
    await store.links.forgetExpired('reset', 10)
    const left = await Promise.all(['a', 'b', 'c'].map((digest) => store.links.byDigest(digest)))
    assert.deepEqual(
      left.map((found) => found?.digest ?? null),
      [null, 'b', 'c'],
    )
  })
})
