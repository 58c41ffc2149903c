import { spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePorts } from './ports.ts'

export interface PostgresServer {
  /** Of the maintenance database; tests make their own with `freshDatabase`. */
  readonly url: string
  /** Ends the server and removes its data. Also happens by itself when this process ends, however it ends. */
  stop(): Promise<void>
}

const START_TIMEOUT_MS = 30_000
const POLL_MS = 20
/** Between choosing a free port and PostgreSQL taking it, somebody else may. */
const PORT_ATTEMPTS = 3

/**
 * Test databases live for minutes, so nothing is synced to disk: Keyward is what tests kill, not PostgreSQL,
 * and what PostgreSQL has acknowledged outlives any other process.
 */
const SETTINGS = {
  fsync: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  // It would look into each of hundreds of databases in turn.
  autovacuum: 'off',
  max_connections: '200',
  shared_buffers: '32MB',
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
}

/**
 * Runs PostgreSQL until its own input closes. The kernel closes it even when we are killed, so no server and
 * no data folder is ever left behind.
 */
const SUPERVISOR = `
exec 3<&0
"$@" >"$HOME/server.log" 2>&1 </dev/null 3<&- &
server=$!
(read -r _ <&3; kill -QUIT $server 2>/dev/null) &
wait
rm -rf "$HOME"
`

/** Folder of PostgreSQL's programs: `KEYWARD_TEST_POSTGRES_BIN`, Debian's newest, or one on the PATH. */
export function postgresPrograms(): string | undefined {
  const chosen = process.env['KEYWARD_TEST_POSTGRES_BIN']
  const debian = globSync('/usr/lib/postgresql/*/bin').sort(byVersion).reverse()
  const folders = chosen ? [chosen] : [...debian, ...(process.env['PATH'] ?? '').split(delimiter)]
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
}

function byVersion(a: string, b: string) {
  return a.localeCompare(b, 'en', { numeric: true })
}

/** A private PostgreSQL on a free port of 127.0.0.1, sorting text the English way as operators' servers do. */
export async function startPostgres(): Promise<PostgresServer> {
  const programs = postgresPrograms()
  if (!programs) throw new Error('PostgreSQL (initdb, postgres) was not found')
  const owner = unprivilegedUser()
  for (let attempt = 1; ; attempt++) {
    const home = mkdtempSync(join(tmpdir(), 'keyward-pg-'))
    if (owner) chownSync(home, owner.uid, owner.gid)
    try {
      initialise(programs, home, owner)
      return await serve(programs, home, owner)
    } catch (error) {
      rmSync(home, { recursive: true, force: true })
      if (attempt === PORT_ATTEMPTS || !String(error).includes('Address already in use')) throw error
    }
  }
}

interface Owner {
  readonly uid: number
  readonly gid: number
}

/** PostgreSQL refuses to run as root. */
function unprivilegedUser(): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined
  const users = readFileSync('/etc/passwd', 'utf8').split('\n')
  const named = (name: string) => users.find((line) => line.startsWith(`${name}:`))?.split(':')
  const [, , uid, gid] = named('postgres') ?? named('nobody') ?? []
  return { uid: Number(uid), gid: Number(gid) }
}

function initialise(programs: string, home: string, owner: Owner | undefined) {
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=en-US']
  const options = ['--username=postgres', '--auth=trust', '--no-sync', '--no-instructions', ...locale]
  const initdb = spawnSync(join(programs, 'initdb'), [...options, dataIn(home)], {
    cwd: home,
    encoding: 'utf8',
    ...owner,
  })
  if (initdb.status !== 0) throw new Error(`initdb failed: ${initdb.error?.message ?? initdb.stderr}`)
}

async function serve(programs: string, home: string, owner: Owner | undefined): Promise<PostgresServer> {
  const [port = 0] = await freePorts(1)
  const settings = Object.entries({ ...SETTINGS, port }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  const command = [join(programs, 'postgres'), '-D', dataIn(home), ...settings]
  const supervisor = spawn('/bin/sh', ['-c', SUPERVISOR, 'sh', ...command], {
    cwd: home,
    env: { ...process.env, HOME: home },
    stdio: ['pipe', 'ignore', 'ignore'],
    // A session of its own: Ctrl-C in the terminal must not end the database before the tests that use it.
    detached: true,
    ...owner,
  })
  const ended = new Promise<void>((resolve) => supervisor.once('exit', () => resolve()))
  await untilReady(home).catch((error) => {
    supervisor.stdin.end()
    throw error
  })
  supervisor.unref()
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    stop: () => {
      supervisor.ref()
      supervisor.stdin.end()
      return ended
    },
  }
}

async function untilReady(home: string) {
  const deadlineMs = Date.now() + START_TIMEOUT_MS
  while (!textOf(join(dataIn(home), 'postmaster.pid')).includes('ready')) {
    const log = textOf(join(home, 'server.log'))
    if (log.includes('FATAL') || Date.now() > deadlineMs) throw new Error(`PostgreSQL did not start: ${log}`)
    await wait(POLL_MS)
  }
}

function dataIn(home: string) {
  return join(home, 'data')
}

function textOf(file: string) {
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}
