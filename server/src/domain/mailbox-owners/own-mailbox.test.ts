import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { auditOf, makeOwner, OPERATOR, openTestDeps, type TestDeps } from '../../../../tests/support/deps.ts'
import {
  enterMailbox,
  MAILBOX_PASSWORD,
  mailboxVisit,
  makeMailbox,
  OTHER_MAILBOX_PASSWORD,
  placeOf,
} from '../../../../tests/support/mailbox-owner.ts'
import type { MailboxOwner } from '../actor.ts'
import { mailboxLogin } from '../delivery/mailbox-login.ts'
import { DomainError } from '../errors.ts'
import { FREE_FAILURES } from '../limits/delays.ts'
import { issueMailboxToken } from '../login-tokens/issue-mailbox-token.ts'
import { useMailboxToken } from '../login-tokens/use-mailbox-token.ts'
import { editMailbox } from '../mailboxes/edit-mailbox.ts'
import type { Mailbox } from '../mailboxes/mailbox.ts'
import { changeOwnPassword } from './change-own-password.ts'
import { changeOwnSettings, type OwnSettings } from './change-own-settings.ts'
import { checkMailbox } from './check-mailbox.ts'
import { mailboxOwner } from './mailbox-session.ts'
import { addOwnAppPassword, deleteOwnAppPassword, listOwnAppPasswords } from './own-app-passwords.ts'

let kit: TestDeps
let accountId = ''

before(async () => {
  kit = await openTestDeps()
  accountId = (await makeOwner(kit.deps)).user.accountId
})
after(() => kit.close())

interface Entered {
  readonly mailbox: Mailbox
  readonly owner: MailboxOwner
  readonly secret: string
}

async function entered(settings: Parameters<typeof makeMailbox>[2] = {}): Promise<Entered> {
  const mailbox = await makeMailbox(kit, accountId, settings)
  const live = await enterMailbox(kit, mailbox)
  return { mailbox, owner: mailboxOwner(live, mailboxVisit()), secret: live.secret }
}

const stored = async ({ mailbox }: Entered) => kit.deps.store.mailboxes.byId(mailbox.id)
const isGood = async (secret: string) => (await checkMailbox(kit.deps, secret)) !== null
const refusedAt = (code: string, field: string) => (error: unknown) =>
  error instanceof DomainError && error.code === code && error.facts.field === field
const over = { code: 'session.not_found' }
const entriesBy = async (owner: MailboxOwner) =>
  (await auditOf(kit.deps, accountId)).filter(({ actor }) => actor === `mailbox:${owner.address}`)

describe('a password that has to be changed', () => {
  const require = ({ mailbox }: Entered, mustChangePassword = true) =>
    editMailbox(kit.deps, OPERATOR, placeOf(mailbox), { settings: { mustChangePassword } })
  const opens = async ({ mailbox: { address } }: Entered, typed = MAILBOX_PASSWORD) =>
    (await mailboxLogin(kit.deps.store, { address, protocol: 'imap', typed: typed.slice(0, 8) })) !== null

  test('opens no mail program and no browser that was open, and the page only to change it to another one', async () => {
    const own = await entered()
    const app = await addOwnAppPassword(kit.deps, own.owner, {
      ...{ name: 'phone', protocols: ['imap'], current: MAILBOX_PASSWORD },
    })
    await require(own)
    assert.deepEqual(
      [await opens(own), await opens(own, app.secret), await isGood(own.secret)],
      [false, true, false],
    )
    const again = await enterMailbox(kit, own.mailbox)
    const owner = mailboxOwner(again, mailboxVisit())
    await assert.rejects(changeOwnSettings(kit.deps, owner, { vacationEnabled: false }), over)
    await assert.rejects(deleteOwnAppPassword(kit.deps, owner, app.id), over)
    const given = { name: 'a', protocols: ['imap'] as const, current: MAILBOX_PASSWORD }
    await assert.rejects(addOwnAppPassword(kit.deps, owner, given), over)
    const to = (password: string) =>
      changeOwnPassword(kit.deps, owner, { current: MAILBOX_PASSWORD, password })
    await assert.rejects(to(MAILBOX_PASSWORD), refusedAt('password.weak', 'password'))
    await to(OTHER_MAILBOX_PASSWORD)
    assert.equal((await stored(own))?.mustChangePassword, false)
    assert.deepEqual([await opens(own), await isGood(again.secret)], [true, true])
    await changeOwnSettings(kit.deps, owner, { vacationEnabled: false })
  })

  test('is settled by one that an administrator sets, unless they say that it is to be changed, too', async () => {
    const own = await entered()
    await require(own)
    await require(own, false)
    assert.equal(await opens(own), true)
    await require(own)
    const set = (settings: { readonly mustChangePassword?: boolean }) =>
      editMailbox(kit.deps, OPERATOR, placeOf(own.mailbox), { password: OTHER_MAILBOX_PASSWORD, settings })
    assert.equal((await set({})).mustChangePassword, false)
    assert.equal((await set({ mustChangePassword: true })).mustChangePassword, true)
    assert.equal(await opens(own), false)
  })
})

