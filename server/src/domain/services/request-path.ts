/** Dots before a semicolon are a step up for servers that take what follows it for a parameter. */
const TWO_MEANINGS = /(?:^|\/)\.{1,2}(?:[/;]|$)|[\p{Cc}\\]|%[0-9a-f]{2}/iu

/**
 * The path of a request as rules look at it: decoded once, without query, single slashes.
 * @param uri from the host on, as a client sends it
 * @returns null when a service could take it for another path than Keyward does
 */
export function requestPath(uri: string): string | null {
  const [raw = ''] = uri.split(/[?#]/, 1)
  const path = decoded(raw)?.replace(/\/{2,}/g, '/') ?? null
  return path === null || !path.startsWith('/') || TWO_MEANINGS.test(path) || /%2f/i.test(raw) ? null : path
}

/** Some servers route `/api;x/v1` like `/api/v1`, others do not. */
export function hasParameters(path: string | null): boolean {
  return path?.includes(';') ?? false
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path)
  } catch {
    return null
  }
}
