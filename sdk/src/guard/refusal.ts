/** An answer that is ready to be sent. The body is `application/problem+json` (RFC 9457). */
export interface Refusal {
  readonly status: 401 | 403 | 429 | 503
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const TITLES = {
  401: ['Unauthorized', 'unauthorized'],
  403: ['Forbidden', 'forbidden'],
  429: ['Too many requests', 'throttled'],
  503: ['Service unavailable', 'unavailable'],
} as const

/** @param detail for the person who reads the answer; it must not repeat anything that the request held */
export function refusal(
  status: Refusal['status'],
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): Refusal {
  const [title, code] = TITLES[status]
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(status === 401 && { 'www-authenticate': 'Bearer realm="keyward"' }),
      ...headers,
    },
    body: JSON.stringify({ type: 'about:blank', title, status, detail, code }),
  }
}
