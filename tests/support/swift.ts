import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import { freePorts, listening, withPorts } from './ports.ts'
import { PYTHON } from './programs.ts'
import type { CreatedUser, TestServer } from './server.ts'

const EXAMPLE = resolve(import.meta.dirname, '../../examples/swift')
/** As they stand in the configuration files of the example. */
const PORTS = { keyward: 8080, proxy: 8090, account: 6202, container: 6201, object: 6200 }
const SERVERS = ['account', 'container', 'object', 'proxy'] as const

/** OpenStack's object store on this machine alone, which validates tokens by Keyward. */
export interface Swift {
  readonly port: number
  readonly ports: ReadonlyMap<number, number>
  /** What its servers have printed. */
  readonly output: () => string
  readonly stop: () => Promise<void>
}

/**
 * Why Swift cannot keep objects in the folder for temporary files, or null. It needs extended attributes, which need
 * no root but a file system that has them: ext4, xfs, btrfs, and tmpfs from Linux 6.6.
 */
export function whyNoSwift(): string | null {
  const script =
    'import os,sys,tempfile; f=tempfile.NamedTemporaryFile(); os.setxattr(f.fileno(),"user.x",b"1")'
  if (spawnSync(PYTHON, ['-c', script], { env: { TMPDIR: tmpdir() } }).status === 0) return null
  return `the file system of ${tmpdir()} has no extended attributes; set TMPDIR to a folder on ext4 or xfs`
}

/**
 * Starts the four servers with the configuration files of `examples/swift`, on ports and in a folder of their own.
 * @param user whom Swift logs in as, with the role `service`
 */
export async function startSwift(keyward: TestServer, user: CreatedUser): Promise<Swift> {
  const home = mkdtempSync(join(tmpdir(), 'keyward-swift-'))
  const [proxy = 0, account = 0, container = 0, object = 0] = await freePorts(4)
  const ports = new Map([
    [PORTS.keyward, keyward.port],
    [PORTS.proxy, proxy],
    [PORTS.account, account],
    [PORTS.container, container],
    [PORTS.object, object],
  ])
  configure(home, ports, user)
  const children = SERVERS.map((name) => startServer(home, name))
  let output = ''
  for (const { stdout, stderr } of children) {
    for (const stream of [stdout, stderr]) stream?.on('data', (data: Buffer) => (output += data))
  }
  const stop = async () => {
    await Promise.all(children.map(end))
    rmSync(home, { recursive: true, force: true })
  }
  const whyNot = () => {
    if (children.some(hasEnded)) throw new Error(`Swift ended: ${output}`)
  }
  for (const port of [proxy, account, container, object]) await listening(port, whyNot)
  return { port: proxy, ports, output: () => output, stop }
}

function configure(home: string, ports: ReadonlyMap<number, number>, user: CreatedUser): void {
  const etc = join(home, 'etc')
  mkdirSync(join(home, 'node/d1'), { recursive: true })
  cpSync(EXAMPLE, etc, { recursive: true })
  for (const file of readdirSync(etc).map((name) => join(etc, name))) {
    const text = withPorts(readFileSync(file, 'utf8'), ports)
      .replaceAll('/etc/swift', etc)
      .replaceAll('/srv/node', join(home, 'node'))
      .replace('user = swift', `user = ${userInfo().username}`)
      .replace('THE-API-KEY-OF-SWIFT', user.apiKey)
      .replace('THE-ACCOUNT-OF-SWIFT', user.accountId)
    writeFileSync(file, text)
  }
  const { status, stderr } = spawnSync(PYTHON, [join(etc, 'make-rings.py'), etc], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`rings: ${stderr}`)
}

/** In a process group of its own: Swift ends its workers by ending the whole group. */
function startServer(home: string, name: string): ChildProcess {
  const child = spawn(`/usr/bin/swift-${name}-server`, [join(home, `etc/${name}-server.conf`)], {
    cwd: home,
    env: { PATH: '/usr/bin:/bin', HOME: home, LC_ALL: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  process.once('exit', () => killGroup(child, 'SIGKILL'))
  return child
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  const exit = new Promise((done) => child.once('exit', done))
  killGroup(child, 'SIGTERM')
  await exit
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || hasEnded(child)) return
  process.kill(-child.pid, signal)
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null
}
