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
import { HOUR_MS } from '../../../../tests/support/test-clock.ts'
import { addAccount } from '../accounts/create-account.ts'
import { updateAccount } from '../accounts/update-account.ts'
import { FREE_FAILURES } from '../limits/delays.ts'
import { deleteMailbox } from '../mailboxes/delete-mailbox.ts'
import { editMailbox } from '../mailboxes/edit-mailbox.ts'
import type { Mailbox } from '../mailboxes/mailbox.ts'
import { addAppPassword } from '../mailboxes/manage-app-passwords.ts'
import { restoreMailbox } from '../mailboxes/restore-mailbox.ts'
import { distrustKeys } from '../restore/distrust-keys.ts'
import { checkSession } from '../sessions/check-session.ts'
import { checkMailbox } from './check-mailbox.ts'
import { mailboxOwner } from './mailbox-session.ts'
import { signInToMailbox } from './sign-in.ts'
import { signOutOfMailbox } from './sign-out.ts'

let kit: TestDeps
let accountId = ''

before(async () => {
  kit = await openTestDeps()
  accountId = (await makeOwner(kit.deps)).user.accountId
})
after(() => kit.close())

const wrong = { code: 'credential.wrong' }
const isGood = async (secret: string) => (await checkMailbox(kit.deps, secret)) !== null
const signIn = (address: string, password: string, from?: string) =>
  signInToMailbox(kit.deps, { address, password }, mailboxVisit(from))
const edit = (mailbox: Mailbox, change: Parameters<typeof editMailbox>[3]) =>
  editMailbox(kit.deps, OPERATOR, placeOf(mailbox), change)

describe('signing in to a mailbox', () => {
  test('takes its address in any case and its own password, and is written down without either secret', async () => {
    const mailbox = await makeMailbox(kit, accountId)
    const opened = await signIn(` ${mailbox.address.toUpperCase()} `, MAILBOX_PASSWORD)
    assert.equal((await checkMailbox(kit.deps, opened.secret))?.mailbox.id, mailbox.id)
    const entry = (await auditOf(kit.deps, accountId)).at(-1)
    assert.deepEqual(
      [entry?.action, entry?.actor, entry?.target, entry?.details['method']],
      ['mailbox.session.start', `mailbox:${mailbox.address}`, `mailbox:${mailbox.address}`, 'password'],
    )
    assert.ok(!JSON.stringify(entry).includes(opened.secret))
  })

  test('is refused alike for a wrong password, an app password, an unknown address and a blocked mailbox', async () => {
    const mailbox = await makeMailbox(kit, accountId)
    const made = await addAppPassword(kit.deps, OPERATOR, placeOf(mailbox), {
      name: 'phone',
      protocols: ['imap', 'pop3', 'smtp'],
    })
    const blocked = await makeMailbox(kit, accountId, { enabled: false })
    for (const [address, password] of [
      [mailbox.address, OTHER_MAILBOX_PASSWORD],
      [mailbox.address, made.secret],
      [mailbox.address, MAILBOX_PASSWORD.repeat(10)],
      [mailbox.address.replace('@', '+tag@'), MAILBOX_PASSWORD],
      ['nobody@owners.example', MAILBOX_PASSWORD],
      ['no address', MAILBOX_PASSWORD],
      [blocked.address, MAILBOX_PASSWORD],
    ] as const)
      await assert.rejects(signIn(address, password), wrong, address)
  })

  test('waits after failures; from where its owner has signed in those of strangers do not count', async () => {
    const mailbox = await makeMailbox(kit, accountId)
    await signIn(mailbox.address, MAILBOX_PASSWORD, '198.51.100.7')
    for (let count = 0; count < FREE_FAILURES; count++)
      await assert.rejects(signIn(mailbox.address, 'x', '203.0.113.9'), wrong)
    await assert.rejects(signIn(mailbox.address, MAILBOX_PASSWORD, '203.0.113.9'), { code: 'throttled' })
    assert.ok(await signIn(mailbox.address, MAILBOX_PASSWORD, '198.51.100.7'))
    kit.clock.advance(HOUR_MS)
    assert.ok(await signIn(mailbox.address, MAILBOX_PASSWORD, '203.0.113.9'))
  })

  test('ends the session that the browser brought along, and no other', async () => {
    const mailbox = await makeMailbox(kit, accountId)
    const [brought, other] = [await enterMailbox(kit, mailbox), await enterMailbox(kit, mailbox)]
    const presented = { address: mailbox.address, password: MAILBOX_PASSWORD }
    await signInToMailbox(kit.deps, presented, mailboxVisit('192.0.2.1', brought.secret))
    assert.deepEqual([await isGood(brought.secret), await isGood(other.secret)], [false, true])
  })
})

