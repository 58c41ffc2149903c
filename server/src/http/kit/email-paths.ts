/**
 * Versions differ in nothing that is served here but one: a client asks for administrators by v3, which is otherwise
 * identity. One client sends no version.
 */
const EMAIL_PATH = /^(?:\/v[012](?=\/.)|\/v3(?=\/customers\/[^/]+\/admins(?:\/|$))|(?=\/customers(?:\/|$)))/i
const V3 = /^\/+v3\//i
const CUSTOMERS = /^\/customers(?:\/|$)/i
/** What follows keeps its letter case: a user name is told back as it was first written. */
const AS_WRITTEN = 'admins'

/**
 * The one spelling of an address of the e-mail API, `/v1/customers/…`: any version or none, the own customer where none
 * is named, and words in lower case, as names of domains and mailboxes are. Null for an address of something else.
 */
export function canonicalEmailPath(path: string): string | null {
  const version = EMAIL_PATH.exec(path)
  if (!version) return null
  const rest = path.slice(version[0].length)
  const named = CUSTOMERS.test(rest) ? rest : `/customers/me${rest}`
  return `/v1${/[A-Z]/.test(named) ? lowerCased(named) : named}`
}

/** Whether the address, as it came, is of the version whose answers have another shape. */
export function isVersion3(url: string): boolean {
  return V3.test(url)
}

function lowerCased(path: string): string {
  const segments = path.split('/')
  return segments
    .map((segment, at) => (segments[at - 1]?.toLowerCase() === AS_WRITTEN ? segment : segment.toLowerCase()))
    .join('/')
}
