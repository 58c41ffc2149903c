import { requestPath } from '../../domain/services/request-path.ts'
import { RequestError } from '../kit/request-error.ts'

/** The request that a proxy asks about. It can only narrow what a credential is good for, so anybody may state it. */
export interface OriginalRequest {
  readonly method: string | null
  /** Lower case, with the port that was named. */
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
 * Whatever says something about the request must say the same: what a client sends and what its proxy sets arrive in
 * headers of different names, and nobody could tell which of them to believe.
 * @param own the request itself; when its `path`, what follows `/auth/verify`, is not empty, it is the original one
 * with another beginning, as Envoy sends it
 * @throws RequestError when two sources contradict each other, or one could mean two things
 */
export function originalRequest(
  header: HeaderLookUp,
  own: { readonly method: string; readonly host: string | undefined; readonly path: string },
): OriginalRequest {
  const isOwn = own.path !== ''
  const uris = [...URI.map(header), isOwn ? own.path : undefined].filter(isThere).map(splitUri)
  const hosts = [...HOST.map(header), isOwn ? own.host : undefined, ...uris.map(({ authority }) => authority)]
  const methods = [...METHOD.map(header), isOwn ? own.method : undefined]
  return {
    method: only(methods.filter(isThere).map((method) => method.toUpperCase())),
    host: only(hosts.filter(isThere).map(hostOf)),
    path: only(uris.map(({ path }) => pathOf(path))),
  }
}

function isThere<T>(value: T | undefined): value is T {
  return value !== undefined
}

function only(said: readonly string[]): string | null {
  const [value = null, ...others] = new Set(said)
  if (others.length > 0) throw ambiguous()
  return value
}

/** `X-Original-URL` is a whole address, the others begin with the path. */
function splitUri(uri: string): { authority: string | undefined; path: string } {
  const [, authority, path] = /^https?:\/\/([^/?#]*)(.*)$/is.exec(uri) ?? []
  return authority === undefined ? { authority: undefined, path: uri } : { authority, path: path || '/' }
}

/** A name or an address, and a port. Not a list of them: the first and the last are both somebody's word. */
const HOST_AND_PORT = /^((?:[a-z0-9_-]+\.)*[a-z0-9_-]+|\[[0-9a-f:.]+\])\.?(?::(\d*))?$/

/** In one spelling: lower case, no dot at the end, no port that goes without saying. */
function hostOf(text: string): string {
  const [, name, port = ''] = HOST_AND_PORT.exec(text.toLowerCase()) ?? []
  if (name === undefined) throw ambiguous()
  return port === '' || port === '80' || port === '443' ? name : `${name}:${Number(port)}`
}

function pathOf(uri: string): string {
  const path = requestPath(uri)
  if (path === null) throw ambiguous()
  return path
}

function ambiguous(): RequestError {
  return new RequestError('bad_request', 'The request that is asked about could be one of several.')
}
