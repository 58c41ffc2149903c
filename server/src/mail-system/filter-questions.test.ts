import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { OPERATOR, openTestDeps, type TestDeps } from '../../../tests/support/deps.ts'
import { aDomain, aList, aMailbox, anAlias } from '../../../tests/support/hosted-mail.ts'
import { freePorts } from '../../../tests/support/ports.ts'
import { addAccount } from '../domain/accounts/create-account.ts'
import type { Signing } from '../domain/delivery/filtering.ts'
import { makeDkimKey, revokeDkimKeys, verifyDkimKey } from '../domain/dkim/change-key.ts'
import { recordOf } from '../domain/dkim/dkim-key.ts'
import type { SpamSettings } from '../domain/spam/spam-settings.ts'
import { mailFilterSecret, mailSystemSecret } from './secret-file.ts'
import { type MailSystem, startMailSystem } from './start.ts'

let kit: TestDeps
let system: MailSystem
let port = 0
const errors: unknown[] = []
let [ours, theirs] = [aDomain(), aDomain()]
let [ann, off, away, bob] = [aMailbox(ours, ''), aMailbox(ours, ''), aMailbox(ours, ''), aMailbox(theirs, '')]

before(async () => {
  kit = await openTestDeps()
  const { store } = kit.deps
  const account = async () => (await addAccount(kit.deps, OPERATOR, { name: 'Example' })).id
  ours = aDomain({ name: 'ours.example', accountId: await account() })
  theirs = aDomain({ name: 'theirs.example', accountId: await account() })
  ;[ann, off, bob] = [aMailbox(ours, 'ann'), aMailbox(ours, 'off'), aMailbox(theirs, 'bob')]
  away = aMailbox(ours, 'away', { forwardTo: ['far@else.example'] })
  for (const domain of [ours, theirs]) await store.mailDomains.insert(domain)
  for (const name of ['too.example', 'xn---urs-4qa.example']) await store.mailDomains.addName(ours.id, name)
  for (const mailbox of [ann, off, away, bob]) await store.mailboxes.insert(mailbox)
  await store.aliases.insert(anAlias(ours, 'team', [off.address, ann.address]))
  await store.aliases.insert(anAlias(ours, 'silent', [off.address, 'far@else.example']))
  await store.lists.insert(aList(ours, 'all', [`silent@${ours.name}`, `team@${ours.name}`]))
  await set(off.id, { level: 'off' })
  for (const domain of [ours, theirs]) await activeKey(domain.accountId, domain.name)
  port = (await freePorts(1))[0] ?? 0
  system = await startMailSystem(
    kit.deps,
    { port, sockets: join(kit.dataDir, 'mail') },
    kit.dataDir,
    (error) => errors.push(error),
  )
})
after(async () => {
  await system.stop()
  await kit.close()
})

const set = (mailboxId: string | null, settings: Partial<SpamSettings>) =>
  kit.deps.store.mailSettings.put({ domainId: ours.id, mailboxId }, 'spam', JSON.stringify(settings))

async function activeKey(accountId: string, name: string) {
  const key = await makeDkimKey(kit.deps, OPERATOR, { accountId, name })
  Object.assign(kit.deps.dns, { txt: async () => [recordOf(key)] })
  await verifyDkimKey(kit.deps, OPERATOR, { accountId, name })
  return key
}

const [ANN, OFF, BOB] = ['ann@ours.example', 'off@ours.example', 'bob@theirs.example']
const MESSAGE = { login: '', sender: 'x@else.example', from: ['x@else.example'], recipients: [ANN] }

