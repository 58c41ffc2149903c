/** Headers that have no say in who asks or in what form. */
const IDLE = new Set(['connection', 'accept-encoding', 'accept-language', 'x-real-ip', 'via'])
/** Headers that may be there once, besides those a route asks for. */
const ONCE = ['host', 'user-agent', 'content-length', 'accept', 'x-forwarded-for', 'x-forwarded-proto']
const MAX_RAW_HEADERS = 64
const VISIBLE = /^[\x20-\x7e]*$/

/**
 * The values of some headers of a request that has a `Host` and no others to speak of; null for any other request,
 * also when one of them is there twice: such a request takes the ordinary way.
 * @param names in lower case
 */
export function plainHeaders(
  rawHeaders: readonly string[],
  names: readonly string[],
): ReadonlyMap<string, string> | null {
  if (rawHeaders.length > MAX_RAW_HEADERS) return null
  const found = new Map<string, string>()
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? '').toLowerCase()
    if (IDLE.has(name)) continue
    const value = rawHeaders[at + 1] ?? ''
    const isWanted = ONCE.includes(name) || names.includes(name)
    if (!isWanted || found.has(name) || !VISIBLE.test(value)) return null
    found.set(name, value)
  }
  return found.has('host') ? found : null
}

/** Whether an `Accept` header is one that needs no thought. */
export function acceptsAnything(accept: string | undefined): boolean {
  return accept === undefined || accept === '*/*' || accept === 'application/json'
}
