import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { openTestDeps } from '../../../tests/support/deps.ts'
import { aDomain, aMailbox } from '../../../tests/support/hosted-mail.ts'
import { freePorts } from '../../../tests/support/ports.ts'
import { withUser } from '../../../tests/support/stores.ts'
import { deliverDue } from '../domain/mail/deliver-due.ts'
import { startMailSystem } from './start.ts'

test('what Dovecot tells of a nearly full mailbox becomes a letter to it and to who is told as well', async (t) => {
  const { deps, dataDir, close } = await openTestDeps({ sendsMail: true })
  t.after(close)
  await withUser(deps.store)
  const domain = aDomain({ name: 'full.example' })
  await deps.store.mailDomains.insert(domain)
  await deps.store.mailboxes.insert(aMailbox(domain, 'ann', { quotaMb: 10 }))
  const notice = { enabled: true, percentage: 80, message: 'Räum auf, <*USER*>.', cc: 'boss@full.example' }
  const owner = { domainId: domain.id, mailboxId: null }
  await deps.store.mailSettings.put(owner, 'storage-notice', JSON.stringify(notice))
  const sockets = join(dataDir, 'mail')
  const [port = 0] = await freePorts(1)
  const system = await startMailSystem(deps, { port, sockets }, dataDir, (error) =>
    assert.fail(String(error)),
  )
  t.after(() => system.stop())

  const dovecot = createConnection(join(sockets, 'dict.sock'))
  t.after(() => dovecot.destroy())
  dovecot.write('H3\t2\t0\t\tquota\nB1\tann@full.example\nS1\tpriv/quota/storage\t8388608\nC1\n')
  assert.equal(String((await once(dovecot, 'data'))[0]), 'O1\n')

  const letters: unknown[] = []
  assert.deepEqual(await deliverDue(deps, async (letter) => void letters.push(letter)), [{ outcome: 'sent' }])
  const subject = 'The mailbox ann@full.example is nearly full'
  const [to, cc] = ['ann@full.example', notice.cc]
  assert.deepEqual(letters, [{ kind: 'storage_notice', to, cc, subject, text: 'Räum auf, ann.' }])
})