describe('the own password', () => {
  const to = (password: string, current = MAILBOX_PASSWORD) => ({ current, password })

  test('is changed by whoever knows it: other browsers and mail programs are signed out, this one goes on', async () => {
    const own = await entered()
    const elsewhere = await enterMailbox(kit, own.mailbox)
    await changeOwnPassword(kit.deps, own.owner, to(OTHER_MAILBOX_PASSWORD))
    assert.deepEqual([await isGood(own.secret), await isGood(elsewhere.secret)], [true, false])
    await assert.rejects(enterMailbox(kit, own.mailbox), { code: 'credential.wrong' })
    assert.ok(await enterMailbox(kit, own.mailbox, OTHER_MAILBOX_PASSWORD))
    assert.notEqual(await kit.deps.store.sessionEnds.lastOf(own.mailbox.address), null)
    const entry = (await entriesBy(own.owner)).find(({ action }) => action === 'mailbox.update')
    assert.equal(entry?.details['fields'], 'password')
    assert.equal(entry?.target, `mailbox:${own.mailbox.address}`)
  })

  test('is not changed without the current one, which a login token does not stand for', async () => {
    const mailbox = await makeMailbox(kit, accountId)
    const { token } = await issueMailboxToken(kit.deps, OPERATOR, placeOf(mailbox))
    const owner = mailboxOwner(await useMailboxToken(kit.deps, token, mailboxVisit()), mailboxVisit())
    for (const current of ['', token, OTHER_MAILBOX_PASSWORD])
      await assert.rejects(
        changeOwnPassword(kit.deps, owner, to(OTHER_MAILBOX_PASSWORD, current)),
        refusedAt('password.wrong', 'current'),
      )
    await changeOwnPassword(kit.deps, owner, to(OTHER_MAILBOX_PASSWORD))
  })

  test('cannot be guessed at the form any faster than at the sign-in', async () => {
    const own = await entered()
    const elsewhere = { ...own.owner, origin: { ...own.owner.origin, address: '203.0.113.77' } }
    for (let count = 0; count < FREE_FAILURES; count++)
      await assert.rejects(changeOwnPassword(kit.deps, elsewhere, to('x', 'guess')), {
        code: 'password.wrong',
      })
    await assert.rejects(changeOwnPassword(kit.deps, elsewhere, to(OTHER_MAILBOX_PASSWORD)), {
      code: 'throttled',
    })
  })

  test('keeps the rules for passwords of mailboxes', async () => {
    const own = await entered()
    for (const weak of ['short', 'alllowercaseletters', `X7 ${own.mailbox.name} yes`])
      await assert.rejects(changeOwnPassword(kit.deps, own.owner, to(weak)), { code: 'password.weak' })
    assert.equal((await stored(own))?.passwordHash, own.mailbox.passwordHash)
  })

  test('set by an administrator meanwhile stays: of two changes at once one is done', async () => {
    const own = await entered()
    const done = await Promise.allSettled([
      changeOwnPassword(kit.deps, own.owner, to(OTHER_MAILBOX_PASSWORD)),
      editMailbox(kit.deps, OPERATOR, placeOf(own.mailbox), { password: 'Their 1 choice!', settings: {} }),
    ])
    const isOwn = done[0].status === 'fulfilled'
    // An administrator's always is; whose came last is what counts.
    const password = isOwn && (await isGood(own.secret)) ? OTHER_MAILBOX_PASSWORD : 'Their 1 choice!'
    assert.equal(done[1].status, 'fulfilled')
    assert.ok(await enterMailbox(kit, own.mailbox, password))
  })
})

