import { RequestError } from '../kit/request-error.ts'

/** The request that a proxy asks about. It can only narrow what a credential is good for, so anybody may state it. */
export interface OriginalRequest {
  readonly method: string | null
  /** Lower case, without a port that goes without saying. */
  readonly host: string | null
  /** Decoded once, without query, no dot segments, single slashes. */
  readonly path: string | null
}

export type HeaderLookUp = (name: string) => string | undefined

/** nginx and Caddy, Traefik: `X-Forwarded-…`; ingress-nginx and hand-written nginx: `X-Original-…`. */
const METHOD = ['x-forwarded-method', 'x-original-method']
const HOST = ['x-forwarded-host', 'x-original-host']
const URI = ['x-forwarded-uri', 'x-original-uri', 'x-original-url']

/**
 * @param ownPath what follows `/auth/verify`: Envoy puts the original path there, with method and `Host` as they were
 * @throws RequestError when two headers contradict each other, or a path could mean two things
 */
export function originalRequest(
  header: HeaderLookUp,
  own: { readonly method: string; readonly host: string | undefined; readonly path: string },
): OriginalRequest {
  const uri = only(header, URI)
  const method = only(header, METHOD)?.toUpperCase()
  const host = only(header, HOST)
  if (uri === undefined && own.path !== '') {
    return { method: method ?? own.method, host: hostOf(host ?? own.host), path: pathOf(own.path) }
  }
  const { authority, path } = splitUri(uri)
  return { method: method ?? null, host: hostOf(host ?? authority), path: pathOf(path) }
}

function only(header: HeaderLookUp, names: readonly string[]): string | undefined {
  const values = new Set(names.map(header).filter((value) => value !== undefined))
  if (values.size > 1) throw ambiguous()
  return [...values][0]
}

/** `X-Original-URL` is a whole address, the others begin with the path. */
function splitUri(uri: string | undefined): { authority: string | undefined; path: string | undefined } {
  const [, authority, path] = /^https?:\/\/([^/?#]*)(.*)$/is.exec(uri ?? '') ?? []
  return authority === undefined ? { authority: undefined, path: uri } : { authority, path: path || '/' }
}

function hostOf(host: string | undefined): string | null {
  return host?.toLowerCase().replace(/:(?:80|443)$/, '') ?? null
}

function pathOf(uri: string | undefined): string | null {
  if (uri === undefined) return null
  const [raw = ''] = uri.split(/[?#]/, 1)
  const path = decoded(raw).replace(/\/{2,}/g, '/')
  const hasTwoMeanings = /(?:^|\/)\.{1,2}(?:\/|$)|[\p{Cc}\\]|%[0-9a-f]{2}/iu.test(path) || /%2f/i.test(raw)
  if (!path.startsWith('/') || hasTwoMeanings) throw ambiguous()
  return path
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    throw ambiguous()
  }
}

function ambiguous(): RequestError {
  return new RequestError('bad_request', 'The address of the original request could mean two things.')
}
