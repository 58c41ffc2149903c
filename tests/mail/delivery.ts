import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { until } from '../support/mail-servers.ts'
import { DOMAIN, type MailKit, PASSWORD } from './kit.ts'

const OUTSIDER = 'somebody@elsewhere.example'
const TAKEN = /^250 /

/** What comes where. */
export function deliveryTests(kit: () => MailKit): void {
  const inboxOf = async (address: string, count = 1) => {
    const session = await kit().imap(address)
    const messages = await session.messages(count)
    session.close()
    return messages
  }
  const fromOutside = (to: string, subject: string) => kit().send({ from: OUTSIDER, to, subject, as: null })
  const takenOutside = (subject: string) =>
    kit().outside.mails.filter(({ text }) => text.includes(`Subject: ${subject}\r\n`))

  describe('mail', () => {
    test('submitted to an alias is read over IMAP by each of its members', async () => {
      const { addMailbox, api, send } = kit()
      const [ann, bob] = [await addMailbox('ann'), await addMailbox('bob')]
      await api('POST', '/rs/aliases/team', { aliasEmails: `${ann},${bob}` })
      assert.match(await send({ from: ann, to: `team@${DOMAIN}`, subject: 'to the team' }), TAKEN)
      for (const address of [ann, bob])
        assert.match((await inboxOf(address))[0] ?? '', /Subject: to the team/)
    })

    test('comes to an address in upper case, and to one with a tag, by TLS from the first byte as well', async () => {
      const address = await kit().addMailbox('case')
      const mail = { from: address, subject: 'x', by: 'submissions' } as const
      assert.match(await kit().send({ ...mail, to: `CASE@${DOMAIN.toUpperCase()}` }), TAKEN)
      assert.match(await kit().send({ ...mail, to: `case+shop@${DOMAIN}` }), TAKEN)
      assert.equal((await inboxOf(address, 2)).length, 2)
    })

    test('of a domain in another script is read by whoever signs in with it as people write it', async () => {
      const { native, send, imap } = kit()
      await native('POST', '/domains', { name: 'bücher.example' })
      await native('POST', '/mailboxes', { address: 'ann@bücher.example', password: PASSWORD })
      assert.match(
        await send({ from: OUTSIDER, to: 'ann@xn--bcher-kva.example', subject: 'for Ann', as: null }),
        TAKEN,
      )
      for (const login of ['ann@bücher.example', 'ANN@BÜCHER.example', 'ann@xn--bcher-kva.example']) {
        const session = await imap(login)
        assert.match((await session.messages(1))[0] ?? '', /Subject: for Ann/)
        session.close()
      }
      const as = 'ann@bücher.example'
      assert.match(
        await send({ from: 'ann@xn--bcher-kva.example', to: `ann@xn--bcher-kva.example`, as }),
        TAKEN,
      )
      await assert.rejects(imap('ann@büchér.example'), /NO \[AUTHENTICATIONFAILED\]/)
    })

    test('that is forwarded goes on, and is kept only where a copy is wanted', async () => {
      const { addMailbox } = kit()
      const forward = { emailForwardingAddresses: `far@elsewhere.example,case@${DOMAIN}` }
      const without = await addMailbox('without', forward)
      const kept = await addMailbox('kept', { ...forward, saveForwardedEmail: 'true' })
      for (const to of [without, kept]) assert.match(await fromOutside(to, `for ${to}`), TAKEN)
      assert.match((await inboxOf(kept))[0] ?? '', new RegExp(`for ${kept}`))
      await until(() => takenOutside(`for ${kept}`).length + takenOutside(`for ${without}`).length === 2)
      assert.deepEqual(takenOutside(`for ${without}`)[0]?.to, ['far@elsewhere.example'])
      assert.equal((await inboxOf(`case@${DOMAIN}`, 4)).length, 4)
      assert.deepEqual(await inboxOf(without, 0), [])
    })

    test('that two forward to each other is not lost and does not go round', async () => {
      const [one, two] = [`one@${DOMAIN}`, `two@${DOMAIN}`]
      await kit().addMailbox('one')
      await kit().addMailbox('two', { emailForwardingAddresses: one })
      await kit().api('PUT', '/rs/mailboxes/one', { emailForwardingAddresses: two })
      assert.match(await fromOutside(one, 'round'), TAKEN)
      for (const address of [one, two]) assert.match((await inboxOf(address))[0] ?? '', /Subject: round/)
    })

    test('that an alias and its member forward to each other comes to the member, and is not sent back', async () => {
      const { addMailbox, api } = kit()
      const [member, alias] = [await addMailbox('rounder'), `rounders@${DOMAIN}`]
      await api('POST', '/rs/aliases/rounders', { aliasEmails: `case@${DOMAIN}` })
      await api('PUT', '/rs/mailboxes/rounder', { emailForwardingAddresses: alias })
      await api('PUT', '/rs/aliases/rounders', { aliasEmails: member })
      assert.match(await kit().send({ from: member, to: alias, subject: 'to and fro' }), TAKEN)
      assert.match((await inboxOf(member))[0] ?? '', /Subject: to and fro/)
      assert.match(await kit().send({ from: member, to: member, subject: 'once more' }), TAKEN)
      assert.match((await inboxOf(member, 2))[1] ?? '', /Subject: once more/)
    })

    test('that goes round aliases, by a name that the domain was given later, is sent back at once and stays nowhere', async () => {
      const { addMailbox, api, call, native } = kit()
      const [writer, wheel] = [await addMailbox('writer'), `wheel@${DOMAIN}`]
      await api('POST', '/rs/aliases/wheel', { aliasEmails: 'hub@later.example' })
      await api('POST', '/rs/aliases/hub', { aliasEmails: wheel })
      const refused = await call('PUT', '/rs/aliases/wheel', { aliasEmails: `hub@${DOMAIN}` })
      assert.equal(refused.status, 400)
      assert.equal(
        refused.headers.get('x-error-message'),
        `Mail would go round: hub@${DOMAIN} leads back to ${wheel}.`,
      )
      await native('POST', `/domains/${DOMAIN}/alternate-names`, { name: 'later.example' })
      assert.match(await kit().send({ from: writer, to: wheel, subject: 'in circles' }), TAKEN)
      const [bounce = ''] = await inboxOf(writer)
      assert.match(bounce, /^From: Mail Delivery System <MAILER-DAEMON@/m)
      assert.match(bounce, /Subject: in circles/)
    })

    test('to somebody who is away is answered once, in their words, and kept', async () => {
      const vacationMessage = 'Back on "Monday".\\ Until then: a.\n.\nb'
      const address = await kit().addMailbox('away', { vacationMessage, enableVacationMessage: 'true' })
      for (const subject of ['first', 'second']) assert.match(await fromOutside(address, subject), TAKEN)
      assert.equal((await inboxOf(address, 2)).length, 2)
      await until(() => kit().outside.mails.some(({ text }) => text.includes('Back on "Monday".\\ Until')))
      const answers = kit().outside.mails.filter(({ to }) => to.includes(OUTSIDER))
      assert.deepEqual(
        answers.map(({ from }) => from),
        [''],
      )
      await kit().api('PUT', '/rs/mailboxes/away', { enableVacationMessage: 'false' })
      assert.match(await kit().send({ from: 'third@elsewhere.example', to: address, as: null }), TAKEN)
      assert.equal((await inboxOf(address, 3)).length, 3)
      assert.ok(kit().outside.mails.every(({ to }) => !to.includes('third@elsewhere.example')))
    })

    test('that is forwarded without a copy is answered as well, and not kept', async () => {
      const fields = { vacationMessage: 'Gone fishing', enableVacationMessage: 'true' }
      const passing = await kit().addMailbox('passing', {
        ...fields,
        emailForwardingAddresses: 'far@elsewhere.example',
      })
      const from = 'fourth@elsewhere.example'
      assert.match(await kit().send({ from, to: passing, subject: 'passed on', as: null }), TAKEN)
      await until(() => takenOutside('passed on').length === 1)
      await until(() =>
        kit().outside.mails.some(({ to, text }) => to.includes(from) && text.includes('fishing')),
      )
      assert.deepEqual(await inboxOf(passing, 0), [])
      const session = await kit().imap(passing)
      assert.match(await session.command('STATUS INBOX (MESSAGES)'), /MESSAGES 0/)
      session.close()
    })

    test('is answered for those who wrote themselves: not for lists, robots, mass mail and bounces', async () => {
      const fields = { vacationMessage: 'Out at sea', enableVacationMessage: 'true' }
      const to = await kit().addMailbox('quiet', fields)
      const mails = [
        { from: 'list@elsewhere.example', headers: { 'List-Id': '<all.elsewhere.example>' } },
        { from: 'robot@elsewhere.example', headers: { 'Auto-Submitted': 'auto-replied' } },
        { from: 'mass@elsewhere.example', headers: { Precedence: 'bulk' } },
        { from: '', shown: 'bounce@elsewhere.example' },
        { from: 'person@elsewhere.example' },
      ]
      for (const mail of mails) assert.match(await kit().send({ ...mail, to, as: null }), TAKEN)
      assert.equal((await inboxOf(to, mails.length)).length, mails.length)
      const answered = () =>
        kit().outside.mails.flatMap((mail) => (mail.text.includes('Out at sea') ? mail.to : []))
      await until(() => answered().length > 0)
      assert.deepEqual(answered(), ['person@elsewhere.example'])
    })

    test('to a list comes to its members, from those who may write to it', async () => {
      const members = [await kit().addMailbox('first'), await kit().addMailbox('second')]
      await kit().native('POST', '/lists', {
        ...{ address: `all@${DOMAIN}`, members, posting: 'members', replyTo: 'list' },
      })
      assert.match(
        await fromOutside(`all@${DOMAIN}`, 'from a stranger'),
        /^550 5\.7\.1 .*may not write to this list/,
      )
      const [from = ''] = members
      // Anybody can write down a sender.
      assert.match(await kit().send({ from, to: `all@${DOMAIN}`, as: null }), /^550 5\.7\.1 /)
      assert.match(await kit().send({ from, to: `all@${DOMAIN}`, subject: 'to all' }), TAKEN)
      for (const address of members) {
        const [message = ''] = await inboxOf(address)
        assert.match(message, /Subject: to all/)
        assert.match(message, new RegExp(`^Reply-To: <all@${DOMAIN}>`, 'm'))
      }
      const big = 'x'.repeat(6_000_000)
      assert.match(await kit().send({ from, to: `all@${DOMAIN}`, text: big }), /^552 5\.3\.4 /)
    })

    test('to nobody is caught where the domain catches it, and takes nothing from those who are there', async () => {
      const { addMailbox, api } = kit()
      const [catcher, there] = [await addMailbox('catcher'), await addMailbox('there')]
      assert.match(await fromOutside(`nobody@${DOMAIN}`, 'early'), /^550 5\.1\.1 /)
      await api('PUT', '/catchalladdress', { address: catcher })
      for (const name of ['nobody', 'there', 'no+tag']) await fromOutside(`${name}@${DOMAIN}`, `for ${name}`)
      assert.equal((await inboxOf(catcher, 2)).length, 2)
      assert.match((await inboxOf(there))[0] ?? '', /Subject: for there/)
      await api('PUT', '/catchalladdress', { address: '' })
      assert.match(await fromOutside(`nobody@${DOMAIN}`, 'late'), /^550 5\.1\.1 /)
    })
  })
}
