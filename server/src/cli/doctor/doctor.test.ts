import assert from 'node:assert/strict'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, describe, it } from 'node:test'
import { makeOwner, OPERATOR, openTestDeps } from '../../../../tests/support/deps.ts'
import { checkpointFile } from '../../backup/checkpoint-file.ts'
import type { Config } from '../../config/config.ts'
import { loadConfig } from '../../config/load.ts'
import { distrustKeys } from '../../domain/restore/distrust-keys.ts'
import { trustKeys } from '../../domain/restore/trust-keys.ts'
import { Secret } from '../../lib/secret.ts'
import { lookAtData } from './data.ts'
import { lookAtFiles } from './files.ts'
import type { Finding } from './finding.ts'
import { listenFault, lookAtListener } from './listener.ts'
import { lookAtProgram, lookAtSettings } from './settings.ts'

const root = mkdtempSync(join(tmpdir(), 'keyward-doctor-'))
after(() => rmSync(root, { recursive: true, force: true }))

let dataDir = ''
let serial = 0
beforeEach(() => {
  serial++
  dataDir = join(root, String(serial))
  mkdirSync(dataDir, { mode: 0o700 })
})

const config = (env: Record<string, string> = {}): Config => loadConfig({ KEYWARD_DATA_DIR: dataDir, ...env })
const statusOf = (findings: readonly Finding[], check: string) =>
  findings.filter((finding) => finding.check === check).map(({ status }) => status)

function files(): void {
  for (const name of ['keyward.db', 'master.key', 'ballast'])
    writeFileSync(join(dataDir, name), 'x', { mode: 0o600 })
}

