import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { openLmtp } from '../support/lmtp.ts'
import { DAEMONS, until } from '../support/mail-servers.ts'
import { DOMAIN, type MailKit } from './kit.ts'

const OUTSIDER = 'somebody@elsewhere.example'
const OTHER_PASSWORD = 'Wet hens 9 stay'
const NO = /NO \[AUTHENTICATIONFAILED\]/

/** What ends when it is taken away, and what happens while nobody can be asked. */
export function revokedTests(kit: () => MailKit): void {
  const letterTo = (to: string, subject = 'a letter') => kit().send({ from: OUTSIDER, to, subject, as: null })

  describe('at once', () => {
    test('a new password is the only one, and whoever reads has been seen', async () => {
      const address = await kit().addMailbox('changing')
      ;(await kit().imap(address)).close()
      assert.match(JSON.stringify(await kit().api('GET', '/rs/mailboxes/changing')), /"lastLogin":"[^"]+"/)
      await kit().api('PUT', '/rs/mailboxes/changing', { password: OTHER_PASSWORD })
      await assert.rejects(kit().imap(address), NO)
      ;(await kit().imap(address, OTHER_PASSWORD)).close()
    })

    test('connections that are open end, over IMAP and for sending, when the password changes', async () => {
      const address = await kit().addMailbox('open')
      const session = await kit().imap(address)
      const submission = await kit().openSubmission(address)
      assert.match(await submission.mail(address, address), /^250 /)
      const changedAtMs = Date.now()
      await kit().api('PUT', '/rs/mailboxes/open', { password: OTHER_PASSWORD })
      assert.match(await submission.mail(address, address), /^521 5\.7\.1 .*Sign in again|closed/)
      // Some clients see the end of the connection before its last words.
      await until(() =>
        kit().servers.log().includes('521 5.7.1 <open@post.example>: Sender address rejected: Sign in again'),
      )
      await session.ended
      assert.ok(Date.now() - changedAtMs < 5_000)
    })

    test('whoever is blocked, deleted, renamed or given a password is out by the time that the answer comes', async () => {
      const acts: readonly ((name: string) => Promise<unknown>)[] = [
        (name) => kit().api('PUT', `/rs/mailboxes/${name}`, { enabled: 'false' }),
        (name) => kit().api('DELETE', `/rs/mailboxes/${name}`),
        (name) => kit().api('PUT', `/rs/mailboxes/${name}`, { name: `${name}-new` }),
        (name) => kit().native('PATCH', `/mailboxes/${name}@${DOMAIN}`, { password: OTHER_PASSWORD }),
      ]
      for (const [index, act] of acts.entries()) {
        const address = await kit().addMailbox(`out${index}`)
        const sessions = [await kit().imap(address), await kit().imap(address)]
        for (const session of sessions) await session.command('SELECT INBOX')
        await act(`out${index}`)
        for (const session of sessions)
          await assert.rejects(session.command('NOOP'), /^Error: hung up/, `${index}`)
      }
    })

    test('an app password opens what it is for, until it is deleted', async () => {
      const address = await kit().addMailbox('apps')
      const words = ['--mailbox', address]
      const { server } = kit()
      const made = await server().prepare<{ id: string; password: string }>([
        'app-password',
        'add',
        ...words,
        '--name',
        'phone',
        '--protocol',
        'imap',
      ])
      const session = await kit().imap(address, made.password)
      assert.match(await kit().send({ from: address, to: address, password: made.password }), /^535 /)
      await assert.rejects(kit().imap(address, `${made.password.slice(0, -1)}x`), NO)
      const [listed] = await server().prepare<{ lastUsedAtMs: number }[]>(['app-password', 'list', ...words])
      assert.ok(listed && listed.lastUsedAtMs > 0)
      await server().prepare(['app-password', 'remove', ...words, '--id', made.id])
      await session.ended
      await assert.rejects(kit().imap(address, made.password), NO)
      ;(await kit().imap(address)).close()
    })

    test('a way in that is closed lets nobody in, also with an app password; the others stay, and mail comes in', async () => {
      const address = await kit().addMailbox('half')
      const app = await kit()
        .server()
        .prepare<{ password: string }>([
          ...['app-password', 'add', '--mailbox', address, '--name', 'phone', '--protocol', 'imap'],
        ])
      const session = await kit().imap(address)
      await kit().native('PATCH', `/mailboxes/${address}`, { protocols: ['pop3', 'smtp'] })
      await session.ended
      for (const password of [undefined, app.password])
        await assert.rejects(kit().imap(address, password), NO)
      assert.match(await kit().send({ from: address, to: address }), /^250 /)
      const submission = await kit().openSubmission(address)
      await kit().native('PATCH', `/mailboxes/${address}`, { protocols: ['imap'] })
      assert.match(await submission.mail(address, address), /^521 |closed/)
      assert.match(await kit().send({ from: address, to: address }), /^535 /)
      assert.equal((await kit().read(address, 1)).length, 1)
    })

    test('a blocked mailbox signs nobody in, its mail comes in, and is there when it is open again', async () => {
      const address = await kit().addMailbox('blocked')
      await kit().api('PUT', '/rs/mailboxes/blocked', { enabled: 'false' })
      await assert.rejects(kit().imap(address), NO)
      assert.match(await kit().send({ from: address, to: OUTSIDER }), /^535 /)
      assert.match(await letterTo(address, 'meanwhile'), /^250 /)
      await kit().api('PUT', '/rs/mailboxes/blocked', { enabled: 'true' })
      assert.match((await kit().read(address, 1))[0] ?? '', /Subject: meanwhile/)
    })

    test('a deleted mailbox is nobody’s, one of its name is empty, and brought back it has its mail', async () => {
      const address = await kit().addMailbox('gone')
      assert.match(await letterTo(address, 'kept for it'), /^250 /)
      const session = await kit().imap(address)
      await session.messages(1)
      session.close()
      await kit().api('DELETE', '/rs/mailboxes/gone')
      await assert.rejects(kit().imap(address), NO)
      assert.match(await letterTo(address), /^550 5\.1\.1 /)
      await kit().addMailbox('gone', { recoverDeleted: 'true' })
      assert.match((await kit().read(address, 1))[0] ?? '', /Subject: kept for it/)
      await kit().api('DELETE', '/rs/mailboxes/gone')
      await kit().addMailbox('gone')
      assert.deepEqual(await kit().read(address, 0), [])
    })
  })

  describe('while Keyward is away', () => {
    test('nobody gets in, mail is told to wait, and what is here already is delivered afterwards', async () => {
      const address = await kit().addMailbox('waiting')
      const lmtp = await openLmtp(join(kit().servers.folder, 'queue'))
      const begin = [`MAIL FROM:<${OUTSIDER}>`, `RCPT TO:<${address}>`]
      for (const line of begin) assert.match(await lmtp.say(line), /^250 /)
      await kit().stopKeyward()
      try {
        // On its way into the mailbox: whether it is spam to its owner cannot be known.
        assert.match(await lmtp.say('DATA'), /^354 /)
        assert.match(await lmtp.say('Subject: half way\r\n\r\nx\r\n.'), /^4\d\d /)
        assert.match(await lmtp.say(begin[0] ?? ''), /^250 /)
        assert.match(await lmtp.say(begin[1] ?? ''), /^4\d\d /)
        lmtp.close()
        await assert.rejects(kit().imap(address), /NO \[UNAVAILABLE\]/)
        assert.match(await kit().send({ from: address, to: address }), /^4\d\d /)
        for (const to of [address, 'nobody@post.example']) assert.match(await letterTo(to), /^451 /, to)
        // Postfix may still know that this domain is none of ours.
        assert.match(await letterTo('far@elsewhere.example'), /^(451|554) /)
        handIn(kit().servers.folder, address)
      } finally {
        await kit().startKeyward()
      }
      // Postfix looks at once, not at the next minute.
      handIn(kit().servers.folder, address)
      const session = await kit().imap(address)
      const messages = await session.messages(2)
      assert.equal(messages.filter((message) => message.includes('Subject: handed in')).length, 2)
      session.close()
    })
  })
}

/** A program of the machine itself sends mail: nothing of it may be lost. */
function handIn(folder: string, to: string): void {
  const input = `Subject: handed in\n\nfor ${to}\n`
  execFileSync('sendmail', ['-C', join(folder, 'postfix'), '-f', OUTSIDER, to], {
    env: DAEMONS,
    input,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}
