import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { isFullRun } from '../support/counts.ts'
import { until } from '../support/mail-servers.ts'
import { freshDatabase, postgresMissing } from '../support/postgres.ts'
import { everyTest } from './every.ts'
import { DOMAIN, type MailKit, startKit } from './kit.ts'

/** All of it in a full run, else what depends on the database most: the rest is the same program, and is tried on SQLite. */
describe('on PostgreSQL', { skip: postgresMissing() }, () => {
  let kit: MailKit
  before(async () => {
    kit = await startKit({ databaseUrl: await freshDatabase() })
  })
  after(() => kit?.stop())

  if (isFullRun) everyTest(() => kit)
  else shortTests(() => kit)
})

function shortTests(kit: () => MailKit): void {
  test('mail submitted to an alias is read over IMAP by each of its members', async () => {
    const [ann, bob] = [await kit().addMailbox('ann'), await kit().addMailbox('bob')]
    await kit().api('POST', '/rs/aliases/team', { aliasEmails: `${ann},${bob}` })
    assert.match(await kit().send({ from: ann, to: `team@${DOMAIN}`, subject: 'to the team' }), /^250 /)
    for (const address of [ann, bob]) {
      const session = await kit().imap(address)
      assert.match((await session.messages(1))[0] ?? '', /Subject: to the team/)
      session.close()
    }
    const isTold = async () => {
      const mailbox = JSON.stringify(await kit().native('GET', `/mailboxes/${bob}`))
      return mailbox.includes('"usageMb":1,')
    }
    await until(isTold)
  })

  test('a new password ends open connections, and a deleted mailbox is nobody’s', async () => {
    const address = await kit().addMailbox('open')
    const [session, submission] = [await kit().imap(address), await kit().openSubmission(address)]
    assert.match(await submission.mail(address, address), /^250 /)
    await kit().api('PUT', '/rs/mailboxes/open', { password: 'Wet hens 9 stay' })
    assert.match(await submission.mail(address, address), /^521 5\.7\.1 |closed/)
    await session.ended
    await assert.rejects(kit().imap(address), /NO \[AUTHENTICATIONFAILED\]/)
    await kit().api('DELETE', '/rs/mailboxes/open')
    const from = 'somebody@elsewhere.example'
    assert.match(await kit().send({ from, to: address, as: null }), /^550 5\.1\.1 /)
  })
}
