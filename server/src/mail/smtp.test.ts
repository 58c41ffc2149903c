import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterEach, describe, test } from 'node:test'
import { loginOf, startMailServer, type TestMailServer } from '../../../tests/support/mail.ts'
import { MAIL } from '../../../tests/support/mail-setting.ts'
import type { MailSetting } from '../config/config.ts'
import { type Letter, MailFault } from '../domain/mail/outgoing.ts'
import { mailServer } from './smtp.ts'

const LETTER: Letter = {
  kind: 'reset',
  to: 'ulla@example.com',
  userName: 'ulla',
  accountName: 'Example',
  doneFrom: '192.0.2.1',
  atMs: Date.UTC(2026, 10, 22, 12),
  link: { secret: `kwl_${'a'.repeat(37)}`, endsAtMs: Date.UTC(2026, 10, 22, 12, 30) },
}

let server: TestMailServer | undefined
afterEach(() => server?.stop())

async function start(behaviour?: Parameters<typeof startMailServer>[0]): Promise<TestMailServer> {
  server = await startMailServer(behaviour)
  return server
}

const to = (setting: MailSetting) => mailServer(setting, () => 'https://keyward.example')

/** Why a letter was not taken. */
async function faultOf(setting: MailSetting): Promise<MailFault> {
  const fault = await to(setting)
    .post(LETTER)
    .then(
      () => null,
      (error: unknown) => error,
    )
  assert.ok(fault instanceof MailFault, String(fault))
  assert.doesNotMatch(fault.message, /@|example|Invalid|secret/, 'what a server says may hold addresses')
  return fault
}

