import assert from 'node:assert/strict'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { CHEAP } from '../../tests/support/cheap.ts'
import { makeOwner, OPERATOR } from '../../tests/support/deps.ts'
import { placeMigrated } from '../../tests/support/migrated.ts'
import { openKeyward, recoverKeyward } from './app.ts'
import { createSetUpLink } from './domain/links/set-up.ts'
import { greeting } from './serve.ts'

const root = mkdtempSync(join(tmpdir(), 'keyward-app-'))
after(() => rmSync(root, { recursive: true, force: true }))

let serial = 0

/** Settings of an installation that has not begun yet, in a folder of its own. */
async function fresh() {
  const folder = mkdtempSync(join(root, `${++serial}-`))
  const path = join(folder, 'keyward.db')
  await placeMigrated(path)
  const masterKey = { kind: 'file', path: join(folder, 'master.key') } as const
  return { database: { engine: 'sqlite', path } as const, masterKey, showOnce: false, mail: null }
}

type Settings = Awaited<ReturnType<typeof fresh>>
const open = (settings: Settings) => openKeyward(settings, { busyTimeoutMs: 0, passwordCost: CHEAP })

test('the first start names the file of the master key it made, and no later one does', async () => {
  const settings = await fresh()
  const first = await open(settings)
  assert.equal(first.newMasterKeyFile, settings.masterKey.path)
  await first.close()
  const second = await open(settings)
  assert.deepEqual([second.newMasterKeyFile, second.rotationPending], [null, false])
  await second.close()
})

test('S-25 data that do not open are let go of again: with the right key they open at once', async () => {
  const [settings, other] = [await fresh(), await fresh()]
  for (const each of [settings, other]) await (await open(each)).close()
  const right = `${settings.masterKey.path}.right`
  copyFileSync(settings.masterKey.path, right)
  copyFileSync(other.masterKey.path, settings.masterKey.path)
  for (let attempt = 0; attempt < 2; attempt++) await assert.rejects(open(settings), { exitCode: 78 })
  copyFileSync(right, settings.masterKey.path)
  await (await open(settings)).close()
})

test('data in use are refused by name, and stay usable for the one who has them', async () => {
  const settings = await fresh()
  const keyward = await open(settings)
  await assert.rejects(open(settings), { name: 'StoreInUseError' })
  assert.equal(await keyward.store.users.count(), 0)
  await keyward.close()
})

test('what was counted is written before the data are let go of', async () => {
  const settings = await fresh()
  const first = await open(settings)
  const { user } = await makeOwner(first.deps)
  const key = await first.store.keys.current(user.id)
  assert.ok(key)
  const origin = { dialect: 'native', address: '192.0.2.1', userAgent: 'curl/8' }
  first.deps.calls.record({ keyId: key.id, userId: user.id, accountId: user.accountId }, origin, 'valid')
  await first.close()
  const second = await open(settings)
  const [count] = await second.store.calls.ofUser(user.id, 0)
  assert.deepEqual([count?.calls, count?.keyId], [1, key.id])
  await second.close()
})

test('settings reach the rules: keys shown once, mail that can be sent', async () => {
  const settings = await fresh()
  const plain = await open(settings)
  assert.deepEqual([plain.deps.showOnce, plain.deps.sendsMail], [false, false])
  await plain.close()
  const mail = { host: 'localhost', port: 25, security: 'none', login: null, from: 'k@example.com' } as const
  const other = await openKeyward({ ...settings, showOnce: true, mail }, { busyTimeoutMs: 0 })
  assert.deepEqual([other.deps.showOnce, other.deps.sendsMail], [true, true])
  await other.close()
})

test('S-26 a recovery that is refused lets go of the data too', async () => {
  const settings = await fresh()
  await (await open(settings)).close()
  await assert.rejects(recoverKeyward(settings, OPERATOR), /there is nothing to recover/)
  await (await open(settings)).close()
})

test('the greeting says where the server is, what to keep, and how to sign in the first time', async () => {
  const keyward = await open(await fresh())
  const lines = (await greeting({ keyward, publicUrl: 'https://keys.example', stop: async () => {} })).split(
    '\n',
  )
  assert.equal(lines[0], 'Keyward is ready: https://keys.example')
  assert.equal(lines[1], `A master key was made: ${keyward.newMasterKeyFile}`)
  assert.match(lines[2] ?? '', /^Keep a copy of it away from the database\./)
  assert.equal(lines[3], 'First sign-in, one time, within 24 hours:')
  assert.match(lines[4] ?? '', /^ {2}https:\/\/keys\.example\/setup\/kw\w+$/)
  await keyward.close()
})

test('once somebody operates the installation, nobody is greeted with a link', async () => {
  const settings = await fresh()
  await (await open(settings)).close()
  const keyward = await open(settings)
  await makeOwner(keyward.deps)
  const text = await greeting({ keyward, publicUrl: 'https://keys.example', stop: async () => {} })
  assert.equal(text, 'Keyward is ready: https://keys.example')
  assert.equal(await createSetUpLink(keyward.deps), null)
  await keyward.close()
})
