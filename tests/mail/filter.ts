import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { until } from '../support/mail-servers.ts'
import { DOMAIN, type MailKit, type TestMail } from './kit.ts'

const OUTSIDER = 'sales@shop.example'
const TAKEN = /^250 /
/** The test of spam filters; beyond 8 KB, since rspamd refuses a short one whoever it is for. */
const GTUBE = `XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X\n${'Some words. '.repeat(800)}`

/** What rspamd finds, and what each mailbox does with it. */
export function filterTests(kit: () => MailKit): void {
  const spamTo = (to: TestMail['to'], subject: string, more: Partial<TestMail> = {}) =>
    kit().send({ from: OUTSIDER, to, subject, text: GTUBE, as: null, ...more })
  const setSpam = (at: string, fields: Readonly<Record<string, string>>) =>
    kit().api('PUT', `${at}/spam/settings`, { filterLevel: 'on', ...fields })
  const inFolder = async (address: string, folder: string, count = 1) => {
    const session = await kit().imap(address)
    const messages = await session.messages(count, folder)
    session.close()
    return messages
  }
  const mailboxWith = async (name: string, fields: Readonly<Record<string, string>>) => {
    const address = await kit().addMailbox(name)
    await setSpam(`/rs/mailboxes/${name}`, fields)
    return address
  }

  describe('spam', () => {
    test('is told apart from mail, and lies in its folder', async () => {
      const address = await kit().addMailbox('plain')
      assert.match(await spamTo(address, 'cheap'), TAKEN)
      assert.match(await kit().send({ from: OUTSIDER, to: address, subject: 'honest', as: null }), TAKEN)
      const [spam = ''] = await inFolder(address, 'Spam')
      assert.match(spam, /Subject: cheap/)
      assert.match(spam, /^X-Spam: Yes/m)
      const [mail = ''] = await inFolder(address, 'INBOX')
      assert.match(mail, /Subject: honest/)
      assert.doesNotMatch(mail, /^X-Spam:/m)
    })

    test('is what only says to be of a domain that wants such mail refused, and not where nobody has spam looked for', async () => {
      const [address, off] = [
        await kit().addMailbox('careful'),
        await mailboxWith('easy', { filterLevel: 'off' }),
      ]
      const forged = { from: 'ceo@strict.example', to: [address, off], subject: 'urgent', as: null }
      assert.match(await kit().send(forged), TAKEN)
      assert.match((await inFolder(address, 'Spam'))[0] ?? '', /Subject: urgent/)
      assert.match((await inFolder(off, 'INBOX'))[0] ?? '', /Subject: urgent/)
    })

    test('of one message is with each of its recipients what they have set, behind an alias as well', async () => {
      const folder = await kit().addMailbox('infolder')
      const off = await mailboxWith('nofilter', { filterLevel: 'off' })
      const label = await mailboxWith('labelled', { 'rsEmail.spamHandling': 'labelSubject' })
      const gone = await mailboxWith('thrown', { 'rsEmail.spamHandling': 'delete' })
      const to = { 'rsEmail.spamHandling': 'toAddress', 'rsEmail.spamForwardingAddress': folder }
      const sent = await mailboxWith('senton', to)
      await kit().api('POST', '/rs/aliases/everybody', {
        aliasEmails: [folder, off, label, gone, sent].join(),
      })
      assert.match(await spamTo(`everybody@${DOMAIN}`, 'à tous'), TAKEN)
      assert.match((await inFolder(off, 'INBOX'))[0] ?? '', /^Subject: =\?UTF-8/im)
      assert.match(
        (await inFolder(label, 'INBOX'))[0] ?? '',
        /^Subject: (\[SPAM\] |=\?utf-8\?[QB]\?(=5BSPAM|W1NQQU1d))/im,
      )
      assert.equal((await inFolder(folder, 'Spam')).length, 1)
      assert.match(
        (await inFolder(folder, 'INBOX'))[0] ?? '',
        new RegExp(`^X-Sieve-Redirected-From: ${sent}`, 'm'),
      )
      for (const address of [gone, sent])
        for (const name of ['INBOX', 'Spam']) assert.deepEqual(await inFolder(address, name, 0), [])
    })

    test('is from the next message on what is set now, of the domain until the mailbox has its own', async () => {
      const address = await kit().addMailbox('changed')
      await setSpam('', { filterLevel: 'off' })
      assert.match(await spamTo(address, 'domain off'), TAKEN)
      assert.match((await inFolder(address, 'INBOX'))[0] ?? '', /domain off/)
      await setSpam('/rs/mailboxes/changed', {})
      assert.match(await spamTo(address, 'mailbox on'), TAKEN)
      assert.match((await inFolder(address, 'Spam'))[0] ?? '', /mailbox on/)
      await setSpam('', {})
    })

    test('is what is blocked, and never what is safe: by sender, by domain, by network', async () => {
      const address = await kit().addMailbox('listed')
      const put = (list: string, addList: string) =>
        kit().api('PUT', `/rs/mailboxes/listed/spam/${list}`, { addList })
      const take = (list: string, removeList: string) =>
        kit().api('PUT', `/rs/mailboxes/listed/spam/${list}`, { removeList })
      const letter = { text: 'Hello.' }
      await kit().api('PUT', '/spam/blocklist', { addList: '@%.bad.example' })
      assert.match(await spamTo(address, 'blocked domain', { ...letter, from: 'a@mx.bad.example' }), TAKEN)
      assert.match((await inFolder(address, 'Spam', 1))[0] ?? '', /blocked domain/)
      await put('safelist', OUTSIDER)
      assert.match(await spamTo(address, 'safe sender'), TAKEN)
      assert.match((await inFolder(address, 'INBOX', 1))[0] ?? '', /safe sender/)
      await take('safelist', OUTSIDER)
      await put('ipblocklist', '127.0.0.%')
      assert.match(await spamTo(address, 'blocked network', letter), TAKEN)
      assert.match((await inFolder(address, 'Spam', 2))[1] ?? '', /blocked network/)
      await put('ipsafelist', '127.0.%.%')
      assert.match(await spamTo(address, 'safe network'), TAKEN)
      assert.match((await inFolder(address, 'INBOX', 2))[1] ?? '', /safe network/)
    })

    test('is everybody but the safelisted, where only they come in', async () => {
      const address = await mailboxWith('exclusive', { filterLevel: 'exclusive' })
      await kit().api('PUT', '/rs/mailboxes/exclusive/spam/safelist', { addList: 'friend@%' })
      for (const from of ['stranger@e.example', 'friend@e.example'])
        assert.match(await kit().send({ from, to: address, subject: from, as: null }), TAKEN)
      assert.match((await inFolder(address, 'INBOX'))[0] ?? '', /Subject: friend@/)
      assert.match((await inFolder(address, 'Spam'))[0] ?? '', /Subject: stranger@/)
    })

    test('is not what its sender says of it, nor where they say that it comes from', async () => {
      const address = await kit().addMailbox('lied')
      await kit().api('PUT', '/rs/mailboxes/lied/spam/ipblocklist', { addList: '203.0.113.9' })
      const headers = { 'X-Spam': 'Yes', 'X-Keyward-Client': '203.0.113.9' }
      assert.match(
        await kit().send({ from: OUTSIDER, to: address, subject: 'lies', as: null, headers }),
        TAKEN,
      )
      const [mail = ''] = await inFolder(address, 'INBOX')
      assert.doesNotMatch(mail, /X-Spam|203\.0\.113\.9/)
      assert.match(mail, /^X-Keyward-Client: 127\.0\.0\.1/m)
    })

    test('leaves its folder by number, where that was set', async () => {
      const cleaned = { 'rsEmail.hasFolderCleaner': 'true', 'rsEmail.spamFolderNumLimit': '2' }
      const address = await mailboxWith('cleaned', { 'rsEmail.spamHandling': 'toFolder', ...cleaned })
      for (const subject of ['first', 'second', 'third']) assert.match(await spamTo(address, subject), TAKEN)
      await until(async () => {
        const session = await kit().imap(address)
        const status = await session.command('STATUS Spam (MESSAGES UIDNEXT)')
        session.close()
        return /MESSAGES 2 UIDNEXT 4/.test(status)
      })
      const messages = await inFolder(address, 'Spam', 2)
      assert.deepEqual(
        messages.map((text) => /Subject: (\w+)/.exec(text)?.[1]),
        ['second', 'third'],
      )
    })

    test('is known to be looked for: the API does not warn any more', async () => {
      const answer = await kit().call('PUT', '/rs/mailboxes/plain/spam/settings', { filterLevel: 'on' })
      assert.equal(answer.headers.get('x-warning'), null)
    })
  })
}
