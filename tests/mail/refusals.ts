import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, test } from 'node:test'
import { connect as connectTls } from 'node:tls'
import { DOMAIN, type MailKit, PASSWORD } from './kit.ts'

const OUTSIDER = 'somebody@elsewhere.example'
const FULL = /^452 4\.2\.2 .*Mailbox is full/

/** What is refused, and in which words. */
export function refusalTests(kit: () => MailKit): void {
  const bigLetterTo = (to: string) => kit().send({ from: OUTSIDER, to, as: null, text: 'x'.repeat(20_000) })

  describe('refused is', () => {
    test('a wrong password, everywhere', async () => {
      const address = await kit().addMailbox('locked')
      await assert.rejects(kit().imap(address, `${PASSWORD}x`), /NO \[AUTHENTICATIONFAILED\]/)
      const wrong = { from: address, to: address, password: 'wrong' }
      assert.match(await kit().send(wrong), /^535 5\.7\.8 /)
      await assert.rejects(kit().imap(`nobody@${DOMAIN}`), /NO \[AUTHENTICATIONFAILED\]/)
    })

    test('mail to nobody, and mail for elsewhere from somebody who has not signed in', async () => {
      const mail = { from: OUTSIDER, as: null }
      assert.match(await kit().send({ ...mail, to: `nobody@${DOMAIN}` }), /^550 5\.1\.1 /)
      assert.match(
        await kit().send({ ...mail, to: 'far@elsewhere.example' }),
        /^554 5\.7\.1 .*Relay access denied/,
      )
    })

    test('sending as somebody else; an alias is its members’ own', async () => {
      const [me, other] = [await kit().addMailbox('me'), await kit().addMailbox('other')]
      await kit().api('POST', '/rs/aliases/mine', { aliasEmails: me })
      const mail = { as: me, to: other }
      for (const from of [other, OUTSIDER, `nobody@${DOMAIN}`])
        assert.match(await kit().send({ ...mail, from }), /^553 5\.7\.1 .*not owned by user/)
      for (const from of [`me+tag@${DOMAIN}`, `mine@${DOMAIN}`])
        assert.match(await kit().send({ ...mail, from }), /^250 /)
      assert.match(await kit().send({ as: other, to: me, from: `mine@${DOMAIN}` }), /^553 /)
    })

    test('a letter in the name of somebody else of ours, in whichever of its `From`', async () => {
      const [clerk, boss] = [await kit().addMailbox('clerk'), await kit().addMailbox('chief')]
      await kit().api('POST', '/rs/aliases/office', { aliasEmails: clerk })
      const REFUSED = /^554 5\.7\.1 You may not write in the name of .?chief/
      const mail = { from: clerk, to: boss }
      for (const shown of [boss, `"${clerk}" <${boss}>`, `${clerk}, ${boss}`])
        assert.match(await kit().send({ ...mail, shown }), REFUSED, shown)
      const written = [
        `From: ${clerk}\r\nFrom: ${boss}`,
        `From: Chief <chief@Post.Example.>`,
        `From: Chief\r\n <chief @ post.example> (really)`,
        `From: =?utf-8?q?Chief?= <"chief"@post.example>`,
      ]
      for (const lines of written)
        assert.match(await kit().send({ ...mail, raw: `${lines}\r\n\r\nx\r\n` }), REFUSED, lines)
      for (const shown of [`Office <office@${DOMAIN}>`, OUTSIDER])
        assert.match(await kit().send({ ...mail, shown }), /^250 /, shown)
    })

    test('what a full mailbox cannot hold: stored over IMAP, and sent to it', async () => {
      const address = await kit().addMailbox('small', { size: '1' })
      const session = await kit().imap(address)
      const letter = (bytes: number) => `Subject: big\r\n\r\n${'x'.repeat(bytes)}`
      await assert.rejects(session.append(letter(1_100_000)), /NO \[OVERQUOTA\]/)
      await session.append(letter(1_040_000))
      session.close()
      assert.match(await bigLetterTo(address), FULL)
    })

    test('what a full mailbox cannot hold, whichever address it comes by; with others who get it, it is taken', async () => {
      const { addMailbox, api, native } = kit()
      const full = await addMailbox('brim', { size: '1' })
      const session = await kit().imap(full)
      await session.append(`Subject: big\r\n\r\n${'x'.repeat(1_040_000)}`)
      session.close()
      await api('POST', '/rs/aliases/brimful', { aliasEmails: full })
      await addMailbox('tobrim', { emailForwardingAddresses: `brimful@${DOMAIN}` })
      await native('POST', `/domains/${DOMAIN}/alternate-names`, { name: 'brim.example' })
      await api('PUT', '/catchalladdress', { address: full })
      const ways = [full, `brim+tag@${DOMAIN}`, 'BRIM@brim.example', `brimful@${DOMAIN}`, `tobrim@${DOMAIN}`]
      for (const to of [...ways, `whoever@${DOMAIN}`]) assert.match(await bigLetterTo(to), FULL, to)
      await api('PUT', '/catchalladdress', { address: '' })
      // It goes on, and is not kept: there is nothing to be full of.
      await api('PUT', '/rs/mailboxes/brim', { emailForwardingAddresses: OUTSIDER })
      const count = kit().outside.mails.length
      assert.match(await bigLetterTo(full), /^250 /)
      await kit().outside.taken(count + 1)
      await api('PUT', '/rs/mailboxes/brim', { emailForwardingAddresses: '' })
      const [there, writer] = [await addMailbox('brimless'), await addMailbox('brimwriter')]
      await api('PUT', '/rs/aliases/brimful', { aliasEmails: `${full},${there}` })
      const mail = { from: writer, to: `brimful@${DOMAIN}`, subject: 'to both', text: 'x'.repeat(20_000) }
      assert.match(await kit().send(mail), /^250 /)
      assert.match((await kit().read(there, 1))[0] ?? '', /Subject: to both/)
      assert.match((await kit().read(writer, 1))[0] ?? '', /Quota exceeded|Mailbox is full/)
    })

    test('a password without TLS, and TLS of old', async () => {
      const { ports } = kit().servers
      assert.match(await said(ports.submission, ['EHLO x', 'AUTH PLAIN AGEAYg==']), /^530 5\.7\.0 /m)
      assert.match(await said(ports.smtp, ['EHLO x', 'AUTH PLAIN AGEAYg==']), /^503 /m)
      assert.match(await said(ports.imap, ['a LOGIN a@b.example b']), /^a NO \[PRIVACYREQUIRED\]/m)
      for (const port of [ports.submissions, ports.imaps])
        await assert.rejects(oldTls(port), { code: /ALERT_PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|ECONNRESET/ })
    })
  })
}

/** Everything that is answered to these lines, sent one after the other. */
async function said(port: number, lines: readonly string[]): Promise<string> {
  // From another address than the server's: Dovecot takes the same one for safe.
  const socket = connect({ port, host: '127.0.0.1', localAddress: '127.0.0.2' }).setEncoding('utf8')
  let come = ''
  socket.on('data', (text) => {
    come += text
  })
  for (const line of lines) {
    await once(socket, 'data')
    socket.write(`${line}\r\n`)
  }
  await once(socket, 'data')
  socket.destroy()
  return come
}

async function oldTls(port: number): Promise<void> {
  const range = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const
  const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false, ...range })
  try {
    await once(socket, 'secureConnect')
  } finally {
    socket.destroy()
  }
}
