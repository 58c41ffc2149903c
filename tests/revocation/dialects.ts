import { z } from 'zod'

/** Every way a key or a token can be presented. */
export interface Attempt {
  readonly name: string
  /** True when the credential was accepted. */
  readonly accepted: (url: string, credential: Credential) => Promise<boolean>
}

export interface Credential {
  readonly username: string
  readonly key: string
}

const JSON_TYPE = { 'Content-Type': 'application/json' }

async function status(url: string, init: RequestInit): Promise<number> {
  const response = await fetch(url, init)
  await response.arrayBuffer()
  if (response.status >= 500 || response.status === 429 || response.status === 413) {
    throw new Error(`${init.method ?? 'GET'} ${new URL(url).pathname}: ${response.status}`)
  }
  return response.status
}

/** Logs in or verifies with the key itself. */
const KEY_ATTEMPTS: readonly Attempt[] = [
  {
    name: 'identity v1.0 login',
    accepted: async (url, { username, key }) =>
      (await status(`${url}/v1.0`, { headers: { 'X-Auth-User': username, 'X-Auth-Key': key } })) === 204,
  },
  {
    name: 'identity v1.1 login',
    accepted: async (url, { username, key }) => {
      const body = JSON.stringify({ credentials: { username, key } })
      return (await status(`${url}/v1.1/auth`, { method: 'POST', headers: JSON_TYPE, body })) === 200
    },
  },
  {
    name: 'identity v2.0 login',
    accepted: async (url, { username, key }) => (await loginV2(url, { username, key })) !== null,
  },
  {
    name: 'identity v3 login',
    accepted: async (url, { username, key }) => {
      const password = { user: { name: username, password: key } }
      return isV3Login(url, { methods: ['password'], password })
    },
  },
  {
    name: 'native verify',
    accepted: async (url, { key }) =>
      (await status(`${url}/api/v1/verify`, { headers: { Authorization: `Bearer ${key}` } })) === 200,
  },
  {
    name: 'native verify, basic',
    accepted: async (url, { username, key }) => {
      const basic = Buffer.from(`${username}:${key}`).toString('base64')
      return (await status(`${url}/api/v1/verify`, { headers: { Authorization: `Basic ${basic}` } })) === 200
    },
  },
  { name: 'batch verify', accepted: (url, { key }) => isVerified(url, key) },
  { name: 'introspection', accepted: (url, { key }) => isIntrospected(url, key) },
  { name: 'forward-auth', accepted: (url, { key }) => mayPass(url, `Bearer ${key}`) },
  {
    name: 'forward-auth, basic',
    accepted: (url, { username, key }) =>
      mayPass(url, `Basic ${Buffer.from(`${username}:${key}`).toString('base64')}`),
  },
]

/** Whether the holder of a credential learns by batch verify that it is good; by itself, as nobody else may ask. */
async function isVerified(url: string, credential: string): Promise<boolean> {
  const headers = { ...JSON_TYPE, Authorization: `Bearer ${credential}` }
  const body = JSON.stringify({ credentials: [credential] })
  return (await status(`${url}/api/v1/verify`, { method: 'POST', headers, body })) === 200
}

async function isIntrospected(url: string, credential: string): Promise<boolean> {
  const headers = { Authorization: `Bearer ${credential}` }
  const body = new URLSearchParams({ token: credential })
  return (await status(`${url}/api/v1/introspect`, { method: 'POST', headers, body })) === 200
}

async function mayPass(url: string, authorization: string): Promise<boolean> {
  return (await status(`${url}/auth/verify`, { headers: { Authorization: authorization } })) === 204
}

/** Uses a token got with the key. */
export const TOKEN_ATTEMPTS: readonly {
  name: string
  accepted: (url: string, token: string) => Promise<boolean>
}[] = [
  {
    name: 'native verify of a token',
    accepted: async (url, token) =>
      (await status(`${url}/api/v1/verify`, { headers: { Authorization: `Bearer ${token}` } })) === 200,
  },
  {
    name: 'identity v2.0 token validation',
    accepted: async (url, token) =>
      (await status(`${url}/v2.0/tokens/${token}`, { headers: { 'X-Auth-Token': token } })) === 200,
  },
  {
    name: 'identity v2.0 exchange of a token',
    accepted: async (url, token) => {
      const body = JSON.stringify({ auth: { token: { id: token } } })
      return (await status(`${url}/v2.0/tokens`, { method: 'POST', headers: JSON_TYPE, body })) === 200
    },
  },
  {
    name: 'identity v3 token validation',
    accepted: async (url, token) => {
      const headers = { 'X-Auth-Token': token, 'X-Subject-Token': token }
      return (await status(`${url}/v3/auth/tokens`, { headers })) === 200
    },
  },
  {
    name: 'identity v3 exchange of a token',
    accepted: (url, token) => isV3Login(url, { methods: ['token'], token: { id: token } }),
  },
  { name: 'batch verify of a token', accepted: isVerified },
  { name: 'introspection of a token', accepted: isIntrospected },
  { name: 'forward-auth with a token', accepted: (url, token) => mayPass(url, `Bearer ${token}`) },
]

