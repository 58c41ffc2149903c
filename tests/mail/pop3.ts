import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openPop3 } from '../support/pop3.ts'
import { type MailKit, PASSWORD } from './kit.ts'

const NO = /-ERR \[AUTH\]/

/** Mail read the older way. */
export function pop3Tests(kit: () => MailKit): void {
  const pop3 = (address: string, password = PASSWORD) =>
    openPop3(kit().servers.ports.pop3s, kit().ca, address, password)

  describe('over POP3', () => {
    test('mail is listed, read and deleted, and Keyward knows when it was read last', async () => {
      const address = await kit().addMailbox('popper')
      assert.match(await kit().send({ from: address, to: address, subject: 'popped' }), /^250 /)
      const reader = await kit().imap(address)
      await reader.messages(1)
      reader.close()
      const session = await pop3(address)
      assert.match(await session.command('STAT'), /^\+OK 1 /)
      assert.match(await session.lines('RETR 1'), /^Subject: popped\r$/m)
      await session.command('DELE 1')
      await session.command('QUIT')
      const after = await pop3(address)
      assert.match(await after.command('STAT'), /^\+OK 0 /)
      after.close()
      assert.match(JSON.stringify(await kit().api('GET', '/rs/mailboxes/popper')), /"lastLogin":"[^"]+"/)
    })

    test('a wrong password, nobody, and whoever is blocked or gone is refused', async () => {
      const address = await kit().addMailbox('popless')
      await assert.rejects(pop3(address, `${PASSWORD}x`), NO)
      await assert.rejects(pop3('nobody@post.example'), NO)
      await kit().api('PUT', '/rs/mailboxes/popless', { enabled: 'false' })
      await assert.rejects(pop3(address), NO)
      await kit().api('DELETE', '/rs/mailboxes/popless')
      await assert.rejects(pop3(address), NO)
    })

    test('an app password opens what it is for: one for IMAP not this, one for POP3 nothing else', async () => {
      const address = await kit().addMailbox('popapps')
      const words = ['--mailbox', address]
      const add = (protocol: string) => {
        const named = ['--name', protocol, '--protocol', protocol]
        return kit()
          .server()
          .prepare<{ id: string; password: string }>(['app-password', 'add', ...words, ...named])
      }
      const [forPop3, forImap] = [await add('pop3'), await add('imap')]
      await assert.rejects(pop3(address, forImap.password), NO)
      await assert.rejects(kit().imap(address, forPop3.password), /NO \[AUTHENTICATIONFAILED\]/)
      assert.match(await kit().send({ from: address, to: address, password: forPop3.password }), /^535 /)
      const session = await pop3(address, forPop3.password)
      assert.match(await session.command('STAT'), /^\+OK 0 /)
      await kit()
        .server()
        .prepare(['app-password', 'remove', ...words, '--id', forPop3.id])
      await session.ended
      await assert.rejects(pop3(address, forPop3.password), NO)
    })
  })
}
