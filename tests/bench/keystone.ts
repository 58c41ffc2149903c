import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePorts, listening } from '../support/ports.ts'
import { CATALOG } from './data.ts'
import type { Shot } from './load.ts'
import { type Measured, stop } from './process.ts'
import { applicationCredentialShot, validationV3Shot } from './shots.ts'

/** Where Debian's packages put what runs Keystone, by package. */
const PARTS = {
  keystone: '/usr/bin/keystone-wsgi-public',
  'uwsgi-plugin-python3': '/usr/lib/uwsgi/plugins/python3_plugin.so',
}
const MANAGE = '/usr/bin/keystone-manage'
/** Each costs Keystone a third of a second of CPU to make, because it hashes each secret slowly. */
const USERS = 4
/** A thread belongs to a connection while that is open, and only one of ours is busy at a time. */
const THREADS = 4
const PASSWORD = 'nobody signs in to a benchmark'

/** OpenStack's Keystone with its memory warm, and what to shoot at it. */
interface Keystone {
  readonly server: Measured
  readonly logins: readonly Shot[]
  readonly validations: readonly Shot[]
}

/** Debian packages that are not installed. */
export function missingForKeystone(): readonly string[] {
  return Object.entries(PARTS).flatMap(([name, path]) => (existsSync(path) ? [] : [name]))
}

/**
 * Debian's Keystone with Fernet tokens on SQLite, as one process with in-process cache on the first core. To be asked
 * over one connection: with 16 busy threads a request takes fifteen times the CPU.
 */
export async function startKeystone(): Promise<Keystone> {
  const home = mkdtempSync(join(tmpdir(), 'keyward-keystone-'))
  const config = configure(home)
  for (const act of [['db_sync'], ['bootstrap', '--bootstrap-password', PASSWORD]])
    execFileSync(MANAGE, ['--config-file', config, ...act], { stdio: 'ignore' })
  const server = await serve(config)
  server.child.once('exit', () => rmSync(home, { recursive: true }))
  try {
    return { server, ...(await fill(`http://127.0.0.1:${server.port}/v3`)) }
  } catch (error) {
    await stop(server)
    throw error
  }
}

function configure(home: string): string {
  const keys = { fernet: join(home, 'fernet'), credential: join(home, 'credential') }
  for (const folder of Object.values(keys)) {
    mkdirSync(folder, { mode: 0o700 })
    // As `fernet_setup` makes them, which takes its seconds.
    writeFileSync(join(folder, '0'), `${randomBytes(32).toString('base64url')}=`, { mode: 0o600 })
  }
  const file = join(home, 'keystone.conf')
  const settings = [
    ['[DEFAULT]', `log_file = ${join(home, 'keystone.log')}`],
    ['[database]', `connection = sqlite:///${join(home, 'keystone.db')}`],
    ['[fernet_tokens]', `key_repository = ${keys.fernet}`],
    ['[credential]', `key_repository = ${keys.credential}`],
    // The fastest there is: Python objects of the process itself, not copied.
    ['[cache]', 'enabled = true', 'backend = dogpile.cache.memory'],
  ]
  writeFileSync(file, settings.map((section) => `${section.join('\n')}\n`).join('\n'))
  return file
}

async function serve(config: string): Promise<Measured> {
  const [port = 0] = await freePorts(1)
  const log = openSync(`${config}.log`, 'w')
  const args = ['--plugin', 'python3', '--http11-socket', `127.0.0.1:${port}`, '--threads', String(THREADS)]
  const app = ['--wsgi-file', PARTS.keystone, '--pyargv', `--config-file ${config}`, '--need-app']
  const others = ['--disable-logging', '--die-on-term', '--buffer-size', '65535']
  const child = spawn('taskset', ['-c', '0', 'uwsgi', ...args, ...app, ...others], {
    stdio: ['ignore', log, log],
  })
  await listening(port, () => {
    if (child.exitCode !== null) throw new Error(`uwsgi: ${readFileSync(`${config}.log`, 'utf8')}`)
  })
  return { port, child }
}

/** Users of one project, each with an application credential and a token, and the catalog of our own data. */
async function fill(url: string): Promise<Omit<Keystone, 'server'>> {
  const admin = new Client(url, await logIn(url, passwordOf('admin', 'admin')))
  await addCatalog(admin)
  const project = await admin.make('projects', 'project', { name: 'bench' })
  const role = await admin.idOf('roles', 'member')
  const logins: Shot[] = []
  const validations: Shot[] = []
  for (let at = 0; at < USERS; at++) {
    const name = `user-${at}`
    const user = await admin.make('users', 'user', { name, password: PASSWORD })
    await admin.ask('PUT', `projects/${project.id}/users/${user.id}/roles/${role}`)
    const token = await logIn(url, passwordOf(name, 'bench'))
    const { id, secret = '' } = await new Client(url, token).make(
      `users/${user.id}/application_credentials`,
      'application_credential',
      { name: 'bench' },
    )
    logins.push(applicationCredentialShot({ id, secret }))
    // One got with an application credential takes Keystone twenty times as long.
    validations.push(validationV3Shot(token))
  }
  return { logins, validations }
}

async function addCatalog(admin: Client): Promise<void> {
  const services = new Map<string, string>()
  const regions = new Set(CATALOG.map(({ region }) => region))
  for (const id of regions) await admin.make('regions', 'region', { id })
  for (const { name, type, region, publicUrl } of CATALOG) {
    const service = services.get(name) ?? (await admin.make('services', 'service', { name, type })).id
    services.set(name, service)
    const endpoint = { service_id: service, region_id: region, interface: 'public', url: publicUrl }
    await admin.make('endpoints', 'endpoint', endpoint)
  }
}

/** A login by password, scoped to a project. */
function passwordOf(name: string, project: string): string {
  const domain = { id: 'default' }
  const password = { user: { name, domain, password: PASSWORD } }
  const identity = { methods: ['password'], password }
  return JSON.stringify({ auth: { identity, scope: { project: { name: project, domain } } } })
}

/** The token of a login. */
async function logIn(url: string, body: string): Promise<string> {
  const response = await fetch(`${url}/auth/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  const token = response.headers.get('x-subject-token')
  if (!token) throw new Error(`Keystone's login: ${response.status} ${await response.text()}`)
  return token
}

interface Made {
  readonly id: string
  readonly secret?: string
}

class Client {
  readonly #url: string
  readonly #token: string

  constructor(url: string, token: string) {
    this.#url = url
    this.#token = token
  }

  /** @throws when Keystone refuses */
  async ask(method: string, path: string, body?: unknown): Promise<string> {
    const response = await fetch(`${this.#url}/${path}`, {
      method,
      headers: { 'x-auth-token': this.#token, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`Keystone: ${method} ${path}: ${response.status} ${text}`)
    return text
  }

  async make(path: string, noun: string, member: unknown): Promise<Made> {
    const made: Record<string, Made> = JSON.parse(await this.ask('POST', path, { [noun]: member }))
    return made[noun] ?? { id: '' }
  }

  async idOf(plural: string, name: string): Promise<string> {
    const found: Record<string, Made[]> = JSON.parse(await this.ask('GET', `${plural}?name=${name}`))
    return found[plural]?.[0]?.id ?? ''
  }
}
