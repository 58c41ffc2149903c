import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type CliResult, callCli } from './cli.ts'

const ROOT = resolve(import.meta.dirname, '../..')
/** Where `npm test` has made a few files of the program's hundreds (`scripts/launch/bundle.ts`). */
const BUNDLE = process.env['KEYWARD_TEST_PROGRAM']
/** The program. */
export const MAIN = BUNDLE ? join(BUNDLE, 'main.js') : join(ROOT, 'server/src/main.ts')
const QUICK_SOURCE = join(ROOT, 'tests/support/quick-main.ts')
const QUICK_MAIN = BUNDLE ? join(BUNDLE, 'quick-main.js') : QUICK_SOURCE

/** Most servers live for seconds: what they make while they start need not be looked through. */
const FOR_SERVERS = ['--single-threaded-gc', '--min-semi-space-size=64', '--max-semi-space-size=64']

/** The owner of every server that a test starts. */
export const OWNER = { username: 'owner', password: 'a long enough sentence for a test' } as const

export interface ServerOptions {
  /** An empty database of a PostgreSQL server; SQLite in the data folder without one. */
  readonly databaseUrl?: string
  /** Kept by the caller; else a fresh one that is removed at the end. */
  readonly dataDir?: string
  readonly env?: Readonly<Record<string, string>>
  /** A module that the server loads first, to be faulty. */
  readonly fault?: string
}

export interface TestServer {
  readonly url: string
  readonly port: number
  readonly dataDir: string
  readonly pid: number
  /** What it has printed so far, both streams. */
  readonly output: () => string
  /** Runs the command line on the same data. */
  readonly cli: (args: readonly string[], stdin?: string) => Promise<CliResult>
  /** The same without a process for it, to prepare a test. It has to succeed; returns what it prints with `--json`. */
  readonly prepare: <T>(args: readonly string[], stdin?: string) => Promise<T>
  /** Stops it; SIGKILL leaves everything as it is. */
  readonly stop: (signal?: 'SIGTERM' | 'SIGKILL') => Promise<void>
}

export interface CreatedUser {
  readonly accountId: string
  readonly userId: string
  readonly username: string
  readonly apiKey: string
}

/**
 * Starts the real server on a free port of the loopback address and waits until it is ready. Only the hashing of
 * passwords is cheaper than people's, and no commit waits for the disk.
 */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'keyward-test-'))
  const env = serverEnv(dataDir, options)
  // A fault is planted in the modules themselves.
  const program = options.fault ? ['--import', options.fault, QUICK_SOURCE] : [QUICK_MAIN]
  const child = spawn(process.execPath, [...FOR_SERVERS, ...program, 'serve'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const killed = () => child.kill('SIGKILL')
  process.once('exit', killed)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data))
  const port = await listeningPort(child, () => output)
  const stop = async (signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM') => {
    process.off('exit', killed)
    await ended(child, signal)
    if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true })
  }
  const cli = (args: readonly string[], stdin = '') => runCli(env, args, stdin)
  return {
    url: `http://localhost:${port}`,
    port,
    dataDir,
    pid: child.pid ?? 0,
    output: () => output,
    cli,
    prepare: (args, stdin) => prepare(env, args, stdin),
    stop,
  }
}

/** Runs the command line with these settings. */
export function runCli(
  env: Readonly<Record<string, string>>,
  args: readonly string[],
  stdin = '',
): Promise<CliResult> {
  return new Promise((resolvePromise, reject) => {
    const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (data: Buffer) => (stdout += data))
    child.stderr.on('data', (data: Buffer) => (stderr += data))
    child.on('error', reject)
    child.on('close', (code) => resolvePromise({ exitCode: code ?? -1, stdout, stderr }))
    child.stdin.end(stdin)
  })
}

/** Creates a user in the owner's account, or another; the password is optional. */
export async function createUser(
  server: TestServer,
  username: string,
  more: { readonly accountId?: string; readonly password?: string; readonly role?: string } = {},
): Promise<CreatedUser> {
  const accountId = more.accountId ?? (await firstAccount(server))
  const args = ['user', 'create', '--account', accountId, '--username', username]
  if (more.role) args.push('--role', more.role)
  if (more.password) args.push('--password-stdin')
  return server.prepare(args, more.password)
}

async function prepare<T>(
  env: Readonly<Record<string, string>>,
  args: readonly string[],
  stdin = '',
): Promise<T> {
  const { exitCode, stdout, stderr } = await callCli([...args, '--json'], env, stdin)
  if (exitCode !== 0) throw new Error(`keyward ${args.join(' ')} ended with ${exitCode}: ${stderr}`)
  return JSON.parse(stdout)
}

async function firstAccount(server: TestServer): Promise<string> {
  const [account] = await server.prepare<{ accountId: string }[]>(['account', 'list'])
  if (!account) throw new Error('no account')
  return account.accountId
}

export function serverEnv(dataDir: string, options: ServerOptions = {}): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? '',
    KEYWARD_DATA_DIR: dataDir,
    KEYWARD_PORT: '0',
    KEYWARD_OWNER_USERNAME: OWNER.username,
    KEYWARD_OWNER_PASSWORD: OWNER.password,
    ...(options.databaseUrl ? { KEYWARD_DATABASE_URL: options.databaseUrl } : {}),
    ...options.env,
  }
}

function listeningPort(child: ChildProcess, output: () => string): Promise<number> {
  return new Promise((resolvePromise, reject) => {
    const look = () => {
      const port = /http:\/\/localhost:(\d+)/.exec(output())?.[1]
      if (port) resolvePromise(Number(port))
    }
    child.stdout?.on('data', look)
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}:\n${output()}`)))
  })
}

async function ended(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = new Promise((resolvePromise) => child.once('exit', resolvePromise))
  child.kill(signal)
  await exit
}
