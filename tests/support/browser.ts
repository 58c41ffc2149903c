import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { csrfTokenOf } from '../../server/src/domain/sessions/describe-session.ts'
import { openSession } from '../../server/src/domain/sessions/open-session.ts'
import type { User } from '../../server/src/domain/users/user.ts'
import { checkDeclared } from './declared.ts'
import { PASSWORD, visitFrom } from './deps.ts'
import type { TestHttp } from './http.ts'

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'
type Headers = Readonly<Record<string, string>>

type Server = Pick<TestHttp, 'deps' | 'send'>

/** Keeps cookies, knows where a request comes from, and fills forms in, as a browser does. */
export class Browser {
  readonly #http: Server
  readonly cookies = new Map<string, string>()
  /** Sent with every change of the API, once known. */
  csrfToken = ''
  /** Who entered; null for a stranger. */
  user: User | null = null

  constructor(http: Server) {
    this.#http = http
  }

  async send(method: Method, url: string, more: Omit<InjectOptions, 'method' | 'url'> = {}) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...(cookie && { cookie }), 'user-agent': 'Chrome/156', ...more.headers }
    const response = await this.#http.send({ ...more, method, url, headers })
    this.#keep(response)
    return response
  }

  /** Opens a page by its address. */
  open(url: string, headers: Headers = {}): Promise<LightMyRequestResponse> {
    return this.send('GET', url, { headers: { accept: 'text/html', 'sec-fetch-site': 'none', ...headers } })
  }

  /** Sends a form with the hidden fields of the page that was opened. */
  submit(
    page: LightMyRequestResponse,
    url: string,
    fields: Headers,
    headers: Headers = {},
  ): Promise<LightMyRequestResponse> {
    return this.post(url, { ...hiddenFields(page.body), ...fields }, headers)
  }

  post(url: string, fields: Headers, headers: Headers = {}): Promise<LightMyRequestResponse> {
    return this.send('POST', url, {
      payload: new URLSearchParams(fields).toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        accept: 'text/html',
        ...headers,
      },
    })
  }

  async signIn(username: string, password = PASSWORD): Promise<void> {
    const answer = await this.submit(await this.open('/login'), '/login', { username, password })
    if (answer.statusCode !== 303) throw new Error(`signing in gave ${answer.statusCode}`)
    this.csrfToken = (await this.api('GET', '/session')).json().csrfToken
  }

  /** As after a sign-in, without the hashing, which is slow on purpose. */
  async enter(user: User): Promise<void> {
    const { deps } = this.#http
    const opened = await deps.store.transaction((tx) => openSession(deps, tx, user, visitFrom('127.0.0.1')))
    this.user = user
    this.cookies.set('kw', opened.secret)
    this.csrfToken = csrfTokenOf(deps, opened.session)
  }

  /** Calls the native API as a page of ours does. The answer is checked against what the route declares. */
  async api(method: Method, path: string, body?: unknown, headers: Headers = {}) {
    const change = method === 'GET' ? {} : { 'x-csrf-token': this.csrfToken, 'sec-fetch-site': 'same-origin' }
    const response = await this.send(method, `/api/v1${path}`, {
      ...(body !== undefined && { payload: JSON.stringify(body) }),
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...change, ...headers },
    })
    checkDeclared(method, path, response)
    return response
  }

  #keep(response: LightMyRequestResponse): void {
    for (const { name, value } of response.cookies) {
      if (value === '') this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
  }
}

/** The hidden fields of the first form of a page. */
export function hiddenFields(page: string): Readonly<Record<string, string>> {
  const fields = page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)
  return Object.fromEntries([...fields].map(([, name, value]) => [name, unescaped(value ?? '')]))
}

function unescaped(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