describe('vacation and forwarding of the own mailbox', () => {
  const set = ({ owner }: Entered, settings: OwnSettings) => changeOwnSettings(kit.deps, owner, settings)

  test('are set, written down as done by the owner, and sign nobody out', async () => {
    const own = await entered({ displayName: 'Ann', quotaMb: 9 })
    const forwardTo = ['ben@elsewhere.example', `cat@${placeOf(own.mailbox).domain}`]
    await set(own, { vacationEnabled: true, vacationMessage: 'Back\non Monday' })
    await set(own, { forwardTo, keepForwarded: true })
    assert.deepEqual(await stored(own), {
      ...own.mailbox,
      ...{ vacationEnabled: true, vacationMessage: 'Back\non Monday', keepForwarded: true },
      forwardTo: forwardTo.toSorted(),
    })
    assert.deepEqual(
      (await entriesBy(own.owner)).slice(1).map(({ details }) => details['fields']),
      ['vacationEnabled vacationMessage', 'forwardTo keepForwarded'],
    )
    assert.ok(await isGood(own.secret))
  })

  for (const [about, field, settings] of [
    ['an answer without words', 'vacationMessage', { vacationEnabled: true, vacationMessage: ' ' }],
    ['an answer too long', 'vacationMessage', { vacationMessage: 'x'.repeat(8_001) }],
    ['what is no address', 'forwardTo', { forwardTo: ['ben'] }],
    ['five addresses outside', 'forwardTo', { forwardTo: [1, 2, 3, 4, 5].map((n) => `b${n}@else.example`) }],
  ] as const)
    test(`are not ${about}: the domain's rules hold for owners, too`, async () => {
      const own = await entered()
      await assert.rejects(set(own, settings), refusedAt('input.invalid', field))
      assert.deepEqual(await stored(own), own.mailbox)
    })

  test('are not the own address', async () => {
    const own = await entered()
    await assert.rejects(set(own, { forwardTo: [own.mailbox.address] }), { code: 'input.invalid' })
  })
})

describe('own app passwords', () => {
  const asked = { name: 'phone', protocols: ['imap'], current: MAILBOX_PASSWORD } as const

  test('are made by whoever knows the password, open what they are for, and are removed', async () => {
    const own = await entered()
    const { secret, ...shown } = await addOwnAppPassword(kit.deps, own.owner, asked)
    assert.deepEqual(await listOwnAppPasswords(kit.deps, own.owner), [shown])
    const login = async (protocol: 'imap' | 'smtp') => {
      const given = { address: own.mailbox.address, protocol, typed: secret.slice(0, 8) }
      return (await mailboxLogin(kit.deps.store, given))?.appPasswordId
    }
    assert.deepEqual([await login('imap'), await login('smtp')], [shown.id, undefined])
    await deleteOwnAppPassword(kit.deps, own.owner, shown.id)
    assert.equal(await login('imap'), null)
    assert.deepEqual(
      (await entriesBy(own.owner)).slice(1).map(({ action }) => action),
      ['mailbox.app_password.create', 'mailbox.app_password.delete'],
    )
    assert.ok(await isGood(own.secret))
  })

  test('are not made without the password, nor by one of them', async () => {
    const own = await entered()
    const { secret } = await addOwnAppPassword(kit.deps, own.owner, asked)
    for (const current of ['', secret])
      await assert.rejects(addOwnAppPassword(kit.deps, own.owner, { ...asked, current }), {
        code: 'password.wrong',
      })
  })

  test('of another mailbox are unknown', async () => {
    const [own, other] = [await entered(), await entered()]
    const theirs = await addOwnAppPassword(kit.deps, other.owner, asked)
    await assert.rejects(deleteOwnAppPassword(kit.deps, own.owner, theirs.id), {
      code: 'app_password.not_found',
    })
    assert.deepEqual(await listOwnAppPasswords(kit.deps, own.owner), [])
  })
})

describe('a session that ended while a page was open', () => {
  test('changes nothing any more', async () => {
    const own = await entered()
    await kit.deps.store.mailboxSessions.deleteOfMailbox(own.mailbox.id)
    const { deps } = kit
    await assert.rejects(changeOwnSettings(deps, own.owner, { forwardTo: ['b@else.example'] }), over)
    const change = { current: MAILBOX_PASSWORD, password: OTHER_MAILBOX_PASSWORD }
    await assert.rejects(changeOwnPassword(deps, own.owner, change), over)
    await assert.rejects(deleteOwnAppPassword(deps, own.owner, '00000000'), over)
    const asked = { name: 'x', protocols: ['imap'], current: MAILBOX_PASSWORD } as const
    await assert.rejects(addOwnAppPassword(deps, own.owner, asked), over)
    assert.deepEqual(await stored(own), own.mailbox)
  })

  test('reaches no other mailbox by naming it: the session says which', async () => {
    const [own, other] = [await entered(), await entered()]
    const forged = { ...own.owner, mailboxId: other.mailbox.id, address: other.mailbox.address }
    await changeOwnSettings(kit.deps, forged, { forwardTo: ['b@else.example'] })
    assert.deepEqual((await stored(other))?.forwardTo, [])
  })
})
