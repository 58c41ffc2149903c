/** Versions differ in nothing that is served here, and one client sends none. */
const EMAIL_PATH = /^(?:\/v[012](?=\/.)|(?=\/customers(?:\/|$)))/i
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

function lowerCased(path: string): string {
  const segments = path.split('/')
  return segments
    .map((segment, at) => (segments[at - 1]?.toLowerCase() === AS_WRITTEN ? segment : segment.toLowerCase()))
    .join('/')
}