function ask(body: unknown, secret: string | null = mailFilterSecret(kit.dataDir).reveal()) {
  return fetch(`http://127.0.0.1:${port}/filter`, {
    method: 'POST',
    ...(secret !== null && { headers: { authorization: `Bearer ${secret}` } }),
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}
interface Answer {
  readonly refuse: string | null
  readonly scan: boolean
  readonly sign: Signing | null
}
async function answered(more: object): Promise<Answer> {
  const answer = await ask({ ...MESSAGE, ...more })
  assert.equal(answer.status, 200)
  return JSON.parse(await answer.text())
}
const isLookedAt = async (...recipients: string[]) => (await answered({ recipients })).scan
const signed = async (more: object) =>
  (await answered({ login: ANN, sender: ANN, from: [ANN], ...more })).sign

describe('a spam filter', () => {
  test('without its own secret is told nothing, and is not there', async () => {
    const dovecots = mailSystemSecret(kit.dataDir).reveal()
    for (const secret of [null, '', 'wrong', dovecots, `${mailFilterSecret(kit.dataDir).reveal()}x`])
      assert.deepEqual([(await ask(MESSAGE, secret)).status], [401])
    assert.equal(kit.deps.filter.isConnected(kit.clock.now()), false)
  })

  for (const [about, body] of [
    ['no object', '[]'],
    ['no JSON', '{'],
    ['nothing', ''],
    ['no login', { ...MESSAGE, login: null }],
    ['no sender', { ...MESSAGE, sender: undefined }],
    ['a number for a recipient', { ...MESSAGE, recipients: [1] }],
    ['one recipient that is no list', { ...MESSAGE, recipients: ANN }],
    ['an object of senders', { ...MESSAGE, from: { 0: ANN } }],
    ['more than a message has', { ...MESSAGE, recipients: ['x'.repeat(600_000)] }],
  ] as const)
    test(`is told that ${about} is no question`, async () => {
      assert.equal((await ask(body)).status, 400)
      assert.equal(kit.deps.filter.isConnected(kit.clock.now()), false)
    })

  test('that has asked is there for a day', async () => {
    await answered({})
    const nowMs = kit.clock.now()
    assert.deepEqual(
      [nowMs, nowMs + 86_400_000].map((ms) => kit.deps.filter.isConnected(ms)),
      [true, false],
    )
  })

  test('cannot ask by the door of logins, nor Dovecot by this one', async () => {
    const body = JSON.stringify({ login: ANN, protocol: 'imap', remote: '192.0.2.7' })
    for (const path of ['/auth-policy?command=allow', '/filter/', '/filter?command=allow']) {
      const headers = { authorization: `Bearer ${mailFilterSecret(kit.dataDir).reveal()}` }
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', headers, body })
      assert.equal(answer.status, 401, path)
    }
  })
})

describe('spam is looked for', () => {
  test('in mail to a mailbox, behind alias, list, tag, other name and capital letters', async () => {
    for (const to of ['ann', 'Ann+x', 'team', 'all'].map((name) => `${name}@ours.example`))
      assert.equal(await isLookedAt(to), true, to)
    assert.equal(await isLookedAt('ANN@too.example'), true)
    assert.equal(await isLookedAt('far@else.example', ANN), true)
  })

  test('for nobody who has switched it off, and in nothing that only goes elsewhere', async () => {
    for (const to of [
      OFF,
      `silent@ours.example`,
      away.address,
      `nobody@ours.example`,
      'far@else.example',
      '',
      '@',
      'no address',
    ])
      assert.equal(await isLookedAt(to), false, to)
    assert.equal(await isLookedAt(), false)
  })

  test('from the next message on as it is set now, of the domain and of the mailbox', async () => {
    await set(null, { level: 'off' })
    assert.equal(await isLookedAt(ANN), false)
    await set(ann.id, { level: 'on' })
    assert.equal(await isLookedAt(ANN), true)
    await set(ann.id, { level: 'exclusive' })
    assert.equal(await isLookedAt(ANN), false)
    await set(null, { level: 'on' })
    await set(ann.id, { level: 'on' })
  })

  test('where there are too many to ask for', async () => {
    assert.equal(await isLookedAt(...Array.from({ length: 1_001 }, (_, at) => `a${at}@else.example`)), true)
  })
})

describe('mail is signed', () => {
  /** As `cheapDkim` makes pairs. */
  const publicOf = (sign: Signing | null) =>
    Buffer.from((sign?.privateKeyPem ?? '').replace('private', 'public')).toString('base64')

  test('that a mailbox sends as itself or as one of its names, with the key of its domain', async () => {
    const [key] = await kit.deps.store.dkimKeys.ofDomain(ours.id)
    for (const sender of [
      ANN,
      'Ann@OURS.example',
      'ann+x@ours.example',
      'team@ours.example',
      'ann@too.example',
    ]) {
      const sign = await signed({ sender, from: [sender] })
      assert.deepEqual([sign?.domain, sign?.selector], [ours.name, key?.selector], sender)
      assert.equal(publicOf(sign), key?.publicKey)
    }
  })

  for (const [about, more] of [
    ['that nobody has signed in for', { login: '' }],
    ['of somebody else', { login: BOB }],
    ['of somebody else of the domain', { login: OFF }],
    ['of a stranger', { login: 'x@else.example' }],
    ['that shows another account’s domain', { from: [BOB] }],
    ['that shows a domain elsewhere', { from: ['x@else.example'] }],
    ['that shows two senders', { from: [ANN, BOB] }],
    ['that shows two senders of one name', { from: [ANN, ANN] }],
    ['that shows no sender', { from: [] }],
    ['that shows nonsense', { from: ['ann'] }],
    ['without a sender', { sender: '' }],
    ['as a list', { sender: `all@ours.example`, from: [`all@ours.example`] }],
    ['as another account’s mailbox', { sender: BOB, from: [BOB] }],
  ] as const)
    test(`not where it is mail ${about}`, async () => assert.equal(await signed(more), null))

  test('with another account’s key only for who is theirs', async () => {
    const sign = await signed({ login: BOB, sender: BOB, from: [BOB] })
    assert.equal(sign?.domain, theirs.name)
    assert.equal(publicOf(sign), (await kit.deps.store.dkimKeys.ofDomain(theirs.id))[0]?.publicKey)
  })

  test('with the new key once its record is there, not before; with none once they are revoked', async () => {
    const first = (await signed({}))?.selector
    const where = { accountId: ours.accountId, name: ours.name }
    const waiting = await makeDkimKey(kit.deps, OPERATOR, where)
    assert.equal((await signed({}))?.selector, first)
    Object.assign(kit.deps.dns, { txt: async () => [recordOf(waiting)] })
    await verifyDkimKey(kit.deps, OPERATOR, where)
    const sign = await signed({})
    assert.equal(sign?.selector, waiting.selector)
    assert.equal(publicOf(sign), waiting.publicKey)
    await revokeDkimKeys(kit.deps, OPERATOR, where)
    assert.equal(await signed({}), null)
  })
})

describe('what those who are away answer', () => {
  const AWAY = 'leave@ours.example'
  const ANSWER = { sender: '', from: [AWAY], recipients: [ANN], local: true }
  before(async () => {
    const settings = { vacationEnabled: true, vacationMessage: 'Back soon.' }
    await kit.deps.store.mailboxes.insert(aMailbox(ours, 'leave', settings))
    await kit.deps.store.aliases.insert(anAlias(ours, 'counter', [OFF, AWAY]))
    await activeKey(ours.accountId, ours.name)
  })

  test('is signed in their name and in that of their aliases, and nothing is looked for in it', async () => {
    for (const from of [AWAY, 'counter@ours.example', 'leave@too.example']) {
      const { scan, sign } = await answered({ ...ANSWER, from: [from] })
      assert.deepEqual([scan, sign?.domain], [false, ours.name], from)
    }
  })

  for (const [about, more] of [
    ['that comes from elsewhere', { local: false }],
    ['that only says that it comes from here', { local: 'LOCAL' }],
    ['of somebody who is here', { from: [ANN] }],
    ['of somebody elsewhere', { from: ['x@else.example'] }],
    ['with a sender', { sender: AWAY }],
    ['of two', { from: [AWAY, AWAY] }],
    ['of a list', { from: ['all@ours.example'] }],
  ] as const)
    test(`is not mail ${about}`, async () => {
      assert.equal((await answered({ ...ANSWER, ...more })).sign, null)
    })
})

describe('mail in the name of somebody else', () => {
  const refusal = async (more: object) =>
    (await answered({ login: ANN, sender: ANN, from: [ANN], ...more })).refuse

  for (const from of [OFF, 'all@ours.example', 'nobody@ours.example', BOB, 'off+x@too.example'])
    test(`is refused: ${from}`, async () => {
      for (const shown of [[from], [ANN, from], [from, ANN]])
        assert.equal(await refusal({ from: shown }), `You may not write in the name of ${from}`)
    })

  for (const [shown, address] of [
    ['off@ours.example.', OFF],
    ['off@OURS.Example', OFF],
    ['off@ö-urs.example', 'off@xn---urs-4qa.example'],
    ['o\r\nff@ours.example', 'o??ff@ours.example'],
    ['"a@b"@ours.example', '"a?b"@ours.example'],
    ['Off <off @ ours.example> (x)', 'Off?<off?@?ours.example>?(x)'],
    ['Off <off@ours.example', 'Off?<off@ours.example'],
  ] as const)
    test(`is refused however it is written: ${JSON.stringify(shown)}`, async () => {
      assert.equal(await refusal({ from: [shown] }), `You may not write in the name of ${address}`)
    })

  test('is not what is in the own name, in that of somebody elsewhere, or of nobody who has signed in', async () => {
    for (const from of [
      ['Ann+x@too.example'],
      ['ann@ö-urs.example.'],
      ['team@ours.example', ANN],
      ['x@else.example'],
      [],
      ['x'],
    ])
      assert.equal(await refusal({ from }), null, String(from))
    assert.equal(await refusal({ login: '', sender: 'x@else.example', from: [OFF] }), null)
  })
})

test('what cannot be known now is told so, and who is told that asks again', async () => {
  const { ownName } = kit.deps.store.delivery
  const broken = { ownName: async () => Promise.reject(new Error('the database is away')) }
  Object.assign(kit.deps.store.delivery, broken)
  assert.equal((await ask({ ...MESSAGE, recipients: ['nobody@ours.example'] })).status, 503)
  Object.assign(kit.deps.store.delivery, { ownName })
  assert.equal(errors.length, 1)
  assert.equal((await ask(MESSAGE)).status, 200)
})
