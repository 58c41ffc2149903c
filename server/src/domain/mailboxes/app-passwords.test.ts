import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { makeOwner, OPERATOR, openTestDeps, type TestDeps } from '../../../../tests/support/deps.ts'
import { addAccount } from '../accounts/create-account.ts'
import { updateAccount } from '../accounts/update-account.ts'
import { mailboxLogin, maySend } from '../delivery/mailbox-login.ts'
import { addDomain } from '../domains/add-domain.ts'
import { addMailbox } from './add-mailbox.ts'
import { MAX_APP_PASSWORDS, type MailProtocol } from './app-password.ts'
import { deleteMailbox } from './delete-mailbox.ts'
import { editMailbox } from './edit-mailbox.ts'
import { addAppPassword, deleteAppPassword, listAppPasswords } from './manage-app-passwords.ts'

let kit: TestDeps
let accountId = ''
const PASSWORD = 'Grey geese 7 walk'
const at = (name: string) => ({ accountId, domain: 'app.example', name })
const address = (name: string) => `${name}@app.example`

before(async () => {
  kit = await openTestDeps()
  accountId = (await makeOwner(kit.deps)).user.accountId
  await addDomain(kit.deps, OPERATOR, { accountId, name: 'app.example' })
})
after(() => kit.close())

async function mailbox(name: string) {
  const given = { ...at(name), password: PASSWORD, settings: {}, recoverDeleted: false }
  return addMailbox(kit.deps, OPERATOR, given)
}
const make = (name: string, protocols: ('imap' | 'pop3' | 'smtp')[] = ['imap']) =>
  addAppPassword(kit.deps, OPERATOR, at(name), { name: 'phone', protocols })
const login = (name: string, protocol: 'imap' | 'smtp', secret: string) =>
  mailboxLogin(kit.deps.store, { address: address(name), protocol, typed: secret.slice(0, 8) })
const endsOf = async (mask: string) =>
  (await kit.deps.store.sessionEnds.since(0)).filter((end) => end.mask === mask).length

describe('an app password', () => {
  test('opens what it is for, and is compared by a hash that the password makes', async () => {
    await mailbox('ann')
    const made = await make('ann')
    assert.match(made.secret, /^[0-9a-f]{40}$/)
    assert.ok(made.secret.startsWith(made.id))
    const found = await login('ann', 'imap', made.secret)
    assert.equal(found?.appPasswordId, made.id)
    assert.match(found?.passwordHash ?? '', /^\{SHA256\.HEX\}[0-9a-f]{64}$/)
    assert.equal(await login('ann', 'smtp', made.secret), null)
    assert.equal((await login('ann', 'smtp', PASSWORD))?.appPasswordId, null)
  })

  test('is shown once, and never in a list or in the audit log', async () => {
    await mailbox('bob')
    const { secret, ...shown } = await make('bob', ['smtp', 'imap', 'imap'])
    assert.deepEqual(await listAppPasswords(kit.deps, OPERATOR, at('bob')), [shown])
    assert.deepEqual(shown.protocols, ['imap', 'smtp'])
    const entries = JSON.stringify(await kit.deps.store.audit.page(accountId, 0, 1_000))
    assert.match(entries, /mailbox\.app_password\.create/)
    assert.ok(!entries.includes(secret.slice(8)) && !entries.includes('SHA256'))
  })

  test('opens nothing of another mailbox, of a blocked one, nor after it is deleted', async () => {
    for (const name of ['cat', 'dan']) await mailbox(name)
    const made = await make('cat')
    assert.equal((await login('dan', 'imap', made.secret))?.appPasswordId, null)
    const remove = (name: string) => deleteAppPassword(kit.deps, OPERATOR, at(name), made.id)
    await assert.rejects(remove('dan'), { code: 'app_password.not_found' })
    await editMailbox(kit.deps, OPERATOR, at('cat'), { settings: { enabled: false } })
    assert.equal(await login('cat', 'imap', made.secret), null)
    await editMailbox(kit.deps, OPERATOR, at('cat'), { settings: { enabled: true } })
    await remove('cat')
    assert.equal((await login('cat', 'imap', made.secret))?.appPasswordId, null)
    await assert.rejects(remove('cat'), { code: 'app_password.not_found' })
  })

  test('opens no way in that its mailbox has closed, nor does the mailbox’s own, until it is open again', async () => {
    await mailbox('hal')
    const { secret } = await make('hal', ['imap', 'smtp'])
    const open = async () => {
      const asked = [secret, PASSWORD].flatMap((typed) => [
        login('hal', 'imap', typed),
        login('hal', 'smtp', typed),
      ])
      return (await Promise.all(asked)).map((answer) => answer !== null)
    }
    const edit = (protocols: readonly MailProtocol[]) =>
      editMailbox(kit.deps, OPERATOR, at('hal'), { settings: { protocols } })
    assert.deepEqual((await edit(['smtp', 'pop3', 'smtp'])).protocols, ['pop3', 'smtp'])
    assert.deepEqual(await open(), [false, true, false, true])
    assert.equal(await maySend(kit.deps.store.delivery, address('hal')), true)
    await edit([])
    assert.deepEqual(await open(), [false, false, false, false])
    assert.equal(await maySend(kit.deps.store.delivery, address('hal')), false)
    await deleteMailbox(kit.deps, OPERATOR, at('hal'))
    const back = { ...at('hal'), password: PASSWORD, settings: {}, recoverDeleted: true }
    assert.deepEqual((await addMailbox(kit.deps, OPERATOR, back)).protocols, [])
    await edit(['imap', 'smtp'])
    assert.deepEqual(await open(), [true, true, true, true])
  })

  for (const [about, given] of [
    ['without a name', { name: ' ', protocols: ['imap'] }],
    ['with a name of lines', { name: 'a\nb', protocols: ['imap'] }],
    ['with a name too long', { name: 'a'.repeat(101), protocols: ['imap'] }],
    ['for nothing', { name: 'a', protocols: [] }],
  ] as const)
    test(`is not made ${about}`, async () => {
      await assert.rejects(addAppPassword(kit.deps, OPERATOR, at('ann'), given), { code: 'input.invalid' })
    })

  test('is one of a limited number', async () => {
    await mailbox('eve')
    for (let count = 0; count < MAX_APP_PASSWORDS; count++) await make('eve')
    await assert.rejects(make('eve'), { code: 'input.invalid' })
  })
})

