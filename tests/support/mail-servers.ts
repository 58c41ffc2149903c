import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePorts, listening } from './ports.ts'

/** Ports of private mail servers on 127.0.0.1. */
export interface MailPorts {
  readonly smtp: number
  readonly submission: number
  readonly submissions: number
  readonly local: number
  readonly imap: number
  readonly imaps: number
  readonly pop3: number
  readonly pop3s: number
}

export interface MailServers {
  readonly folder: string
  readonly ports: MailPorts
  /** What both have logged. */
  readonly log: () => string
  readonly stop: () => Promise<void>
}

interface Needs {
  /** A folder that nothing else is in. Its users must be able to enter it. */
  readonly folder: string
  /** As `keyward mail config` has written it. */
  readonly config: string
  /** Where mail for elsewhere goes. */
  readonly outside: number
  /** Where the spam filter takes messages. */
  readonly filter: number
}

/** Debian's system user for mail: it is on every machine. */
export const MAIL_USER = 'mail'

/** What `postfix start` starts, without the shell around it: the process that is stopped is the one that was started. */
const POSTFIX_MASTER = '/usr/lib/postfix/sbin/master'
/** Where Debian has the programs of mail servers, whatever the PATH of whoever runs the tests. */
export const DAEMONS = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' }
const POLL_MS = 20

/** A Postfix and a Dovecot of the test's own, on the written configuration: only places and ports are others. */
export async function startMailServers({ folder, config, outside, filter }: Needs): Promise<MailServers> {
  const ports = await somePorts()
  const [postfixDir, dovecotDir] = [join(folder, 'postfix'), join(folder, 'dovecot')]
  for (const name of ['postfix', 'dovecot', 'queue', 'data', 'run', 'mail']) mkdirSync(join(folder, name))
  giveTo('postfix', join(folder, 'data'))
  giveTo(MAIL_USER, join(folder, 'mail'))
  const moved = (name: string) =>
    elsewhere(readFileSync(join(config, name), 'utf8'), folder, ports).replace(
      '127.0.0.1:11332',
      `127.0.0.1:${filter}`,
    )
  writeFileSync(join(postfixDir, 'main.cf'), moved('postfix/main.cf') + postfixPlaces(folder, outside))
  writeFileSync(join(postfixDir, 'master.cf'), moved('postfix/master.cf'))
  for (const file of readdirSync(join(config, 'dovecot')))
    writeFileSync(join(dovecotDir, file), moved(`dovecot/${file}`))
  for (const file of filesWithPasswords(config))
    placeFor(file.startsWith('postfix') ? 'postfix' : 'dovecot', join(folder, file), moved(file))
  writeFileSync(join(dovecotDir, 'dovecot.conf'), dovecotPlaces(folder), { flag: 'a' })
  // Dovecot first: it makes its sockets in the queue of Postfix.
  mkdirSync(join(folder, 'queue/private'))
  giveTo('postfix', join(folder, 'queue/private'))
  const log = () => ['postfix.log', 'dovecot.log'].map((name) => textOf(join(folder, name))).join('')
  const dovecot = await started('dovecot', ['-F', '-c', join(dovecotDir, 'dovecot.conf')], ports.imaps, log)
  // Makes what is missing in the queue.
  execFileSync('postfix', ['-c', postfixDir, 'check'], { stdio: 'pipe', env: DAEMONS })
  const postfix = await started(POSTFIX_MASTER, ['-s', '-c', postfixDir], ports.smtp, log).catch(
    async (error) => {
      await ended(dovecot)
      throw error
    },
  )
  return {
    folder,
    ports,
    log,
    stop: async () => {
      await Promise.all([ended(postfix), ended(dovecot)])
    },
  }
}

async function somePorts(): Promise<MailPorts> {
  const [smtp = 0, submission = 0, submissions = 0, local = 0, ...readers] = await freePorts(8)
  const [imap = 0, imaps = 0, pop3 = 0, pop3s = 0] = readers
  return { smtp, submission, submissions, local, imap, imaps, pop3, pop3s }
}

