/** What stands in the place of a secret. */
export const CUT = '••••••'

const SECRET_HEADERS = ['x-auth-token', 'x-subject-token', 'x-storage-token', 'x-auth-key', 'authorization']
const SECRET_MEMBERS =
  /^(?:apiKey|key|secret|secretKey|password|original_password|OS-KSADM:password|csrfToken)$/

export function cutHeader(name: string, value: string): string {
  return SECRET_HEADERS.includes(name.toLowerCase()) ? CUT : value
}

/** The body with its secrets cut out; text that is no JSON is left as it is. */
export function cutBody(text: string): string {
  const value = parsed(text)
  return value === undefined ? text : JSON.stringify(cut(value, ''), null, 2)
}

/** In lines, for reading. */
export function prettyBody(text: string): string {
  const value = parsed(text)
  return value === undefined ? text : JSON.stringify(value, null, 2)
}

/** The id of a token is the token. */
function cut(value: unknown, within: string): unknown {
  if (Array.isArray(value)) return value.map((item) => cut(item, within))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const isToken = within === 'token' && name === 'id'
      const isSecret = typeof member === 'string' && (isToken || SECRET_MEMBERS.test(name))
      return [name, isSecret ? CUT : cut(member, name)]
    }),
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
