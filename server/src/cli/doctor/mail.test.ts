import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { MailSetting } from '../../config/config.ts'
import { MailFault } from '../../domain/mail/outgoing.ts'
import type { OutboxState, OutboxStore } from '../../domain/mail/stores.ts'
import { lookAtMailServer, lookAtOutbox, mailFaultText } from './mail.ts'

const NOW_MS = Date.UTC(2026, 0, 31, 12)
const MINUTE_MS = 60_000
const HERE: MailSetting = {
  ...{ host: 'mail.example', port: 587, security: 'starttls', login: null },
  from: 'keyward@example.com',
}

/** What doctor says of an outbox in this state; nothing but the state is asked. */
function outboxWith(state: OutboxState) {
  return lookAtOutbox({ outbox: { ...unasked, state: async () => state } }, NOW_MS)
}

const never = () => Promise.reject(new Error('not to be asked'))
const unasked: OutboxStore = {
  ...{ insert: never, due: never, claim: never, delay: never, makeDue: never, delete: never },
  ...{ deleteOf: never, state: never, forgetEnded: never },
}

describe('doctor, of mails that wait,', () => {
  it('is content with none, and with those of the last minutes', async () => {
    assert.deepEqual(await outboxWith({ waiting: 0, oldestAtMs: null, fault: null }), {
      ...{ check: 'outbox', status: 'ok', text: 'No mail waits to be sent.' },
    })
    const young = await outboxWith({ waiting: 2, oldestAtMs: NOW_MS - 15 * MINUTE_MS + 1, fault: null })
    assert.deepEqual(
      [young.status, young.text],
      ['ok', '2 waiting, the first since 2026-01-31T11:45:00.001Z.'],
    )
  })

  it('warns after a quarter of an hour, with the reason of the last attempt', async () => {
    const old = await outboxWith({ waiting: 1, oldestAtMs: NOW_MS - 15 * MINUTE_MS, fault: 'EAUTH 535' })
    assert.equal(old.status, 'warn')
    assert.match(
      old.text,
      /^1 waiting, the first since 2026-01-31T11:45:00\.000Z\. The last attempt failed: EAUTH/,
    )
    assert.match(old.text, /Mend the mail server; what waits is sent by itself then\.$/)
  })

  it('does not ask for a mail server where none is set', async () => {
    const { status, text } = await lookAtMailServer(null)
    assert.deepEqual([status, /KEYWARD_SMTP_URL changes that\.$/.test(text)], ['ok', true])
  })
})

const FAULTS: Readonly<Record<string, RegExp>> = {
  'EAUTH 535': /does not take the user or the password: look at KEYWARD_SMTP_URL/,
  EDNS: /no host of that name/,
  ESOCKET: /Nothing answers there, or TLS fails/,
  ECONNECTION: /Nothing answers there/,
  ECONNREFUSED: /Nothing answers there/,
  ETIMEDOUT: /does not answer in time/,
  ETLS: /offers no TLS.*\?tls=off/,
  'EENVELOPE 550 MAIL FROM': /KEYWARD_SMTP_FROM/,
  'EENVELOPE 550 RCPT TO': /does not take mail for this recipient/,
  'EMESSAGE 451': /Look into its log\.$/,
}

describe('a fault of the mail server says where it is, and what to look at', () => {
  for (const [fault, advice] of Object.entries(FAULTS)) {
    it(fault, () => {
      const text = mailFaultText(HERE, new MailFault(fault, false))
      assert.ok(text.startsWith(`The mail server mail.example port 587 failed (${fault}). `), text)
      assert.match(text, advice)
    })
  }
})