/** The configuration as it would be on a machine where everything lies elsewhere. */
function elsewhere(text: string, folder: string, ports: MailPorts): string {
  return text
    .replaceAll('/var/spool/postfix', join(folder, 'queue'))
    .replaceAll('/etc/dovecot', join(folder, 'dovecot'))
    .replaceAll('/etc/postfix', join(folder, 'postfix'))
    .replaceAll('127.0.0.1:10025', `127.0.0.1:${ports.local}`)
    .replace(/^25 /m, `127.0.0.1:${ports.smtp} `)
    .replace(/^587 /m, `127.0.0.1:${ports.submission} `)
    .replace(/^465 /m, `127.0.0.1:${ports.submissions} `)
    .replace('port = 143\n', `port = ${ports.imap}\n`)
    .replace('port = 993\n', `port = ${ports.imaps}\n`)
    .replace('port = 110\n', `port = ${ports.pop3}\n`)
    .replace('port = 995\n', `port = ${ports.pop3s}\n`)
}

/** Mail that waits is tried again at once, and nothing is looked up elsewhere. */
const postfixPlaces = (folder: string, outside: number) => `
queue_directory = ${folder}/queue
data_directory = ${folder}/data
maillog_file = ${folder}/postfix.log
maillog_file_prefixes = ${folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
relayhost = [127.0.0.1]:${outside}
smtpd_peername_lookup = no
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 1s
service_throttle_time = 1s
`

/**
 * A refusal is answered at once, not after 2 s. All tests come from one address: without the last part each would keep the
 * logins after it waiting, up to 15 s.
 */
const dovecotPlaces = (folder: string) => `
base_dir = ${folder}/run
state_dir = ${folder}/run
instance_name = ${folder.replaceAll('/', '-')}
log_path = ${folder}/dovecot.log
listen = 127.0.0.1
auth_failure_delay = 0
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
`

/** @throws Error when it ends, or somebody else has the port */
export async function started(
  program: string,
  args: readonly string[],
  port: number,
  log: () => string,
): Promise<ChildProcess> {
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: DAEMONS,
    // Leads a group of its own: it ends all that it has started.
    detached: true,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data))
  process.once('exit', () => child.kill('SIGTERM'))
  await listening(port, () => {
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}: ${output}${log()}`)
  })
  if (!ownsPort(child.pid ?? 0, port)) throw new Error(`port ${port} is not that of our ${program}`)
  return child
}

export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await exit
}

/** Whether this very process listens there (proc_pid_net(5)): a mail server left over would answer as well. */
function ownsPort(pid: number, port: number): boolean {
  const listens = readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
  const hex = port.toString(16).toUpperCase().padStart(4, '0')
  const inodes = listens
    .filter((field) => field[1]?.endsWith(`:${hex}`) && field[3] === '0A')
    .map((field) => `socket:[${field[9]}]`)
  const open = readdirSync(`/proc/${pid}/fd`).map((fd) => linkOf(`/proc/${pid}/fd/${fd}`))
  return inodes.length > 0 && inodes.every((inode) => open.includes(inode))
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}

/** Those of a configuration for reading the database: of the programs that read them after they have dropped their rights. */
function filesWithPasswords(config: string): readonly string[] {
  const names = ['postfix', 'dovecot'].flatMap((part) =>
    readdirSync(join(config, part)).map((name) => `${part}/${name}`),
  )
  return names.filter((name) => /keyward-(?!auth)/.test(name))
}

function placeFor(group: string, path: string, text: string): void {
  writeFileSync(path, text, { mode: 0o640 })
  chownSync(path, 0, Number(execFileSync('id', ['-g', group], { encoding: 'utf8' })))
}

export function giveTo(user: string, path: string): void {
  const [uid = '0', gid = '0'] = execFileSync('id', ['-u', user], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .concat(execFileSync('id', ['-g', user], { encoding: 'utf8' }).trim())
  chownSync(path, Number(uid), Number(gid))
  chmodSync(path, 0o700)
}

export function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

/** Waits for something outside this process that tells nobody. */
export async function until(isThere: () => boolean | Promise<boolean>, limitMs = 20_000): Promise<void> {
  const deadlineMs = Date.now() + limitMs
  while (!(await isThere())) {
    if (Date.now() > deadlineMs) throw new Error('it did not come to that')
    await wait(POLL_MS)
  }
}