describe('a session of a mailbox', () => {
  test('is none of the panel', async () => {
    const { secret } = await enterMailbox(kit, await makeMailbox(kit, accountId))
    assert.equal(await checkSession(kit.deps, secret), null)
    for (const nonsense of ['', 'x', 'A'.repeat(43)]) assert.equal(await isGood(nonsense), false)
  })

  test('ends unused, after 12 hours in any case, and by signing out', async () => {
    const mailbox = await makeMailbox(kit, accountId)
    const account = await kit.deps.store.accounts.byId(accountId)
    const idleMs = (account?.sessionIdleSeconds ?? 0) * 1_000
    const [unused, used, left] = [
      await enterMailbox(kit, mailbox),
      await enterMailbox(kit, mailbox),
      await enterMailbox(kit, mailbox),
    ]
    await signOutOfMailbox(kit.deps, mailboxOwner(left, mailboxVisit()))
    assert.equal(await isGood(left.secret), false)
    assert.equal((await auditOf(kit.deps, accountId)).at(-1)?.action, 'mailbox.session.end')
    const startMs = kit.clock.now()
    kit.clock.advance(idleMs - 1)
    assert.ok(await isGood(used.secret))
    kit.clock.advance(1)
    assert.deepEqual([await isGood(unused.secret), await isGood(used.secret)], [false, true])
    while (kit.clock.now() + idleMs / 2 < startMs + 12 * HOUR_MS) {
      kit.clock.advance(idleMs / 2)
      assert.ok(await isGood(used.secret))
    }
    kit.clock.advance(startMs + 12 * HOUR_MS - kit.clock.now())
    assert.equal(await isGood(used.secret), false)
  })

  for (const [about, end] of [
    [
      'its password is changed',
      (mailbox) => edit(mailbox, { password: OTHER_MAILBOX_PASSWORD, settings: {} }),
    ],
    ['it is renamed', (mailbox) => edit(mailbox, { name: `${mailbox.name}x`, settings: {} })],
    [
      'it is blocked, and does not come back with it',
      async (mailbox) => {
        await edit(mailbox, { settings: { enabled: false } })
        await edit(mailbox, { settings: { enabled: true } })
      },
    ],
    [
      'it is deleted, and does not come back with it',
      async (mailbox) => {
        await deleteMailbox(kit.deps, OPERATOR, placeOf(mailbox))
        await restoreMailbox(kit.deps, OPERATOR, mailbox.id)
      },
    ],
    ['older data are put back', () => distrustKeys(kit.deps, OPERATOR, 'test')],
  ] satisfies readonly (readonly [string, (mailbox: Mailbox) => Promise<unknown>])[])
    test(`ends when ${about}`, async () => {
      const mailbox = await makeMailbox(kit, accountId)
      const { secret } = await enterMailbox(kit, mailbox)
      assert.equal(await isGood(secret), true)
      await end(mailbox)
      assert.equal(await isGood(secret), false)
    })

  test('ends when its account is switched off, and that of another account goes on', async () => {
    const account = await addAccount(kit.deps, OPERATOR, { name: 'off' })
    const [own, other] = [await makeMailbox(kit, account.id), await makeMailbox(kit, accountId)]
    const [gone, stays] = [await enterMailbox(kit, own), await enterMailbox(kit, other)]
    await updateAccount(kit.deps, OPERATOR, account.id, { enabled: false })
    await assert.rejects(enterMailbox(kit, own), wrong)
    await updateAccount(kit.deps, OPERATOR, account.id, { enabled: true })
    assert.deepEqual([await isGood(gone.secret), await isGood(stays.secret)], [false, true])
  })

  test('goes on when anything else of the mailbox changes, or another mailbox', async () => {
    const [mailbox, other] = [await makeMailbox(kit, accountId), await makeMailbox(kit, accountId)]
    const { secret } = await enterMailbox(kit, mailbox)
    await edit(mailbox, { settings: { displayName: 'Ann', quotaMb: 7 } })
    await edit(other, { password: OTHER_MAILBOX_PASSWORD, settings: {} })
    assert.equal(await isGood(secret), true)
  })
})
