import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { until } from '../support/mail-servers.ts'
import { DOMAIN, type MailKit } from './kit.ts'

const OUTSIDER = 'somebody@elsewhere.example'
/** A little more than two megabytes as a letter has it: not of text, in which a filter would look for spam for seconds. */
const BIG = Buffer.alloc(1_600_000, 'not text\0')

/** What Keyward knows of the room that a mailbox takes. */
export function usageTests(kit: () => MailKit): void {
  /** Waited for in the native API: the signed one limits how often it is asked. */
  const untilUsed = async (name: string, usageMb: number) => {
    await until(async () => {
      const mailbox = await kit().native('GET', `/mailboxes/${name}@${DOMAIN}`)
      return JSON.stringify(mailbox).includes(`"usageMb":${usageMb},`)
    })
    const shown = JSON.stringify(await kit().api('GET', `/rs/mailboxes/${name}`))
    assert.ok(shown.includes(`"currentUsage":${usageMb},`), shown)
  }

  describe('the room that a mailbox takes', () => {
    test('is told as soon as mail has come, and when it is deleted over IMAP', async () => {
      const address = await kit().addMailbox('filling')
      await untilUsed('filling', 0)
      const mail = { from: OUTSIDER, to: address, as: null, attached: BIG }
      assert.match(await kit().send(mail), /^250 /)
      await untilUsed('filling', 3)
      const session = await kit().imap(address)
      await session.append('Subject: small\r\n\r\nx')
      await session.command('SELECT INBOX')
      await session.command('STORE 1 +FLAGS (\\Deleted)')
      await session.command('EXPUNGE')
      // Dovecot tells it when the folder is left, or 10 s later.
      session.close()
      await untilUsed('filling', 1)
    })

    test('is that of the mailbox, whatever the address that mail came to', async () => {
      await kit().addMailbox('roomy')
      await kit().api('POST', '/rs/aliases/spacious', { aliasEmails: `roomy@${DOMAIN}` })
      const to = `spacious+TAG@${DOMAIN}`
      assert.match(await kit().send({ from: OUTSIDER, to, as: null, attached: BIG }), /^250 /)
      await untilUsed('roomy', 3)
    })
  })
}
