import type { BenchCredential } from './data.ts'
import { request, type Shot } from './load.ts'

const JSON_TYPE = { 'Content-Type': 'application/json' }

export function verifyShots(credentials: readonly BenchCredential[]): readonly Shot[] {
  return credentials.map(({ apiKey }) => get('/api/v1/verify', { Authorization: `Bearer ${apiKey}` }))
}

/** As nginx and Caddy ask, with what they are asked about. */
export function forwardAuthShots(credentials: readonly BenchCredential[]): readonly Shot[] {
  const about = {
    'X-Forwarded-Method': 'GET',
    'X-Forwarded-Host': 'files.example.com',
    'X-Forwarded-Uri': '/v1/box',
  }
  return credentials.map(({ apiKey }) => ({
    request: request('GET', '/auth/verify', { Authorization: `Bearer ${apiKey}`, ...about }),
    expect: '204',
  }))
}

export function loginShots(credentials: readonly BenchCredential[]): readonly Shot[] {
  return credentials.map(({ username, apiKey }) => ({
    request: request('POST', '/v2.0/tokens', JSON_TYPE, loginBody(username, apiKey)),
    expect: '200',
  }))
}

/** By the account key as the secret of the method `password`. */
export function loginV3Shots(credentials: readonly BenchCredential[]): readonly Shot[] {
  return credentials.map(({ username, apiKey }) => {
    const password = { user: { name: username, domain: { id: 'default' }, password: apiKey } }
    const body = JSON.stringify({ auth: { identity: { methods: ['password'], password } } })
    return { request: request('POST', '/v3/auth/tokens', JSON_TYPE, body), expect: '201' }
  })
}

export function applicationCredentialShots(credentials: readonly BenchCredential[]): readonly Shot[] {
  return credentials.map(({ applicationCredential }) => applicationCredentialShot(applicationCredential))
}

export function applicationCredentialShot(
  applicationCredential: BenchCredential['applicationCredential'],
): Shot {
  const identity = { methods: ['application_credential'], application_credential: applicationCredential }
  const body = JSON.stringify({ auth: { identity } })
  return { request: request('POST', '/v3/auth/tokens', JSON_TYPE, body), expect: '201' }
}

/** A token of v3 that validates itself, with the catalog in the answer. */
export function validationV3Shot(token: string): Shot {
  return get('/v3/auth/tokens', { 'X-Auth-Token': token, 'X-Subject-Token': token })
}

/** Each user's token validates itself. */
export async function validationShots(
  port: number,
  credentials: readonly BenchCredential[],
): Promise<readonly Shot[]> {
  const tokens = await loginAll(port, credentials)
  return tokens.map((token) => get(`/v2.0/tokens/${token}`, { 'X-Auth-Token': token }))
}

/** The same in v3, where the answer has the catalog. */
export async function validationV3Shots(
  port: number,
  credentials: readonly BenchCredential[],
): Promise<readonly Shot[]> {
  const tokens = await loginAll(port, credentials)
  return tokens.map(validationV3Shot)
}

function loginAll(port: number, credentials: readonly BenchCredential[]): Promise<readonly string[]> {
  return Promise.all(credentials.map((credential) => login(port, credential)))
}

function get(path: string, headers: Record<string, string>): Shot {
  return { request: request('GET', path, headers), expect: '200' }
}

function loginBody(username: string, apiKey: string): string {
  return JSON.stringify({ auth: { 'RAX-KSKEY:apiKeyCredentials': { username, apiKey } } })
}

/** A v2.0 token by key. */
export async function login(
  port: number,
  { username, apiKey }: Pick<BenchCredential, 'username' | 'apiKey'>,
): Promise<string> {
  const body = loginBody(username, apiKey)
  const response = await fetch(`http://127.0.0.1:${port}/v2.0/tokens`, {
    method: 'POST',
    headers: JSON_TYPE,
    body,
  })
  const token = /"id":"([A-Za-z0-9_-]{100,})"/.exec(await response.text())?.[1]
  if (!token) throw new Error(`login: ${response.status}`)
  return token
}
