import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { makeOwner, OPERATOR, openTestDeps, type TestDeps } from '../../../../tests/support/deps.ts'
import { addAccount } from '../accounts/create-account.ts'
import { updateAccount } from '../accounts/update-account.ts'
import { addDomain } from '../domains/add-domain.ts'
import { addMailbox } from './add-mailbox.ts'
import type { MailProtocol } from './app-password.ts'
import { editMailbox } from './edit-mailbox.ts'
import { addAppPassword } from './manage-app-passwords.ts'
import { testSignIn } from './test-sign-in.ts'

let kit: TestDeps
let accountId = ''
const PASSWORD = 'Grey geese 7 walk'
const ORIGIN = { userAgent: 'test/1.0', address: '192.0.2.7', dialect: 'native' } as const
const at = (name: string) => ({ accountId, domain: 'tried.example', name })

before(async () => {
  kit = await openTestDeps()
  await makeOwner(kit.deps)
  accountId = (await addAccount(kit.deps, OPERATOR, { name: 'tried' })).id
  await addDomain(kit.deps, OPERATOR, { accountId, name: 'tried.example' })
})
after(() => kit.close())

const add = (name: string) =>
  addMailbox(kit.deps, OPERATOR, { ...at(name), password: PASSWORD, settings: {}, recoverDeleted: false })
const tried = (name: string, password: string, protocol: MailProtocol = 'imap') =>
  testSignIn(kit.deps, OPERATOR, at(name), { protocol, password }, ORIGIN)
const edit = (name: string, settings: Parameters<typeof editMailbox>[3]['settings']) =>
  editMailbox(kit.deps, OPERATOR, at(name), { settings })

test('a password that lets in is told, that of the mailbox and that of a program for its own way in', async () => {
  await add('ann')
  const { secret } = await addAppPassword(kit.deps, OPERATOR, at('ann'), {
    name: 'phone',
    protocols: ['imap'],
  })
  assert.equal(await tried('ann', PASSWORD), null)
  assert.equal(await tried('ann', secret), null)
  assert.equal(await tried('ann', secret, 'smtp'), 'protocol_off')
  assert.equal(await tried('ann', `${secret.slice(0, -1)}x`), 'wrong_password')
})

test('why nobody gets in is told: wrong, blocked, closed, due, or the whole account', async () => {
  await add('bob')
  assert.equal(await tried('bob', 'not the one'), 'wrong_password')
  assert.equal(await tried('bob', 'x'.repeat(200)), 'wrong_password')
  await edit('bob', { protocols: ['smtp'] })
  assert.equal(await tried('bob', PASSWORD), 'protocol_off')
  await edit('bob', { mustChangePassword: true })
  assert.equal(await tried('bob', PASSWORD, 'smtp'), 'password_due')
  assert.equal(await tried('bob', 'f'.repeat(40), 'smtp'), 'wrong_password')
  await edit('bob', { enabled: false })
  assert.equal(await tried('bob', PASSWORD, 'smtp'), 'blocked')
  await edit('bob', { enabled: true, mustChangePassword: false })
  const { secret } = await addAppPassword(kit.deps, OPERATOR, at('bob'), {
    name: 'phone',
    protocols: ['smtp'],
  })
  await updateAccount(kit.deps, OPERATOR, accountId, { enabled: false })
  assert.equal(await tried('bob', PASSWORD, 'smtp'), 'blocked')
  assert.equal(await tried('bob', secret, 'smtp'), 'blocked')
  await updateAccount(kit.deps, OPERATOR, accountId, { enabled: true })
})

test('it counts as an attempt, and the log says what was answered, not what was typed', async () => {
  await add('cat')
  const guesses = Array.from({ length: 40 }, (_, guess) => () => tried('cat', `guess ${guess}`))
  await assert.rejects(
    guesses.reduce(async (before, guess) => {
      await before
      await guess()
    }, Promise.resolve()),
    { code: 'throttled' },
  )
  const entries = JSON.stringify(await kit.deps.store.audit.page(accountId, 0, 1_000))
  assert.match(entries, /mailbox\.sign_in\.test/)
  assert.match(entries, /wrong_password/)
  assert.ok(!entries.includes('guess 0') && !entries.includes(PASSWORD))
})