describe('a mail server', () => {
  test('gets a letter to many from whoever wrote it, and nobody sees who else does', async () => {
    const { setting, mails } = await start()
    await to(setting()).post({
      kind: 'announcement',
      ...{ fromName: 'Büro', fromAddress: 'office@a.example', subject: 'Freitag', text: 'Bis Montag.\n' },
      recipients: ['anna@a.example', 'ben@a.example'],
    })
    const [mail] = mails
    assert.deepEqual([mail?.from, mail?.to], ['keyward@example.com', ['anna@a.example', 'ben@a.example']])
    assert.match(mail?.raw ?? '', /^From: =\?UTF-8\?\S+ <office@a\.example>\r$/m)
    assert.match(mail?.raw ?? '', /^Sender: keyward@example\.com\r$/m)
    assert.match(mail?.raw ?? '', /^To: "?undisclosed-recipients"?:;\r$/m)
    assert.doesNotMatch(mail?.raw ?? '', /anna@|ben@/)
    assert.match(mail?.text ?? mail?.raw ?? '', /Bis Montag\./)
  })

  test('gets the notice of a nearly full mailbox, with whoever is told as well for both to see', async () => {
    const { setting, mails } = await start()
    const notice = {
      kind: 'storage_notice',
      to: 'anna@a.example',
      subject: 'Full',
      text: 'Räum auf.',
    } as const
    for (const cc of [null, 'boss@a.example']) await to(setting()).post({ ...notice, cc })
    const [alone, both] = mails
    assert.deepEqual([alone?.from, alone?.to], ['keyward@example.com', ['anna@a.example']])
    assert.doesNotMatch(alone?.raw ?? '', /^Cc:/m)
    assert.deepEqual(both?.to, ['anna@a.example', 'boss@a.example'])
    assert.match(both?.raw ?? '', /^Cc: boss@a\.example\r$/m)
    assert.match(both?.raw ?? '', /^Auto-Submitted: auto-generated\r$/m)
    assert.match(both?.text ?? '', /Räum auf\./)
  })

  test('gets a letter with sender, recipient, subject, text and HTML', async () => {
    const { setting, mails } = await start()
    await to(setting()).post(LETTER)
    const [mail, ...more] = mails
    assert.equal(more.length, 0)
    assert.deepEqual([mail?.from, mail?.to], ['keyward@example.com', ['ulla@example.com']])
    assert.match(mail?.raw ?? '', /^From: Keyward <keyward@example\.com>\r$/m)
    assert.match(mail?.raw ?? '', /^Subject: Choose a new password for Keyward\r$/m)
    assert.match(mail?.raw ?? '', /^Auto-Submitted: auto-generated\r$/m)
    assert.match(mail?.raw ?? '', /^Content-Type: text\/plain; charset=utf-8\r$/m)
    assert.match(mail?.raw ?? '', /^Content-Type: text\/html; charset=utf-8\r$/m)
    const link = `https://keyward.example/reset/${LETTER.link?.secret}`
    assert.equal(mail?.text.split(link).length, 3, 'once in each part')
    assert.doesNotMatch(mail?.text ?? '', /<img|<link|<script|url\(|src=/i)
  })

  test('that wants a user and a password gets them', async () => {
    const { setting, mails, logins } = await start({ login: ['joe', 'se@cret'] })
    await to(setting({ login: loginOf('joe', 'se@cret') })).post(LETTER)
    assert.deepEqual([mails.length, logins], [1, ['joe']])
  })

  test('is greeted and signed in to by a check, which sends nothing', async () => {
    const { setting, mails } = await start({ login: ['joe', 'right'] })
    await to(setting({ login: loginOf('joe', 'right') })).check()
    await assert.rejects(to(setting({ login: loginOf('joe', 'wrong') })).check(), MailFault)
    assert.equal(mails.length, 0)
  })

  test('gets a test mail for whoever tries it out', async () => {
    const { setting, mails } = await start()
    await to(setting()).postTest('op@example.com')
    assert.deepEqual(mails[0]?.to, ['op@example.com'])
    assert.match(mails[0]?.raw ?? '', /^Subject: A test from Keyward\r$/m)
    assert.match(mails[0]?.text ?? '', /Open Keyward:\s+https:\/\/keyward\.example\s/)
  })

  test('takes a letter to an address and with a name beyond ASCII', async () => {
    const { setting, mails } = await start()
    await to(setting()).post({
      ...LETTER,
      to: 'jürgen@example.com',
      userName: 'jürgen',
      accountName: 'Größe',
    })
    assert.match(mails[0]?.text ?? '', /Hello jürgen,/)
  })
})

describe('what a mail server refuses', () => {
  const REFUSALS = [
    ['from', 451, 'EENVELOPE 451 at MAIL FROM', false],
    ['from', 553, 'EENVELOPE 553 at MAIL FROM', false],
    ['to', 450, 'EENVELOPE 450 at RCPT TO', false],
    ['to', 550, 'EENVELOPE 550 at RCPT TO', true],
    ['data', 452, 'EMESSAGE 452 at DATA', false],
    ['data', 554, 'EMESSAGE 554 at DATA', true],
  ] as const
  for (const [stage, code, text, isFinal] of REFUSALS) {
    test(`with ${code} at ${stage} is ${isFinal ? 'refused for good' : 'tried again'}, told by its code alone`, async () => {
      const { setting, mails } = await start({ refuse: (at) => (at === stage ? code : undefined) })
      const fault = await faultOf(setting())
      assert.deepEqual([fault.message, fault.isFinal, mails.length], [text, isFinal, 0])
    })
  }

  test('as a wrong password is tried again: the operator can mend it', async () => {
    const { setting } = await start({ login: ['joe', 'right'] })
    const fault = await faultOf(setting({ login: loginOf('joe', 'wrong') }))
    assert.match(fault.message, /^EAUTH 535/)
    assert.equal(fault.isFinal, false)
  })
})

describe('the way to a mail server', () => {
  test('that offers no TLS where it is required is not gone: no password, no letter', async () => {
    const { setting, mails, logins } = await start({ login: ['joe', 'right'] })
    const fault = await faultOf(setting({ security: 'starttls', login: loginOf('joe', 'right') }))
    assert.match(fault.message, /^ETLS/)
    assert.deepEqual([fault.isFinal, mails.length, logins], [false, 0, []])
  })

  for (const security of ['starttls', 'tls'] as const) {
    test(`by ${security} with a certificate that nobody vouches for is not gone either`, async () => {
      const options = { secure: security === 'tls', disabledCommands: [] }
      const { setting, mails } = await start({ options })
      const fault = await faultOf(setting({ security }))
      assert.equal(fault.isFinal, false)
      assert.equal(mails.length, 0)
    })
  }

  test('where nobody listens, or somebody hangs up, is tried again', async () => {
    const { setting, stop } = await start()
    await stop()
    server = undefined
    assert.equal((await faultOf(setting())).isFinal, false)
    const rude = createServer((socket) => socket.end('421 not now\r\n')).listen(0, '127.0.0.1')
    await once(rude, 'listening')
    const address = rude.address()
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0
    const fault = await faultOf({ ...MAIL, port })
    rude.close()
    assert.equal(fault.isFinal, false)
  })
})
