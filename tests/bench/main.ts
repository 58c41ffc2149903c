import { execFileSync } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { postgresPrograms, startPostgres } from '../support/postgres-server.ts'
import { addStrangers, addStrangersToPostgres } from './bulk.ts'
import { type BenchData, makeData } from './data.ts'
import { deliveryMilliseconds, hasMailServers } from './delivery.ts'
import { mailboxShots } from './hosted-mail.ts'
import { measure, ROUNDS, type Target } from './http.ts'
import { importedPerSecond } from './imports.ts'
import { missingForKeystone, startKeystone } from './keystone.ts'
import { listPages } from './lists.ts'
import { request } from './load.ts'
import { hasNginx, startNginx } from './nginx.ts'
import { leaveServersCore, type Measured, startPinned, stop } from './process.ts'
import {
  applicationCredentialShots,
  forwardAuthShots,
  loginShots,
  loginV3Shots,
  validationShots,
  validationV3Shots,
  verifyShots,
} from './shots.ts'
import { addMailboxesBySql, socketmapLookups } from './socketmap.ts'
import { readyMilliseconds } from './start-up.ts'

// npm run bench: prints the figures of docs/benchmarks.md, which has the method.

const KEYWARD = join(import.meta.dirname, '../../server/bin/keyward.mjs')
const USERS = 100
const MANY = 1_000_000
const SOME = 100_000
const IMPORTED = 10_000

leaveServersCore()
const small = await makeData(USERS)
await httpFigures(small)
if (hasNginx()) await nginxFigures(small)
await largeFigures(small)
if (postgresPrograms() !== undefined) await postgresFigures()
if (hasMailServers()) line('submitted message read over IMAP, ms', await deliveryMilliseconds())
rmSync(small.dataDir, { recursive: true })

async function httpFigures({ dataDir, credentials, mailboxes }: BenchData): Promise<void> {
  const bare = await startPinned([join(import.meta.dirname, 'bare.ts'), '250'], {}, /listening on (\d+)/)
  const keyward = await startKeyward(dataDir)
  const keystone = await keystoneTargets()
  await report([
    { name: 'bare node:http', server: bare, shots: [{ request: request('GET', '/', {}), expect: '200' }] },
    { name: 'GET /api/v1/verify', server: keyward, shots: verifyShots(credentials) },
    { name: 'forward-auth', server: keyward, shots: forwardAuthShots(credentials) },
    { name: 'v2.0 login by API key', server: keyward, shots: loginShots(credentials) },
    {
      name: 'v2.0 token validation',
      server: keyward,
      shots: await validationShots(keyward.port, credentials),
    },
    { name: 'v3 login by API key', server: keyward, shots: loginV3Shots(credentials) },
    {
      name: 'v3 login by application credential',
      server: keyward,
      shots: applicationCredentialShots(credentials),
    },
    {
      name: 'v3 validation with catalog',
      server: keyward,
      shots: await validationV3Shots(keyward.port, credentials),
    },
    { name: 'signed Show of a mailbox', server: keyward, shots: mailboxShots(mailboxes) },
    ...keystone,
  ])
  for (const { server } of keystone.slice(0, 1)) await stop(server)
  await stop(keyward)
  await stop(bare)
}

/** OpenStack's own server does the same work beside ours, where Debian's packages of it are installed. */
async function keystoneTargets(): Promise<readonly Target[]> {
  const missing = missingForKeystone()
  if (missing.length > 0) {
    console.log(`without Keystone beside it: ${missing.join(' and ')} of Debian not installed`)
    return []
  }
  const { server, logins, validations } = await startKeystone()
  return [
    {
      name: 'Keystone: login by app. cred.',
      server,
      shots: logins,
      load: { requestsPerRound: 4, connections: 1 },
    },
    {
      name: 'Keystone: v3 validation',
      server,
      shots: validations,
      load: { requestsPerRound: 100, connections: 1 },
    },
  ]
}

