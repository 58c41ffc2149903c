import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import type { CliResult } from './cli.ts'
import { type CreatedUser, createUser, startServer, type TestServer } from './server.ts'
import { type StorageService, startStorageService } from './storage-service.ts'
import { startClientRunner } from './warm-python.ts'

/** A running server with a user and a storage service in its catalog, as a client's owner finds them. */
export interface ClientBench {
  readonly server: TestServer
  readonly url: string
  readonly storage: StorageService
  readonly user: CreatedUser & { readonly password: string }
  /** Runs a client program in a home folder of its own. */
  readonly run: (
    program: string,
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
  ) => Promise<CliResult>
}

/** What a key looks like that nobody has. */
export const WRONG_KEY = '0123456789abcdef0123456789abcdef'
const PASSWORD = 'clients send this sentence too'

/** For a whole test file; everything is stopped when the file is done. */
export async function startClientBench(): Promise<ClientBench> {
  const server = await startServer()
  after(() => server.stop())
  const storage = await startStorageService(server.url)
  after(() => storage.stop())
  const home = mkdtempSync(join(tmpdir(), 'keyward-client-'))
  after(() => rmSync(home, { recursive: true, force: true }))
  const clients = startClientRunner(cleanEnv(home))
  after(() => clients.stop())
  for (const [name, type] of [
    ['cloudFiles', 'object-store'],
    ['cloudFilesCDN', 'rax:object-cdn'],
  ] as const) {
    const where = ['--region', 'DFW', '--url', storage.catalogUrl]
    await server.prepare(['service', 'add', '--name', name, '--type', type, ...where])
  }
  const user = await createUser(server, 'alice', { password: PASSWORD, role: 'identity:user-admin' })
  return {
    server,
    url: server.url,
    storage,
    user: { ...user, password: PASSWORD },
    run: (program, args, env = {}) => clients.run(program, args, { ...cleanEnv(home), ...env }),
  }
}

/** Replaces a user's key without overlap, by the command line. @returns the new one */
export async function resetKey(server: TestServer, username: string): Promise<string> {
  const { apiKey } = await server.prepare<{ apiKey: string }>(['key', 'reset', '--username', username])
  return apiKey
}

/** Nothing of the machine's own settings reaches the client. */
function cleanEnv(home: string): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', HOME: home, LC_ALL: 'C.UTF-8' }
}

/** An application credential of a user. */
export interface ClientCredential {
  readonly id: string
  readonly name: string
  readonly secret: string
}

/** Makes an application credential by the user's API key. */
export async function makeClientCredential(
  url: string,
  { userId, username, apiKey }: Pick<CreatedUser, 'userId' | 'username' | 'apiKey'>,
  name: string,
): Promise<ClientCredential> {
  const identity = { methods: ['password'], password: { user: { name: username, password: apiKey } } }
  const login = await post(`${url}/v3/auth/tokens`, { auth: { identity } }, {})
  const token = login.headers.get('x-subject-token') ?? ''
  const path = `/v3/users/${userId}/application_credentials`
  const answer = await post(`${url}${path}`, { application_credential: { name } }, { 'X-Auth-Token': token })
  const { application_credential } = JSON.parse(await answer.text())
  return { id: application_credential.id, name, secret: application_credential.secret }
}

function post(url: string, body: object, headers: Readonly<Record<string, string>>): Promise<Response> {
  const init = { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers } }
  return fetch(url, { ...init, body: JSON.stringify(body) })
}
