import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { auditOf } from '../../../../tests/support/deps.ts'
import { mailboxLogin } from '../../domain/delivery/mailbox-login.ts'
import { MAX_APP_PASSWORDS } from '../../domain/mailboxes/app-password.ts'
import { fill, withDomain, world } from './mail-testing.ts'

async function withMailbox() {
  const { admin, domain } = await withDomain()
  await fill(admin, domain, ['anna'])
  const address = `anna@${domain}`
  const path = `/mailboxes/${address}/app-passwords`
  const make = async (body: object) => {
    const answer = await admin.ask('POST', path, body)
    assert.equal(answer.statusCode, 201, answer.body)
    return answer.json()
  }
  const list = async () => (await admin.ask('GET', path)).json().items
  return { admin, address, path, make, list }
}

describe('the app passwords of a mailbox', () => {
  test('are shown once, listed without themselves, open what they are for, and are deleted', async () => {
    const { admin, address, path, make, list } = await withMailbox()
    const { password, ...shown } = await make({ name: ' phone ', protocols: ['smtp', 'imap'] })
    assert.match(password, /^[0-9a-f]{40}$/)
    assert.deepEqual([shown.name, shown.protocols, shown.lastUsedAt], ['phone', ['imap', 'smtp'], null])
    assert.deepEqual(await list(), [shown])
    const login = async (protocol: 'imap' | 'pop3') => {
      const asked = { address, protocol, typed: password.slice(0, 8) }
      return (await mailboxLogin(world.http.deps.store, asked))?.appPasswordId
    }
    assert.deepEqual([await login('imap'), await login('pop3')], [shown.id, undefined])
    assert.equal((await admin.ask('DELETE', `${path}/${shown.id}`)).statusCode, 204)
    assert.equal(await login('imap'), null)
    assert.equal((await admin.ask('DELETE', `${path}/${shown.id}`)).statusCode, 404)
    const log = await auditOf(world.http.deps, admin.user.accountId)
    assert.ok(!JSON.stringify(log).includes(password.slice(8)))
    assert.deepEqual(
      log.slice(-2).map(({ action, target }) => [action, target]),
      [
        ['mailbox.app_password.create', `mailbox:${address}`],
        ['mailbox.app_password.delete', `mailbox:${address}`],
      ],
    )
  })

  test('are for every way in where nothing is said', async () => {
    const { make } = await withMailbox()
    assert.deepEqual((await make({ name: 'all' })).protocols, ['imap', 'pop3', 'smtp'])
  })

  for (const [about, body, field] of [
    ['no name', { protocols: ['imap'] }, 'name'],
    ['an empty name', { name: ' ' }, 'name'],
    ['a name of two lines', { name: 'a\nb' }, 'name'],
    ['a name of 101 letters', { name: 'a'.repeat(101) }, 'name'],
    ['no way in', { name: 'a', protocols: [] }, 'protocols'],
    ['an unknown way in', { name: 'a', protocols: ['sieve'] }, 'protocols.0'],
    ['one way in and no list', { name: 'a', protocols: 'imap' }, 'protocols'],
  ] as const)
    test(`are not made with ${about}`, async () => {
      const { admin, path, list } = await withMailbox()
      const answer = await admin.ask('POST', path, body)
      assert.deepEqual([answer.statusCode, answer.json().field], [400, field])
      assert.deepEqual(await list(), [])
    })

  test('are of a limited number, and the refusal says what to do', async () => {
    const { admin, path, make } = await withMailbox()
    for (let count = 0; count < MAX_APP_PASSWORDS; count++) await make({ name: 'one' })
    const answer = await admin.ask('POST', path, { name: 'more' })
    assert.equal(answer.statusCode, 400)
    assert.match(answer.json().detail, /50 app passwords at most\. Delete one first\./)
  })
})
