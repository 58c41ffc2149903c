import assert from 'node:assert/strict'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { openTestDeps, type TestDeps } from '../../../tests/support/deps.ts'
import { aDomain, aMailbox } from '../../../tests/support/hosted-mail.ts'
import { freePorts } from '../../../tests/support/ports.ts'
import { withUser } from '../../../tests/support/stores.ts'
import { mailFilterSecret, mailSystemSecret } from './secret-file.ts'
import { type MailSystem, startMailSystem } from './start.ts'

let kit: TestDeps
let system: MailSystem
let port = 0
const ADDRESS = 'ann@ask.example'
const errors: unknown[] = []

before(async () => {
  kit = await openTestDeps()
  await withUser(kit.deps.store)
  const domain = aDomain({ name: 'ask.example' })
  await kit.deps.store.mailDomains.insert(domain)
  await kit.deps.store.mailboxes.insert(aMailbox(domain, 'ann', { lastLoginAtMs: null }))
  port = (await freePorts(1))[0] ?? 0
  system = await start()
})
after(async () => {
  await system.stop()
  await kit.close()
})

const start = () =>
  startMailSystem(kit.deps, { port, sockets: join(kit.dataDir, 'mail') }, kit.dataDir, (error) =>
    errors.push(error),
  )

function policy(command: string, body: unknown, secret = mailSystemSecret(kit.dataDir).reveal()) {
  return fetch(`http://127.0.0.1:${port}/auth-policy?command=${command}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}` },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}
const attempt = (more: object = {}) => ({ login: ADDRESS, protocol: 'imap', remote: '192.0.2.7', ...more })
async function allowed(more: object = {}): Promise<{ status: number; msg?: string }> {
  return JSON.parse(await (await policy('allow', attempt(more))).text())
}
const lastLogin = async () =>
  (await kit.deps.store.mailboxes.byAddress('100001', ADDRESS))?.lastLoginAtMs ?? null

describe('the sockets', () => {
  test('of passwords lets in owner and group alone, also where a killed server left one', async () => {
    const path = join(kit.dataDir, 'mail', 'dict.sock')
    assert.equal(statSync(path).mode & 0o777, 0o660)
    assert.equal(statSync(join(kit.dataDir, 'mail')).mode & 0o007, 0)
    await system.stop()
    assert.equal(existsSync(path), false)
    writeFileSync(path, '')
    system = await start()
    const answer = await new Promise<string>((resolve) => {
      const socket = createConnection(path, () =>
        socket.write(`H3\t2\t0\t\tauth\nLshared/userdb/${ADDRESS}\t${ADDRESS}\n`),
      )
      socket.once('data', (bytes) => {
        resolve(String(bytes))
        socket.destroy()
      })
    })
    assert.match(answer, /^O\{"user":"ann@ask\.example"/)
  })

  test('cannot be had twice', async () => {
    await assert.rejects(start(), { code: 'EADDRINUSE' })
    assert.ok(existsSync(join(kit.dataDir, 'mail', 'dict.sock')))
  })

  test('share a secret that is made once, for its owner alone', () => {
    const path = join(kit.dataDir, 'mail-system.key')
    assert.equal(statSync(path).mode & 0o777, 0o600)
    assert.equal(mailSystemSecret(kit.dataDir).reveal(), readFileSync(path, 'utf8').trim())
    assert.equal(mailSystemSecret(kit.dataDir).reveal().length, 43)
    assert.equal(statSync(join(kit.dataDir, 'mail-filter.key')).mode & 0o777, 0o600)
    assert.notEqual(mailFilterSecret(kit.dataDir).reveal(), mailSystemSecret(kit.dataDir).reveal())
  })
})

describe('the authentication policy', () => {
  test('is for the one who knows the secret', async () => {
    for (const secret of ['', 'wrong', 'undefined']) {
      const answer = await policy('report', attempt({ success: true }), secret)
      assert.equal(answer.status, 401)
    }
    assert.equal(await lastLogin(), null)
  })

  for (const [command, body] of [
    ['allow', '{'],
    ['allow', '[]'],
    ['allow', 'null'],
    ['report', `{"login":"${'x'.repeat(9_000)}"}`],
    ['other', '{}'],
    ['', '{}'],
  ])
    test(`does not answer nonsense: ${command} ${body?.slice(0, 9)}`, async () => {
      assert.equal((await policy(command ?? '', body)).status, 400)
    })

  test('lets attempts through, and notes when mail was read last', async () => {
    assert.deepEqual(await allowed(), { status: 0 })
    await policy('report', attempt({ success: true, protocol: 'smtp' }))
    assert.equal(await lastLogin(), null)
    await policy('report', attempt({ success: true, login: 'Ann@ASK.example' }))
    assert.equal(await lastLogin(), kit.clock.now())
  })

  test('slows down who guesses, not who is known, and says so in the audit log', async () => {
    for (let count = 0; count < 8; count++)
      await policy('report', attempt({ success: false, remote: '198.51.100.4' }))
    const refused = await allowed({ remote: '198.51.100.4' })
    assert.equal(refused.status, -1)
    assert.match(refused.msg ?? '', /Try again later/)
    assert.equal((await allowed({ remote: '198.51.100.9' })).status, -1)
    assert.equal((await allowed()).status, 0)
    await kit.deps.calls.flush()
    const entries = await kit.deps.store.audit.page('100001', 0, 9)
    const entry = entries.find(({ action }) => action === 'login.fail')
    assert.equal(entry?.details['kind'], 'mailbox')
    assert.equal(entry?.details['count'], 8)
    assert.match(entry?.target ?? '', /^mailbox:/)
  })

  test('hears of its own refusals without counting them', async () => {
    const before = await allowed({ login: 'b@ask.example' })
    for (let count = 0; count < 9; count++)
      await policy('report', attempt({ login: 'b@ask.example', success: false, policy_reject: true }))
    assert.deepEqual(await allowed({ login: 'b@ask.example' }), before)
  })
})