/** nginx in front of a service, asking about each request: nginx and what it asks, together. */
async function nginxFigures({ dataDir, credentials }: BenchData): Promise<void> {
  const bare = await startPinned([join(import.meta.dirname, 'bare.ts'), '0'], {}, /listening on (\d+)/)
  const keyward = await startKeyward(dataDir)
  const proxies = [await startNginx(bare.port), await startNginx(keyward.port)] as const
  const shots = credentials.map(({ apiKey }) => ({
    request: request('GET', '/reports', { Authorization: `Bearer ${apiKey}` }),
    expect: '200',
  }))
  await report([
    { name: 'nginx with a bare 204', server: proxies[0], behind: [bare], shots },
    { name: 'nginx with /auth/verify', server: proxies[1], behind: [keyward], shots },
  ])
  for (const server of [...proxies, keyward, bare]) await stop(server)
}

/** The same users, in a database with many others. */
async function largeFigures({ dataDir, operator, credentials }: BenchData): Promise<void> {
  const [some, many] = [`${dataDir}-some`, `${dataDir}-many`]
  for (const [copy, strangers] of [
    [some, SOME],
    [many, MANY],
  ] as const) {
    cpSync(dataDir, copy, { recursive: true })
    addStrangers(copy, strangers)
  }
  const memory = execFileSync(process.execPath, ['--expose-gc', join(import.meta.dirname, 'memory.ts'), some])
  line('heap per known key, bytes', Number(memory))
  line(`ready with ${SOME} keys, ms`, await readyMilliseconds(KEYWARD, some))
  const lists = await startKeyward(some)
  for (const { name, p95Milliseconds } of await listPages(lists.port, operator)) {
    line(`${name}, ms at p95`, p95Milliseconds)
  }
  await stop(lists)
  line('mailboxes imported/s beyond hashing', await importedPerSecond(some, IMPORTED))
  addMailboxesBySql(some, SOME)
  const lookups = await socketmapLookups((more) => startKeyward(some, more), SOME)
  line(`socketmap look-ups/s, ${SOME} mailboxes`, lookups)
  const servers = [await startKeyward(dataDir), await startKeyward(many)] as const
  await report([
    { name: `verify, ${USERS} keys`, server: servers[0], shots: verifyShots(credentials) },
    { name: `verify, ${MANY} keys`, server: servers[1], shots: verifyShots(credentials) },
  ])
  for (const server of servers) await stop(server)
  for (const copy of [some, many]) rmSync(copy, { recursive: true })
}

/** Pages out of a large database in PostgreSQL, which runs on the cores that Keyward has not. */
async function postgresFigures(): Promise<void> {
  const postgres = await startPostgres()
  const settings = { KEYWARD_DATABASE_URL: postgres.url }
  const { dataDir, operator } = await makeData(USERS, settings)
  await addStrangersToPostgres(postgres.url, SOME)
  const keyward = await startKeyward(dataDir, settings)
  for (const { name, p95Milliseconds } of await listPages(keyward.port, operator)) {
    line(`PostgreSQL: ${name}, ms at p95`, p95Milliseconds)
  }
  await stop(keyward)
  line('PostgreSQL: mailboxes imported/s', await importedPerSecond(dataDir, IMPORTED, settings))
  await postgres.stop()
  rmSync(dataDir, { recursive: true })
}

function startKeyward(dataDir: string, settings: Record<string, string> = {}): Promise<Measured> {
  const env = { KEYWARD_DATA_DIR: dataDir, KEYWARD_PORT: '0', ...settings }
  return startPinned([KEYWARD, 'serve'], env, /localhost:(\d+)/)
}

/** CPU per request, and the reference's share of it: 1.00 is as fast as the reference, 0.50 half as fast. */
async function report(targets: readonly Target[]): Promise<void> {
  console.log(`\nserver CPU per request, µs; of the reference (median of ${ROUNDS} interleaved rounds)`)
  for (const { name, cpuMicroseconds, ofReference } of await measure(targets)) {
    line(name, cpuMicroseconds, ofReference.toFixed(ofReference < 0.01 ? 5 : 2))
  }
}

function line(name: string, value: number, more = ''): void {
  console.log(`${name.padEnd(46)}${value.toFixed(1).padStart(9)}  ${more}`)
}
