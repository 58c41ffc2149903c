/** Headers that have no say in who asks or in what form. */
const IDLE = ['connection', 'accept-encoding', 'accept-language', 'x-real-ip', 'via']
/** Headers that may be there once. */
const ONCE = [
  ...['host', 'user-agent', 'content-length', 'content-type', 'accept', 'x-auth-token'],
  'x-api-signature',
  ...['x-forwarded-for', 'x-forwarded-proto'],
]
const MAX_RAW_HEADERS = 64
const VISIBLE = /^[\x20-\x7e]*$/

export type PlainHeaders = ReadonlyMap<string, string>

/** By the spellings that clients use: the name in lower case, empty for those that are idle. */
const NAMES = new Map([...IDLE, ...ONCE].flatMap((name) => spellings(name, IDLE.includes(name) ? '' : name)))

function spellings(name: string, meaning: string): readonly [string, string][] {
  const title = name.replaceAll(/(?:^|-)[a-z]/g, (start) => start.toUpperCase())
  return [name, title].map((spelling) => [spelling, meaning])
}

/**
 * The headers of a request that has a `Host` and none but the plainest others, by their names in lower case; null for any
 * other request, also when one of them is there twice: such a request takes the ordinary way.
 */
export function plainHeaders(rawHeaders: readonly string[]): PlainHeaders | null {
  if (rawHeaders.length > MAX_RAW_HEADERS) return null
  const found = new Map<string, string>()
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const spelling = rawHeaders[at] ?? ''
    const name = NAMES.get(spelling) ?? NAMES.get(spelling.toLowerCase())
    if (name === '') continue
    const value = rawHeaders[at + 1] ?? ''
    if (name === undefined || found.has(name) || !VISIBLE.test(value)) return null
    found.set(name, value)
  }
  return found.has('host') ? found : null
}

/** Whether an `Accept` header is one that needs no thought. */
export function acceptsAnything(accept: string | undefined): boolean {
  return accept === undefined || accept === '*/*' || accept === 'application/json'
}
