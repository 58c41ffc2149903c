import { canonicalEmailPath } from './email-paths.ts'

/**
 * Brings the spellings that clients use to one: doubled and trailing slashes, the prefix `/identity`, the names
 * that identity v1.0 goes by, and in v1.1 and v2.0 the suffixes `.json` and `.xml` and the encoded colon of an
 * extension's name; and everything that the e-mail API goes by.
 */
export function canonicalUrl(url: string): string {
  const { path, query } = splitUrl(url)
  return canonicalPath(path) + query
}

/** An address in two parts: the query begins with its sign, which it may hold again; empty where there is none. */
export function splitUrl(url: string): { readonly path: string; readonly query: string } {
  const queryAt = url.indexOf('?')
  return queryAt < 0 ? { path: url, query: '' } : { path: url.slice(0, queryAt), query: url.slice(queryAt) }
}

const V1_0_NAMES = new Set(['/auth/v1.0', '/auth/v1', '/v1'])

function canonicalPath(path: string): string {
  let canonical = path.includes('//') ? path.replace(/\/{2,}/g, '/') : path
  if (canonical.includes('%') && !isDecodable(canonical)) canonical = canonical.replaceAll('%', '%25')
  if (canonical.length > 1 && canonical.endsWith('/')) canonical = canonical.slice(0, -1)
  // OpenStack's own address: its clients ask there which versions there are.
  if (canonical === '/identity') return '/'
  const identity = /^\/identity(?=\/(?:v1\.0|v1\.1|v2\.0|v3|auth\/v1|v1$))/.exec(canonical)
  if (identity) canonical = canonical.slice('/identity'.length)
  if (V1_0_NAMES.has(canonical)) return '/v1.0'
  const email = canonicalEmailPath(canonical)
  if (email !== null) return email
  return IDENTITY_PATH.test(canonical)
    ? canonical.replace(/%3a/gi, ':').replace(/\.(?:json|xml)$/, '')
    : canonical
}

const IDENTITY_PATH = /^\/v(?:1\.1|2\.0)(?=[/.])/

/** The router cannot read other escapes. Taken as they stand they name nothing, in whichever dialect was meant. */
function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}
