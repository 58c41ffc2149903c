/**
 * Brings the spellings that clients use to one: doubled and trailing slashes, the prefix `/identity`, and the
 * names that identity v1.0 goes by. `.json` and `.xml` stay: the dialect reads them.
 */
export function canonicalUrl(url: string): string {
  const queryAt = url.indexOf('?')
  const path = queryAt < 0 ? url : url.slice(0, queryAt)
  const query = queryAt < 0 ? '' : url.slice(queryAt)
  return canonicalPath(path) + query
}

const V1_0_NAMES = new Set(['/auth/v1.0', '/auth/v1', '/v1'])

function canonicalPath(path: string): string {
  let canonical = path.includes('//') ? path.replace(/\/{2,}/g, '/') : path
  if (canonical.length > 1 && canonical.endsWith('/')) canonical = canonical.slice(0, -1)
  const identity = /^\/identity(?=\/(?:v1\.0|v1\.1|v2\.0|v3|auth\/v1|v1$))/.exec(canonical)
  if (identity) canonical = canonical.slice('/identity'.length)
  return V1_0_NAMES.has(canonical) ? '/v1.0' : canonical
}
