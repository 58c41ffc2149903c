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
export const KEY_ATTEMPTS: readonly Attempt[] = [
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
]

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
]

async function isV3Login(url: string, identity: object): Promise<boolean> {
  const body = JSON.stringify({ auth: { identity } })
  return (await status(`${url}/v3/auth/tokens`, { method: 'POST', headers: JSON_TYPE, body })) === 201
}

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