describe('open connections end', () => {
  test('when the password changes, the mailbox is blocked, renamed or deleted; not when anything else changes', async () => {
    await mailbox('fay')
    const edit = (change: Parameters<typeof editMailbox>[3]) =>
      editMailbox(kit.deps, OPERATOR, at('fay'), change)
    await edit({ settings: { displayName: 'Fay', vacationMessage: 'x' } })
    assert.equal(await endsOf(address('fay')), 0)
    await edit({ password: `${PASSWORD}!`, settings: {} })
    assert.equal(await endsOf(address('fay')), 1)
    await edit({ settings: { enabled: false } })
    await edit({ settings: { enabled: true } })
    assert.equal(await endsOf(address('fay')), 2)
    await edit({ name: 'fee', settings: {} })
    assert.equal(await endsOf(address('fay')), 3)
    await deleteMailbox(kit.deps, OPERATOR, at('fee'))
    assert.equal(await endsOf(address('fee')), 1)
  })

  test('when a way in is closed, and not when one is opened; who reads the page of the mailbox goes on', async () => {
    const { id } = await mailbox('ian')
    const session = {
      digest: 'd'.repeat(64),
      mailboxId: id,
      createdAtMs: 1,
      lastSeenAtMs: 1,
      factorProved: false,
    }
    await kit.deps.store.mailboxSessions.insert(session)
    const ends: number[] = []
    for (const protocols of [
      ['pop3', 'smtp'],
      ['pop3', 'smtp'],
      ['imap', 'smtp'],
      ['imap'],
      ['imap', 'smtp'],
    ] as const) {
      await editMailbox(kit.deps, OPERATOR, at('ian'), { settings: { protocols } })
      ends.push(await endsOf(address('ian')))
    }
    assert.deepEqual(ends, [1, 1, 2, 3, 3])
    assert.notEqual(await kit.deps.store.mailboxSessions.byDigest(session.digest), null)
  })

  test('when an app password is deleted', async () => {
    await mailbox('gus')
    const { id } = await make('gus')
    assert.equal(await endsOf(address('gus')), 0)
    await deleteAppPassword(kit.deps, OPERATOR, at('gus'), id)
    assert.equal(await endsOf(address('gus')), 1)
  })

  test('of every mailbox of an account that is switched off', async () => {
    const other = await addAccount(kit.deps, OPERATOR, { name: 'other' })
    for (const name of ['one.example', 'two.example'])
      await addDomain(kit.deps, OPERATOR, { accountId: other.id, name })
    await updateAccount(kit.deps, OPERATOR, other.id, { stepUpMinutes: 3 })
    assert.equal(await endsOf('*@one.example'), 0)
    await updateAccount(kit.deps, OPERATOR, other.id, { enabled: false })
    assert.deepEqual([await endsOf('*@one.example'), await endsOf('*@two.example')], [1, 1])
    assert.equal(await endsOf('*@app.example'), 0)
  })
})
