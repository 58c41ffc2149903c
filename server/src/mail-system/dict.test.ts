import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { MailboxHolder } from '../domain/delivery/stores.ts'
import type { StoredAppPassword } from '../domain/mailboxes/app-password.ts'
import { dict } from './dict.ts'
import { ANN, aStore, NO_APP_PASSWORDS, NO_SPAM_SETTINGS, noUsage } from './testing.ts'

const errors: unknown[] = []
const noError = (error: unknown) => assert.fail(String(error))

const APP: StoredAppPassword = {
  ...{ id: '0a1b2c3d', mailboxId: ANN.id, name: 'phone', createdAtMs: 1, lastUsedAtMs: null },
  protocols: ['imap'],
  passwordHash: '{SHA256.HEX}ab',
}
const asked: string[] = []

function storesWith(holder: Partial<MailboxHolder> = {}) {
  const find = async (mailboxId: string, id: string) => {
    asked.push(id)
    return mailboxId === ANN.id && id === APP.id ? APP : null
  }
  return { delivery: aStore(holder), appPasswords: { ...NO_APP_PASSWORDS, find }, ...NO_SPAM_SETTINGS }
}

/** As Dovecot 2.3.19 sends it. */
const hello = (dictionary: string) => `H3\t2\t0\t\t${dictionary}`

async function ask(key: string, user: string, holder: Partial<MailboxHolder> = {}, dictionary?: string) {
  const protocol = dict(storesWith(holder), noUsage, (error) => errors.push(error))
  await protocol.answer(hello(dictionary ?? (key.startsWith('priv/') ? 'sieve' : 'auth')))
  return protocol.answer(`L${key}\t${user}`)
}
const passdb = (user: string, { service = 'imap', typed = 'secret', asked = user } = {}) =>
  `shared/passdb/${service}/127.0.0.1/${asked}/${typed}`

async function valueOfAnswer(answer: Promise<Buffer | string | null>): Promise<unknown> {
  const text = String(await answer)
  assert.match(text, /^O.*\n$/s)
  return JSON.parse(text.slice(1))
}

describe('a password', () => {
  for (const service of ['imap', 'pop3', 'smtp'])
    test(`for ${service} is answered as the hash to compare with, and nothing that lets anybody in`, async () => {
      const found = await valueOfAnswer(ask(passdb(ANN.address, { service }), ANN.address))
      assert.deepEqual(found, { user: ANN.address, password: ANN.passwordHash })
    })

  test('with slashes and backslashes is no other question', async () => {
    for (const typed of ['a/b\\|c', '/', '', '//', 'a/ann@x.example/b']) {
      const found = await valueOfAnswer(ask(passdb(ANN.address, { typed }), ANN.address))
      assert.deepEqual(found, { user: ANN.address, password: ANN.passwordHash })
    }
  })

  for (const [about, user, key] of [
    ['nobody', 'nobody@x.example', passdb('nobody@x.example')],
    ['an alias', 'team@x.example', passdb('team@x.example')],
    ['no address', 'ann', passdb('ann')],
    ['an address with a tag', 'ann+x@x.example', passdb('ann+x@x.example')],
    ['another service', ANN.address, passdb(ANN.address, { service: 'doveadm' })],
    ['no service', ANN.address, passdb(ANN.address, { service: '' })],
    ['another user than that of the key', 'bob@x.example', passdb('bob@x.example', { asked: ANN.address })],
    ['a name that goes on behind a slash', `${ANN.address}/x`, passdb(`${ANN.address}/x`)],
    ['a part of a name', 'ann@x', passdb('ann@x', { asked: ANN.address })],
  ] as const)
    test(`of ${about} is not there`, async () => assert.equal(await ask(key, user), 'N\n'))

  test('for a way in that is closed is not there, nor is an app password that was made for it', async () => {
    for (const [protocols, open] of [
      [
        ['imap', 'pop3'],
        ['imap', 'pop3'],
      ],
      [['smtp'], ['smtp']],
      [[], []],
    ] as const)
      for (const service of ['imap', 'pop3', 'smtp'])
        for (const typed of ['secret', APP.id]) {
          const answer = String(
            await ask(passdb(ANN.address, { service, typed }), ANN.address, { protocols }),
          )
          const opens = open.some((one) => one === service) && (typed !== APP.id || service === 'imap')
          assert.equal(answer === 'N\n', !opens, `${service} ${typed} of ${protocols}`)
        }
    const found = await valueOfAnswer(ask(`shared/userdb/${ANN.address}`, ANN.address, { protocols: [] }))
    assert.deepEqual(found, { user: ANN.address, storage: 'a1', quota_rule: '*:bytes=3145728' })
  })

  test('that has to be changed is not there, and an app password is', async () => {
    const due = { mustChangePassword: true }
    assert.equal(await ask(passdb(ANN.address), ANN.address, due), 'N\n')
    const found = await valueOfAnswer(ask(passdb(ANN.address, { typed: APP.id }), ANN.address, due))
    assert.deepEqual(found, { user: ANN.address, password: APP.passwordHash, app: APP.id })
  })

  test('of a blocked mailbox is not there, though its mail comes in', async () => {
    assert.equal(await ask(passdb(ANN.address), ANN.address, { signsIn: false }), 'N\n')
    const found = await valueOfAnswer(ask(`shared/userdb/${ANN.address}`, ANN.address, { signsIn: false }))
    assert.deepEqual(found, { user: ANN.address, storage: 'a1', quota_rule: '*:bytes=3145728' })
  })
})

