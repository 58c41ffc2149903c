import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openImap } from '../support/imap.ts'
import { until } from '../support/mail-servers.ts'
import { openPop3 } from '../support/pop3.ts'
import { freshDatabase, postgresMissing } from '../support/postgres.ts'
import { DOMAIN, type MailKit, PASSWORD, startKit } from './kit.ts'

const OUTSIDER = 'somebody@elsewhere.example'
const NO = /NO \[AUTHENTICATIONFAILED\]/
const TAKEN = /^250 /

describe('mail servers that read the database themselves', { skip: postgresMissing() }, () => {
  let kit: MailKit
  before(async () => {
    kit = await startKit({ databaseUrl: await freshDatabase(), readsItself: true })
  })
  after(() => kit?.stop())

  const fromOutside = (to: string, subject = 'a letter') =>
    kit.send({ from: OUTSIDER, to, subject, as: null })
  const subjectsOf = async (address: string, count: number) => {
    const session = await kit.imap(address)
    const messages = await session.messages(count)
    session.close()
    return messages.map((message) => /^Subject: (.*)\r$/m.exec(message)?.[1]).toSorted()
  }

  test('take what a mailbox sends to an alias, a tag and upper case, and show it to each member', async () => {
    const [ann, bob] = [await kit.addMailbox('ann'), await kit.addMailbox('bob')]
    await kit.api('POST', '/rs/aliases/team', { aliasEmails: `${ann},${bob}` })
    assert.match(await kit.send({ from: ann, to: `team@${DOMAIN}`, subject: 'to the team' }), TAKEN)
    assert.match(await kit.send({ from: `team@${DOMAIN}`, as: ann, to: bob, subject: 'as the team' }), TAKEN)
    assert.match(await fromOutside(`BOB+x@${DOMAIN.toUpperCase()}`, 'with a tag'), TAKEN)
    assert.deepEqual(await subjectsOf(ann, 1), ['to the team'])
    assert.deepEqual(await subjectsOf(bob, 3), ['as the team', 'to the team', 'with a tag'])
  })

  test('refuse a wrong password, sending as somebody else, nobody, and mail for elsewhere', async () => {
    const address = await kit.addMailbox('locked')
    await assert.rejects(openImap(kit.servers.ports.imaps, kit.ca, address, 'wrong'), NO)
    assert.match(await kit.send({ from: address, to: address, password: 'wrong' }), /^535 /)
    assert.match(await kit.send({ from: `ann@${DOMAIN}`, as: address, to: address }), /^553 /)
    assert.match(await fromOutside(`nobody@${DOMAIN}`), /^550 5\.1\.1 /)
    assert.match(await fromOutside('far@elsewhere.example'), /^554 /)
  })

  test('sign nobody in to a blocked mailbox, whose mail comes in, and take nothing for a deleted one', async () => {
    const address = await kit.addMailbox('blocked')
    await kit.api('PUT', '/rs/mailboxes/blocked', { enabled: 'false' })
    await assert.rejects(kit.imap(address), NO)
    assert.match(await kit.send({ from: address, to: address }), /^535 /)
    assert.match(await fromOutside(address, 'meanwhile'), TAKEN)
    await kit.api('PUT', '/rs/mailboxes/blocked', { enabled: 'true' })
    assert.deepEqual(await subjectsOf(address, 1), ['meanwhile'])
    await kit.api('DELETE', '/rs/mailboxes/blocked')
    await assert.rejects(kit.imap(address), NO)
    assert.match(await fromOutside(address), /^550 5\.1\.1 /)
  })

  test('catch for the domain what nobody has, under its other names as well', async () => {
    const [catcher, there] = [await kit.addMailbox('catcher'), await kit.addMailbox('there')]
    await kit.native('POST', `/domains/${DOMAIN}/alternate-names`, { name: 'too.example' })
    assert.match(await fromOutside('nobody@too.example'), /^550 5\.1\.1 /)
    assert.match(await fromOutside('there@too.example', 'by the other name'), TAKEN)
    await kit.api('PUT', '/catchalladdress', { address: catcher })
    for (const name of [`nobody@${DOMAIN}`, 'no@too.example', there]) await fromOutside(name, `for ${name}`)
    assert.deepEqual(await subjectsOf(catcher, 2), ['for no@too.example', `for nobody@${DOMAIN}`])
    assert.deepEqual(await subjectsOf(there, 2), ['by the other name', `for ${there}`])
    await kit.api('PUT', '/catchalladdress', { address: '' })
  })

  test('answer for who is away and hand on without a copy what is forwarded', async () => {
    const away = { vacationMessage: 'Gone "fishing"\\', enableVacationMessage: 'true' }
    await kit.addMailbox('passing', { ...away, emailForwardingAddresses: 'far@elsewhere.example' })
    assert.match(await fromOutside(`passing@${DOMAIN}`, 'passed on'), TAKEN)
    const { mails } = kit.outside
    await until(() => mails.some(({ to }) => to.includes('far@elsewhere.example')))
    await until(() =>
      mails.some(({ to, text }) => to.includes(OUTSIDER) && text.includes('Gone "fishing"\\')),
    )
    assert.deepEqual(await subjectsOf(`passing@${DOMAIN}`, 0), [])
  })

  test('take mail to a list for everybody, and refuse it to one for some, which they cannot know', async () => {
    const members = [await kit.addMailbox('first'), await kit.addMailbox('second')]
    await kit.native('POST', '/lists', { address: `all@${DOMAIN}`, members, posting: 'anyone' })
    await kit.native('POST', '/lists', { address: `closed@${DOMAIN}`, members, posting: 'members' })
    assert.match(await fromOutside(`all@${DOMAIN}`, 'to all'), TAKEN)
    for (const address of members) assert.deepEqual(await subjectsOf(address, 1), ['to all'])
    const [from = ''] = members
    assert.match(await kit.send({ from, to: `closed@${DOMAIN}` }), /^550 5\.7\.1 /)
  })

  test('keep a full mailbox full', async () => {
    const address = await kit.addMailbox('small', { size: '1' })
    const session = await kit.imap(address)
    const letter = (bytes: number) => `Subject: big\r\n\r\n${'x'.repeat(bytes)}`
    await assert.rejects(session.append(letter(1_100_000)), /NO \[OVERQUOTA\]/)
    await session.append(letter(1_040_000))
    session.close()
    const mail = { from: OUTSIDER, to: address, as: null, text: 'x'.repeat(20_000) }
    assert.match(await kit.send(mail), /^452 4\.2\.2 .*Mailbox is full/)
  })

  test('keep to the ways in that are closed, and to a password that has to be changed', async () => {
    const address = await kit.addMailbox('closing')
    const words = ['--mailbox', address, '--name', 'all', '--protocol', 'imap', '--protocol', 'pop3']
    const { password } = await kit.server().prepare<{ password: string }>(['app-password', 'add', ...words])
    const set = (change: object) => kit.native('PATCH', `/mailboxes/${address}`, change)
    const pop3 = (by = PASSWORD) => openPop3(kit.servers.ports.pop3s, kit.ca, address, by)
    await set({ protocols: ['pop3'] })
    await assert.rejects(kit.imap(address, password), NO)
    ;(await pop3()).close()
    ;(await pop3(password)).close()
    assert.match(await kit.send({ from: address, to: address }), /^535 /)
    await set({ protocols: ['imap', 'pop3', 'smtp'], mustChangePassword: true })
    await assert.rejects(kit.imap(address), NO)
    ;(await kit.imap(address, password)).close()
    assert.match(await fromOutside(address, 'all the while'), TAKEN)
    await set({ mustChangePassword: false })
    assert.deepEqual(await subjectsOf(address, 1), ['all the while'])
  })

  test('let an app password in where it is for, and the mailbox’s own everywhere', async () => {
    const address = await kit.addMailbox('apps')
    const words = ['--mailbox', address, '--name', 'phone', '--protocol', 'pop3']
    const made = await kit.server().prepare<{ password: string }>(['app-password', 'add', ...words])
    const pop3 = (password: string) => openPop3(kit.servers.ports.pop3s, kit.ca, address, password)
    for (const password of [made.password, PASSWORD]) (await pop3(password)).close()
    await assert.rejects(pop3(`${made.password.slice(0, -1)}x`), /-ERR \[AUTH\]/)
    await assert.rejects(kit.imap(address, made.password), NO)
  })
})
