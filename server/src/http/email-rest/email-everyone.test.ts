import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { openTestApp } from '../../../../tests/support/app.ts'
import { auditOf } from '../../../../tests/support/deps.ts'
import { assertDone, assertFault, withMailDomain } from '../../../../tests/support/email.ts'
import { aMailbox } from '../../../../tests/support/hosted-mail.ts'
import { deliverDue } from '../../domain/mail/deliver-due.ts'
import { type Announcement, MailFault } from '../../domain/mail/outgoing.ts'

const app = await openTestApp(undefined, { sendsMail: true })
after(() => app.close())
const { store } = app.deps
const MINUTE_MS = 60_000

async function withBoxes(names: readonly string[] = ['anna', 'ben']) {
  const made = await withMailDomain(app)
  const domain = await store.mailDomains.find(made.domain)
  assert.ok(domain)
  for (const name of names) await store.mailboxes.insert(aMailbox(domain, name))
  const letter = {
    ...{ senderName: 'The office', senderAddress: `anna@${made.domain}` },
    ...{ subject: 'Closed on Friday', body: 'Dear all,\n\nsee you on Monday.' },
  }
  const write = (fields: Record<string, string>) =>
    made.client.form('POST', `${made.P}/emailEveryone`, fields)
  return { ...made, letter, write }
}

/** What a mail server that takes everything is handed. */
async function sent(): Promise<readonly Announcement[]> {
  const announcements: Announcement[] = []
  const post = async (letter: Announcement | { readonly kind: string }) => {
    if ('recipients' in letter) announcements.push(letter)
  }
  while ((await deliverDue(app.deps, post)).length > 0);
  return announcements
}

describe('a letter to everybody of a domain', () => {
  test('goes to every mailbox that is there, blocked or not, and to no deleted one', async () => {
    const { client, P, at, domain, letter, write } = await withBoxes(['anna', 'ben', 'gone'])
    assertDone(await client.form('PUT', at('ben'), { enabled: 'false' }))
    assertDone(await client.send('DELETE', at('gone')))
    assertDone(await client.form('POST', `${P}/rs/aliases/all`, { aliasEmails: `anna@${domain}` }))
    assertDone(await write({ ...letter, senderAddress: `All@${domain.toUpperCase()}` }))
    const wanted = {
      ...{ kind: 'announcement', fromName: letter.senderName, fromAddress: `all@${domain}` },
      ...{ subject: letter.subject, text: letter.body },
      recipients: [`anna@${domain}`, `ben@${domain}`],
    }
    assert.deepEqual(await sent(), [wanted])
    assert.deepEqual(await sent(), [], 'once')
    const told = (await auditOf(app.deps, client.admin.accountId)).filter(
      ({ action }) => action === 'domain.announce',
    )
    assert.deepEqual(
      told.map(({ details }) => details),
      [{ recipients: 2 }],
    )
  })

  test('to many goes out in hundreds, each mailbox once', async () => {
    const names = Array.from({ length: 201 }, (_, at) => `m${at}`)
    const { letter, write, domain } = await withBoxes(['anna', ...names])
    assertDone(await write(letter))
    const parts = await sent()
    assert.deepEqual(parts.map(({ recipients }) => recipients.length).sort(), [100, 100, 2])
    const all = parts.flatMap(({ recipients }) => recipients)
    assert.deepEqual(all.toSorted(), ['anna', ...names].map((name) => `${name}@${domain}`).toSorted())
  })

  test('waits while the mail server is away, and not for ever', async () => {
    const { letter, write } = await withBoxes()
    assertDone(await write(letter))
    const [failed] = await deliverDue(app.deps, () => Promise.reject(new MailFault('ECONNECTION', false)))
    assert.equal(failed?.outcome, 'delayed')
    app.wait(MINUTE_MS)
    assert.equal((await sent()).length, 1)
    app.wait(5 * MINUTE_MS)
    assertDone(await write(letter))
    app.wait(73 * 60 * MINUTE_MS)
    assert.deepEqual(await sent(), [])
  })

  test('is written once in five minutes, to the millisecond, and to each domain by itself', async () => {
    const { letter, write } = await withBoxes()
    const other = await withBoxes()
    assertDone(await write(letter))
    app.wait(5 * MINUTE_MS - 1)
    const again = await write(letter)
    assertFault(again, 403, 'unauthorizedFault', 'Exceeded request limits')
    assert.equal(again.headers['retry-after'], '1')
    assertDone(await other.write(other.letter))
    app.wait(1)
    assertDone(await write(letter))
    await sent()
  })

  test('comes from an address of the domain, with one line for each header and a text', async () => {
    const { letter, write, domain } = await withBoxes()
    for (const senderAddress of [
      'anna@elsewhere.example',
      `nobody@${domain}`,
      'anna',
      `anna@${domain}, b@x.example`,
    ])
      assertFault(await write({ ...letter, senderAddress }), 400, 'validationFault')
    for (const wrong of [
      { subject: 'One\nBcc: x@y.example' },
      { subject: 'x'.repeat(256) },
      { subject: ' ' },
      { senderName: 'A\r\nB' },
      { senderName: 'x'.repeat(256) },
      { body: ' \n' },
      { body: 'x'.repeat(50_001) },
    ])
      assertFault(await write({ ...letter, ...wrong }), 400, 'validationFault')
    for (const name of ['senderAddress', 'subject', 'body'])
      assertFault(
        await write({ ...letter, [name]: '' }),
        400,
        'badRequestFault',
        `Missing required field: ${name}`,
      )
    assert.deepEqual(await sent(), [])
    const { senderName: _, ...nameless } = letter
    assertDone(await write(nameless))
    assert.equal((await sent())[0]?.fromName, '')
  })

  test('is refused where there is nobody to write to, and in a domain of somebody else', async () => {
    const { client, letter, write, domain } = await withBoxes(['anna'])
    const other = await withBoxes()
    assertFault(
      await client.form('POST', `/v1/domains/${other.domain}/emaileveryone`, letter),
      404,
      'itemNotFoundFault',
    )
    assertDone(
      await client.form('POST', `/v1/domains/${domain}/rs/aliases/all`, { aliasEmails: 'a@x.example' }),
    )
    assertDone(await client.send('DELETE', `/v1/domains/${domain}/rs/mailboxes/anna`))
    const answer = await write({ ...letter, senderAddress: `all@${domain}` })
    assertFault(answer, 400, 'validationFault', 'The domain has no mailboxes.')
  })
})
