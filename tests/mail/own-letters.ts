import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { startServer } from '../support/server.ts'
import { type MailKit, PASSWORD } from './kit.ts'

/** What a Keyward itself has to say, by Debian's Postfix as by any mail server: signed in, and encrypted. */
export function ownLetterTests(kit: () => MailKit): void {
  describe('letters of Keyward itself, with Postfix for its mail server', () => {
    /** A Keyward of its own: one that sends by the servers that ask it would have to know their ports beforehand. */
    const start = (login: string, from: string) => {
      const { servers, caFile } = kit()
      const url = `smtps://${encodeURIComponent(login)}:${encodeURIComponent(PASSWORD)}@localhost`
      return startServer({
        env: {
          KEYWARD_SMTP_URL: `${url}:${servers.ports.submissions}`,
          KEYWARD_SMTP_FROM: from,
          NODE_EXTRA_CA_CERTS: caFile,
        },
      })
    }
    test('an invitation comes in, says who it is from and that nobody is to answer, and its link opens', async (t) => {
      const sender = await kit().addMailbox('keyward')
      const keyward = await start(sender, sender)
      t.after(() => keyward.stop())
      const guest = await kit().addMailbox('invited')
      const [{ accountId }] = await keyward.prepare<[{ accountId: string }]>(['account', 'list'])
      const created = ['user', 'create', '--account', accountId, '--username', 'invited', '--email', guest]
      await keyward.prepare(created)
      await keyward.prepare(['user', 'invite', '--username', 'invited'])
      const [letter = ''] = await kit().read(guest, 1)
      assert.match(letter, new RegExp(`^From: Keyward <${sender}>\r?$`, 'm'))
      assert.match(letter, /^Auto-Submitted: auto-generated\r?$/m)
      const [link = ''] = /http:\/\/localhost[^\s"<>]*/.exec(letter.replaceAll('=\r\n', '')) ?? []
      assert.ok(link.startsWith(keyward.url), link)
      // It takes the secret out of the address, and goes on to the page that asks for a password.
      const opened = await fetch(link, { redirect: 'manual' })
      const cookie = opened.headers.getSetCookie().map((line) => line.split(';', 1)[0])
      const headers = { cookie: cookie.join('; '), accept: 'text/html' }
      const page = await fetch(`${keyward.url}/invite`, { headers })
      assert.match(await page.text(), /name="again"/)
    })

    test('a test mail in the name of somebody else is refused, and the reply code is told', async () => {
      const sender = await kit().addMailbox('keyward-too')
      const other = await start(sender, await kit().addMailbox('somebody-else'))
      const { exitCode, stderr } = await other.cli(['mail', 'test', sender])
      await other.stop()
      assert.equal(exitCode, 1)
      assert.match(stderr, /553/)
      assert.doesNotMatch(stderr, new RegExp(PASSWORD))
    })
  })
}