/** What is revoked: the ways to log in with it, and the one to get tokens by. */
export interface Revocable {
  readonly attempts: readonly Attempt[]
  /** A token, or null when the login was refused. */
  readonly logIn: (url: string, credential: Credential) => Promise<string | null>
}

/** An application credential; what stands for its key is its id and secret with a colon between them. */
export const BY_APPLICATION_CREDENTIAL: Revocable = {
  attempts: [
    {
      name: 'identity v3 login by application credential',
      accepted: async (url, { key }) => (await loginV3(url, credentialIdentity(key))) !== null,
    },
  ],
  logIn: (url, { key }) => loginV3(url, credentialIdentity(key)),
}

function credentialIdentity(key: string): object {
  const [id, secret] = key.split(':')
  return { methods: ['application_credential'], application_credential: { id, secret } }
}

let made = 0

const MADE_ANSWER = z.object({ application_credential: z.object({ id: z.string(), secret: z.string() }) })

/** Makes an application credential with the user's account key. As what stands for its key, see above. */
export async function makeCredentialV3(url: string, userId: string, token: string): Promise<string> {
  const name = `hammered ${++made}`
  const path = `/v3/users/${userId}/application_credentials`
  const headers = { ...JSON_TYPE, 'X-Auth-Token': token }
  const body = JSON.stringify({ application_credential: { name } })
  const response = await fetch(`${url}${path}`, { method: 'POST', headers, body })
  if (response.status !== 201) throw new Error(`make: ${response.status} ${await response.text()}`)
  const { id, secret } = MADE_ANSWER.parse(await response.json()).application_credential
  return `${id}:${secret}`
}

export async function deleteCredentialV3(
  url: string,
  userId: string,
  token: string,
  key: string,
): Promise<void> {
  const [id] = key.split(':')
  const path = `/v3/users/${userId}/application_credentials/${id}`
  const answer = await status(`${url}${path}`, { method: 'DELETE', headers: { 'X-Auth-Token': token } })
  if (answer !== 204) throw new Error(`delete: ${answer}`)
}

async function isV3Login(url: string, identity: object): Promise<boolean> {
  return (await loginV3(url, identity)) !== null
}

async function loginV3(url: string, identity: object): Promise<string | null> {
  const body = JSON.stringify({ auth: { identity } })
  const response = await fetch(`${url}/v3/auth/tokens`, { method: 'POST', headers: JSON_TYPE, body })
  await response.arrayBuffer()
  if (response.status >= 500 || response.status === 429) throw new Error(`v3 login: ${response.status}`)
  return response.status === 201 ? response.headers.get('x-subject-token') : null
}

/** The account key. */
export const BY_KEY: Revocable = { attempts: KEY_ATTEMPTS, logIn: loginV2 }

const LOGIN_ANSWER = z.object({ access: z.object({ token: z.object({ id: z.string() }) }).optional() })
const RESET_ANSWER = z.object({ 'RAX-KSKEY:apiKeyCredentials': z.object({ apiKey: z.string() }) })

/** A token, or null when the login was refused. */
export async function loginV2(url: string, { username, key }: Credential): Promise<string | null> {
  const body = JSON.stringify({ auth: { 'RAX-KSKEY:apiKeyCredentials': { username, apiKey: key } } })
  const response = await fetch(`${url}/v2.0/tokens`, { method: 'POST', headers: JSON_TYPE, body })
  const answer = LOGIN_ANSWER.parse(await response.json())
  if (response.status >= 500 || response.status === 413) throw new Error(`login: ${response.status}`)
  return answer.access?.token.id ?? null
}

/** Resets the own key with a token got by it, as unmodified clients do. */
export async function resetV2(url: string, userId: string, token: string): Promise<string> {
  const path = `/v2.0/users/${userId}/OS-KSADM/credentials/RAX-KSKEY:apiKeyCredentials/RAX-AUTH/reset`
  const response = await fetch(`${url}${path}`, { method: 'POST', headers: { 'X-Auth-Token': token } })
  if (response.status !== 200) throw new Error(`reset: ${response.status} ${await response.text()}`)
  return RESET_ANSWER.parse(await response.json())['RAX-KSKEY:apiKeyCredentials'].apiKey
}