describe('doctor, on files', () => {
  it('is content with private files, but not with key and database on one volume', () => {
    files()
    const findings = lookAtFiles(config())
    assert.deepEqual(statusOf(findings, 'data folder'), ['ok'])
    assert.deepEqual(statusOf(findings, 'database file'), ['ok'])
    assert.deepEqual(statusOf(findings, 'master key'), ['ok', 'warn'])
    assert.deepEqual(statusOf(findings, 'ballast'), ['ok'])
  })

  for (const [check, name] of [
    ['data folder', ''],
    ['database file', 'keyward.db'],
    ['master key', 'master.key'],
  ] as const) {
    it(`wants the ${check} closed to others, and says how`, () => {
      files()
      chmodSync(join(dataDir, name), name === '' ? 0o755 : 0o640)
      const found = lookAtFiles(config()).find((finding) => finding.check === check)
      assert.equal(found?.status, 'fail')
      assert.match(found.text, /chmod (600|700) \//)
    })
  }

  it('misses a master key only where there is a database that needs it', () => {
    assert.deepEqual(statusOf(lookAtFiles(config()), 'master key'), ['warn'])
    writeFileSync(join(dataDir, 'keyward.db'), 'x', { mode: 0o600 })
    assert.deepEqual(statusOf(lookAtFiles(config()), 'master key'), ['fail'])
  })

  it('does not ask for a file where the key comes from elsewhere, nor for a database file on PostgreSQL', () => {
    const elsewhere = config({
      KEYWARD_MASTER_KEY_COMMAND: 'print-key',
      KEYWARD_DATABASE_URL: 'postgres://x/y',
    })
    const findings = lookAtFiles(elsewhere)
    assert.deepEqual(statusOf(findings, 'master key'), ['ok'])
    assert.deepEqual(statusOf(findings, 'database file'), [])
  })

  it('notices that the space kept back is used up', () => {
    assert.deepEqual(statusOf(lookAtFiles(config()), 'ballast'), ['warn'])
  })
})

describe('doctor, on settings', () => {
  it('is content with none', () => assert.deepEqual(statusOf(lookAtSettings(config()), 'settings'), ['ok']))

  const doubtful: readonly (readonly [Record<string, string>, RegExp])[] = [
    [{ KEYWARD_PUBLIC_URL: 'https://keys.example' }, /KEYWARD_TRUSTED_PROXIES/],
    [{ KEYWARD_PUBLIC_URL: 'http://keys.example' }, /readable/],
    [{ KEYWARD_HOSTT: 'x' }, /KEYWARD_HOSTT is not a setting/],
  ]
  for (const [env, text] of doubtful) {
    it(`warns of ${JSON.stringify(env)}`, () => {
      const [finding] = lookAtSettings(config(env))
      assert.equal(finding?.status, 'warn')
      assert.match(finding.text, text)
    })
  }

  it('misses the panel where it is not built', () => {
    assert.deepEqual(statusOf(lookAtProgram(join(dataDir, 'none')), 'panel'), ['warn'])
    assert.deepEqual(statusOf(lookAtProgram(import.meta.filename), 'panel'), ['ok'])
  })
})

describe('doctor, on the listener', () => {
  it('finds a free port free, and names who holds a taken one', async () => {
    assert.equal((await lookAtListener({ ...config(), port: 0 })).status, 'ok')
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const address = other.address()
    assert.ok(address !== null && typeof address === 'object')
    const found = await lookAtListener({ ...config(), port: address.port })
    other.close()
    assert.equal(found.status, 'fail')
    if (process.platform === 'linux') assert.match(found.text, new RegExp(`process ${process.pid} `))
  })

  it('takes a Keyward that answers there for the server of a PostgreSQL database, and nothing else', async (t) => {
    let headers: Record<string, string> = { 'x-request-id': 'a' }
    let status = 200
    const server = createHttpServer((_request, response) => response.writeHead(status, headers).end())
    await once(server.listen(0, '127.0.0.1'), 'listening')
    t.after(() => server.close())
    const address = server.address()
    assert.ok(address !== null && typeof address === 'object')
    const database = { engine: 'postgres', url: new Secret('postgres://localhost/keyward') } as const
    const look = (settings: Partial<Config>) =>
      lookAtListener({ ...config(), port: address.port, ...settings })
    assert.equal((await look({ database })).status, 'ok')
    assert.equal((await look({ database, host: '0.0.0.0' })).status, 'ok')
    // A server on this SQLite database would have answered the command itself.
    assert.equal((await look({})).status, 'fail')
    headers = {}
    assert.equal((await look({ database })).status, 'fail')
    headers = { 'x-request-id': 'a' }
    status = 503
    assert.equal((await look({ database })).status, 'fail')
  })

  it('says what to set for every way in which listening fails', () => {
    const where = { host: '192.0.2.1', port: 80 }
    assert.match(listenFault('EACCES', where), /KEYWARD_PORT to 1024/)
    assert.match(listenFault('EADDRNOTAVAIL', where), /no address 192\.0\.2\.1.*KEYWARD_HOST/)
    assert.match(listenFault('ENOTFOUND', where), /KEYWARD_HOST/)
    assert.match(listenFault('EWHATEVER', where), /EWHATEVER/)
  })
})

describe('doctor, on data', () => {
  it('follows log, clock, operator and integrity', async () => {
    const test = await openTestDeps()
    try {
      const look = () => lookAtData(config(), test.keyward, true)
      assert.deepEqual(statusOf(await look(), 'operator'), ['warn'])
      await makeOwner(test.deps)
      const well = await look()
      assert.ok(
        well.every(({ status }) => status === 'ok'),
        JSON.stringify(well),
      )
      await distrustKeys(test.deps, OPERATOR, 'backup-1.db')
      const [inDoubt] = (await look()).filter(({ status }) => status !== 'ok')
      assert.deepEqual([inDoubt?.check, inDoubt?.status], ['restored keys', 'warn'])
      assert.match(inDoubt?.text ?? '', /since a restore: 1\..+keyward restore --trust-revocations/)
      await trustKeys(test.deps, OPERATOR)
      const atMs = test.clock.now() + 3_600_000
      const event = { chain: 'system', atMs, actor: OPERATOR.name, action: 'x', target: 'x', source: 'local' }
      await test.deps.store.audit.append({ ...event, outcome: 'done', details: {} })
      const [clock] = (await look()).filter(({ check }) => check === 'clock')
      assert.equal(clock?.status, 'fail')
      assert.match(clock.text, /set the clock/)
      const sick = { ...test.keyward, store: { ...test.keyward.store, check: async () => ['page 3'] } }
      const [integrity] = (await lookAtData(config(), sick, false)).filter(
        ({ check }) => check === 'integrity',
      )
      assert.equal(integrity?.status, 'fail')
      assert.match(integrity.text, /keyward restore FILE/)
      writeFileSync(checkpointFile(config().dataDir), '{"checkpoint":{"chain":"1000')
      const cut = (await look()).filter(({ check }) => check === 'checkpoints')
      assert.deepEqual(
        cut.map(({ status }) => status),
        ['warn'],
      )
      assert.match(cut[0]?.text ?? '', /cut off: 1/)
      rmSync(checkpointFile(config().dataDir))
      const warned = {
        ...test.keyward,
        rotationPending: true,
        dataKeys: { ...test.keyward.dataKeys, isPending: async () => true },
        store: { ...test.keyward.store, warnings: ['fsync = off'] },
      }
      const findings = await lookAtData(config(), warned, false)
      assert.deepEqual(statusOf(findings, 'durability'), ['warn'])
      assert.deepEqual(statusOf(findings, 'master key'), ['warn'])
      assert.deepEqual(statusOf(findings, 'data keys'), ['warn'])
    } finally {
      await test.close()
    }
  })
})
