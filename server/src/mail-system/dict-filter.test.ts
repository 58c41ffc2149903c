import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { SpamSettings } from '../domain/spam/spam-settings.ts'
import { dict } from './dict.ts'
import { ANN, aStore, NO_APP_PASSWORDS, NO_SPAM_SETTINGS, noUsage } from './testing.ts'

const noError = (error: unknown) => assert.fail(String(error))

/** Asks in a dictionary as Dovecot does, where these settings are those of Ann. */
async function ask(dictionary: string, key: string, settings: Partial<SpamSettings> = {}, vacation?: string) {
  const get = async ({ mailboxId }: { mailboxId: string | null }) =>
    mailboxId === ANN.id ? JSON.stringify(settings) : null
  const stores = {
    ...{ delivery: aStore({ vacationMessage: vacation ?? null }), appPasswords: NO_APP_PASSWORDS },
    ...NO_SPAM_SETTINGS,
    mailSettings: { ...NO_SPAM_SETTINGS.mailSettings, get },
  }
  const protocol = dict(stores, noUsage, noError)
  await protocol.answer(`H3\t2\t0\t\t${dictionary}`)
  return String(await protocol.answer(`L${key}\t${ANN.address}`))
}
const script = (what: string, name: string, settings: Partial<SpamSettings> = {}, vacation?: string) =>
  ask('sieve', `priv/sieve/${what}/${name}`, settings, vacation)
const idOf = (answer: string) => /^O([0-9a-f]{64})\n$/.exec(answer)?.[1] ?? assert.fail(answer)

describe('the script of the spam filter', () => {
  test('is found by its name, and its text by what was answered', async () => {
    const id = idOf(await script('name', 'filter', { handling: 'delete' }))
    assert.match(await script('data', id, { handling: 'delete' }), /^Orequire .*\bdiscard;/s)
  })

  test('is another one than that of who is away, each with its own text', async () => {
    const [filter, vacation] = await Promise.all(
      ['filter', 'vacation'].map(async (name) => idOf(await script('name', name, {}, 'Away.'))),
    )
    assert.notEqual(filter, vacation)
    assert.match(await script('data', filter ?? '', {}, 'Away.'), /fileinto/)
    assert.match(await script('data', vacation ?? '', {}, 'Away.'), /vacation :days 1/)
  })

  test('of old is not there when something else was set, nor any where the filter is off', async () => {
    const id = idOf(await script('name', 'filter', { handling: 'delete' }))
    assert.equal(await script('data', id, { handling: 'toFolder' }), 'N\n')
    assert.equal(await script('name', 'filter', { level: 'off' }), 'N\n')
    assert.equal(await script('data', id, { level: 'off' }), 'N\n')
  })

  for (const name of ['constructor', '__proto__', 'toString', '', 'Filter', 'filter/x'])
    test(`is not called ${JSON.stringify(name)}`, async () => {
      assert.equal(await script('name', name), 'N\n')
      assert.equal(await script('data', name), 'N\n')
    })
})

describe('the spam folder', () => {
  const mailbox = async (settings: Partial<SpamSettings>) =>
    JSON.parse((await ask('auth', `shared/userdb/${ANN.address}`, settings)).slice(1))
  const plain = { user: ANN.address, storage: ANN.id, quota_rule: '*:bytes=3145728' }

  test('is limited where that was set, by settings over those of the file', async () => {
    const limits = { cleansFolder: true, folderDays: 3, folderMessages: 0 }
    assert.deepEqual(await mailbox(limits), { ...plain, 'namespace/inbox/mailbox/Spam/autoexpunge': '3d' })
    assert.deepEqual(await mailbox({ ...limits, folderDays: 0, folderMessages: 5 }), {
      ...plain,
      'namespace/inbox/mailbox/Spam/autoexpunge_max_mails': '5',
    })
  })

  test('is as the file has it otherwise', async () => {
    for (const settings of [{}, { cleansFolder: true, level: 'off' }] as const)
      assert.deepEqual(await mailbox(settings), plain)
  })
})