describe('a mailbox', () => {
  const ofSender = { user: ANN.address, storage: 'a1', quota_rule: '*:bytes=3145728' }

  test('is asked for with the service, or by a configuration from before without it, and with a tag', async () => {
    for (const key of [ANN.address, `lmtp/${ANN.address}`, `quota-status/${ANN.address}`])
      assert.deepEqual(await valueOfAnswer(ask(`shared/userdb/${key}`, ANN.address)), ofSender)
    const tagged = 'ann+x@x.example'
    assert.deepEqual(await valueOfAnswer(ask(`shared/userdb/lmtp/${tagged}`, tagged)), ofSender)
  })

  test('behind an alias is found for the question whether there is room, and for nothing else', async () => {
    const sole = 'sole@x.example'
    for (const service of ['imap', 'lmtp', 'doveadm', 'smtp'])
      assert.equal(await ask(`shared/userdb/${service}/${sole}`, sole), 'N\n')
    assert.deepEqual(await valueOfAnswer(ask(`shared/userdb/quota-status/${sole}`, sole)), ofSender)
    // Of several each has its own room.
    const team = 'team@x.example'
    assert.equal(await ask(`shared/userdb/quota-status/${team}`, team), 'N\n')
  })
})

describe('an app password', () => {
  const typedAs = (typed: string, service = 'imap') =>
    ask(passdb(ANN.address, { typed, service }), ANN.address)

  test('is the one to compare with where it is for this way in, and nothing is elsewhere', async () => {
    assert.deepEqual(await valueOfAnswer(typedAs(APP.id)), {
      user: ANN.address,
      password: '{SHA256.HEX}ab',
      app: APP.id,
    })
    assert.equal(await typedAs(APP.id, 'smtp'), 'N\n')
  })

  test('of another number is none: then it is the mailbox’s own that counts', async () => {
    const own = { user: ANN.address, password: ANN.passwordHash }
    for (const typed of ['0a1b2c3e', '0A1B2C3D', '0a1b2c3', '0a1b2c3d4', ''])
      assert.deepEqual(await valueOfAnswer(typedAs(typed)), own)
  })

  test('is all that is looked for: nothing of another password reaches the database', async () => {
    asked.length = 0
    for (const typed of ['secret12', 'a/b\\|c', 'ABCDEF01']) await typedAs(typed)
    assert.deepEqual(asked, [])
  })
})

describe('the dictionary', () => {
  test('says nothing to a greeting', async () => {
    assert.equal(await dict(storesWith(), noUsage, noError).answer(hello('auth')), null)
  })

  for (const line of ['B1\t\t', 'S1\ta\tb', 'C1', 'Ishared/', 'U', '', 'X'])
    test(`changes and lists nothing: ${JSON.stringify(line)}`, async () => {
      assert.match(String(await dict(storesWith(), noUsage, noError).answer(line)), /^F.*\n$/)
    })

  for (const key of [
    'shared/userdb/bob@x.example',
    'shared/userdb/imap/bob@x.example',
    `shared/userdb/imap/x/${ANN.address}`,
    `shared/userdb/imap/${ANN.address}/x`,
    'shared/other/x',
    'priv/passdb/a',
    'priv/sieve',
    '',
    '/',
    'shared',
  ])
    test(`knows nothing of ${JSON.stringify(key)}`, async () => {
      assert.equal(await ask(key, ANN.address), 'N\n')
    })

  test('of scripts has no passwords, and a connection that has not named one has nothing', async () => {
    for (const dictionary of ['sieve', '', 'AUTH', 'auth2'])
      for (const key of [passdb(ANN.address), `shared/userdb/${ANN.address}`])
        assert.equal(await ask(key, ANN.address, {}, dictionary), 'N\n')
    const away = { vacationMessage: 'x' }
    assert.equal(await ask('priv/sieve/name/vacation', ANN.address, away, 'auth'), 'N\n')
    assert.equal(
      await dict(storesWith(), noUsage, noError).answer(`L${passdb(ANN.address)}\t${ANN.address}`),
      'N\n',
    )
  })

  test('that cannot be read now fails for now: neither a refusal nor a door', async () => {
    errors.length = 0
    const user = 'broken@x.example'
    for (const key of [passdb(user), `shared/userdb/${user}`, 'priv/sieve/name/vacation'])
      assert.match(String(await ask(key, user)), /^F/)
    assert.equal(errors.length, 3)
  })
})

describe('a Sieve script', () => {
  const away = { vacationMessage: 'tab\there\r\nand \u0001 there' }

  test('is asked for by name, then by what names its text', async () => {
    const id = String(await ask('priv/sieve/name/vacation', ANN.address, away))
      .slice(1)
      .trim()
    assert.match(id, /^[0-9a-f]{64}$/)
    const script = String(await ask(`priv/sieve/data/${id}`, ANN.address, away))
    assert.ok(script.startsWith('Orequire "vacation";\u0001n'))
    assert.ok(script.includes('tab\u0001there\u0001r\u0001nand \u00011 there'))
    assert.equal(script.indexOf('\n'), script.length - 1)
    // The text has changed in between: nothing is compiled under the wrong name.
    assert.equal(await ask(`priv/sieve/data/${id}`, ANN.address, { vacationMessage: 'other' }), 'N\n')
  })

  test('is not there while nobody is away, nor under another name', async () => {
    assert.equal(await ask('priv/sieve/name/vacation', ANN.address), 'N\n')
    assert.equal(await ask('priv/sieve/name/other', ANN.address, away), 'N\n')
    assert.equal(await ask('priv/sieve/data/x', ANN.address, away), 'N\n')
  })
})
