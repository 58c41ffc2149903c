/** How a key fared with one API. */
export interface Tried {
  /** `identity-v2.0` */
  readonly dialect: string
  /** What was asked for. */
  readonly kind: 'login' | 'verify'
  /** Of the login, or of the verification that followed it; 0 when nothing answered. */
  readonly status: number
  readonly works: boolean
}

interface Step {
  readonly dialect: string
  readonly path: string
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** Where the token is; without it the answer itself says whether the key is good. */
  readonly token?: (answer: Response) => Promise<string | null>
}

/**
 * Asks every API of this server with the key: those that give tokens for one, which is then verified.
 * The requests carry the key as any program's do, and a mark by which the list of applications names the panel.
 */
export async function testKey(username: string, apiKey: string): Promise<readonly Tried[]> {
  return Promise.all(stepsFor(username, apiKey).map(tried))
}

function stepsFor(username: string, apiKey: string): readonly Step[] {
  const bearer = { Authorization: `Bearer ${apiKey}` }
  const user = { name: username, domain: { id: 'default' }, password: apiKey }
  return [
    { dialect: 'native', path: '/api/v1/verify', headers: bearer },
    { dialect: 'forward-auth', path: '/auth/verify', headers: bearer },
    {
      dialect: 'identity-v3',
      path: '/v3/auth/tokens',
      method: 'POST',
      body: { auth: { identity: { methods: ['password'], password: { user } } } },
      token: async ({ headers }) => headers.get('x-subject-token'),
    },
    {
      dialect: 'identity-v2.0',
      path: '/v2.0/tokens',
      method: 'POST',
      body: { auth: { 'RAX-KSKEY:apiKeyCredentials': { username, apiKey } } },
      token: async (answer) => textAt(await answer.json(), ['access', 'token', 'id']),
    },
    {
      dialect: 'identity-v1.1',
      path: '/v1.1/auth',
      method: 'POST',
      body: { credentials: { username, key: apiKey } },
      token: async (answer) => textAt(await answer.json(), ['auth', 'token', 'id']),
    },
    {
      dialect: 'identity-v1.0',
      path: '/v1.0',
      headers: { 'X-Auth-User': username, 'X-Auth-Key': apiKey },
      token: async ({ headers }) => headers.get('x-auth-token'),
    },
  ]
}

async function tried(step: Step): Promise<Tried> {
  const { dialect } = step
  const kind = step.token ? 'login' : 'verify'
  try {
    const answer = await ask(step)
    if (!answer.ok || !step.token) return { dialect, kind, status: answer.status, works: answer.ok }
    const token = await step.token(answer)
    if (token === null) return { dialect, kind, status: answer.status, works: false }
    const headers = { 'X-Auth-Token': token }
    const { status, ok } = await ask({ dialect, path: '/api/v1/verify', headers })
    return { dialect, kind, status, works: ok }
  } catch {
    return { dialect, kind, status: 0, works: false }
  }
}

function ask({ path, method = 'GET', headers = {}, body }: Step): Promise<Response> {
  return fetch(path, {
    method,
    headers: {
      'X-Keyward-Test': '1',
      ...headers,
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    credentials: 'omit',
    cache: 'no-store',
  })
}

function textAt(value: unknown, path: readonly string[]): string | null {
  let found: unknown = value
  for (const name of path) {
    if (typeof found !== 'object' || found === null) return null
    found = Reflect.get(found, name)
  }
  return typeof found === 'string' ? found : null
}
