import { KeywardError, NETWORK_PROBLEM } from './error.ts'
import type { Problem } from './problem.ts'

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

export interface Call {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Sends one request below `/api/v1` and resolves with the parsed body; undefined for 204. */
export type Transport = <T>(method: Method, path: string, call?: Call) => Promise<T>

/** Fetches something that is no JSON below `/api/v1`, and resolves when its first bytes can be read. */
export type FileTransport = (path: string) => Promise<ReadableStream<Uint8Array>>

export interface TransportOptions {
  readonly baseUrl: string
  /** Headers that prove who asks; read anew for every request. */
  readonly credentials: (method: Method) => Readonly<Record<string, string>>
  readonly fetch: typeof fetch
}

export function createTransport(options: TransportOptions): Transport {
  const root = rootOf(options)
  return async (method, path, call = {}) => {
    const response = await send(options, `${root}${path}`, requestOf(options, method, call))
    if (!response.ok) throw await refusalOf(response)
    if (response.status === 204) return undefined
    const answer = await answerOf(response)
    const version = response.headers.get('etag')
    return version === null ? answer : { ...answer, version }
  }
}

export function createFileTransport(options: TransportOptions): FileTransport {
  const root = rootOf(options)
  return async (path) => {
    const headers = { accept: '*/*', ...options.credentials('GET') }
    const response = await send(options, `${root}${path}`, { method: 'GET', headers })
    if (!response.ok) throw await refusalOf(response)
    return response.body ?? new ReadableStream({ start: (file) => file.close() })
  }
}

/** @throws TypeError for `localhost:8080`: that would look like a server that does not answer. Panels name no server at all. */
function rootOf({ baseUrl }: TransportOptions): string {
  if (/^(?!https?:)[a-z][\w+.-]*:/i.test(baseUrl))
    throw new TypeError('baseUrl: begins with http:// or https://')
  return `${baseUrl.replace(/\/+$/, '')}/api/v1`
}

function requestOf(options: TransportOptions, method: Method, call: Call): RequestInit {
  const headers: Record<string, string> = {
    accept: 'application/json',
    ...options.credentials(method),
    ...call.headers,
  }
  if (call.body === undefined) return { method, headers }
  return {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(call.body),
  }
}

async function send(options: TransportOptions, url: string, request: RequestInit): Promise<Response> {
  try {
    return await options.fetch(url, request)
  } catch (cause) {
    throw new KeywardError(NETWORK_PROBLEM, undefined, { cause })
  }
}

/** What comes in place of JSON is an answer of something in between, such as the page of a network to sign in to. */
async function answerOf(response: Response) {
  try {
    return JSON.parse(await response.text())
  } catch (cause) {
    const problem = cause instanceof SyntaxError ? unexpected(response) : NETWORK_PROBLEM
    throw new KeywardError(problem, undefined, { cause })
  }
}

async function refusalOf(response: Response): Promise<KeywardError> {
  const problem = await problemOf(response)
  return new KeywardError(problem, secondsOf(response.headers.get('retry-after')))
}

/** A proxy in between may answer with a page of its own: then the status alone has to do. */
async function problemOf(response: Response): Promise<Problem> {
  const fallback = unexpected(response)
  try {
    const body: Partial<Problem> | null = JSON.parse(await response.text())
    const isOurs = typeof body?.code === 'string' && body.status === response.status
    return isOurs ? { ...fallback, ...body } : fallback
  } catch {
    return fallback
  }
}

function unexpected({ status, statusText, headers }: Response): Problem {
  return {
    type: 'about:blank',
    title: statusText,
    status,
    detail: `The server answered ${status}.`,
    code: 'unexpected',
    requestId: headers.get('x-request-id') ?? '',
  }
}

function secondsOf(retryAfter: string | null): number | undefined {
  const seconds = Number(retryAfter ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined
}
