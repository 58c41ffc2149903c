import type { RequestTemplate } from './request.ts'
import { filled, filledJson } from './template.ts'

/** A request with everything filled in. */
export interface Request {
  readonly method: string
  readonly url: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string | undefined
}

export interface Response {
  readonly status: number
  readonly statusText: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
  readonly milliseconds: number
}

/** @param values of the variables; those that are missing stay as `$NAME` */
export function filledRequest(template: RequestTemplate, values: Readonly<Record<string, string>>): Request {
  const { method, url, headers, body, isForm } = template
  return {
    method,
    url: filled(url, values),
    headers: headers.map(([name, value]) => [name, filled(value, values)] as const),
    body: body === undefined ? undefined : bodyText(filledJson(body, values), isForm),
  }
}

function bodyText(body: unknown, isForm: boolean): string {
  if (!isForm || body === null || typeof body !== 'object') return JSON.stringify(body)
  return new URLSearchParams(Object.entries(body)).toString()
}

/**
 * Sends it to the server that the page came from, whatever name programs call that by.
 * @param asSession with the panel's session instead of a credential; then its CSRF token
 * @throws TypeError when the server does not answer
 */
export async function send(
  { method, url, headers, body }: Request,
  asSession: { readonly csrfToken: string } | null,
): Promise<Response> {
  const { pathname, search } = new URL(url)
  const startedAt = performance.now()
  const answer = await fetch(pathname + search, {
    method,
    headers: [
      ...headers.map(([name, value]): [string, string] => [name, value]),
      ...(asSession && method !== 'GET'
        ? [['X-CSRF-Token', asSession.csrfToken] satisfies [string, string]]
        : []),
    ],
    ...(body !== undefined && { body }),
    credentials: asSession ? 'same-origin' : 'omit',
    cache: 'no-store',
    redirect: 'manual',
  })
  const text = await answer.text()
  return {
    status: answer.status,
    statusText: answer.statusText,
    headers: [...answer.headers],
    body: text,
    milliseconds: Math.round(performance.now() - startedAt),
  }
}

/** Exchanges a key for a token, which is what the identity APIs want. @throws Error when the key is refused */
export async function tokenFor(username: string, apiKey: string): Promise<string> {
  const answer = await fetch('/v1.0', {
    headers: { 'X-Auth-User': username, 'X-Auth-Key': apiKey },
    credentials: 'omit',
    cache: 'no-store',
  })
  const token = answer.headers.get('x-auth-token')
  if (token === null) throw new KeyRefused(answer.status)
  return token
}

/** The key that was typed in gave no token. */
export class KeyRefused extends Error {
  readonly status: number

  constructor(status: number) {
    super(`the key was refused with ${status}`)
    this.name = 'KeyRefused'
    this.status = status
  }
}
