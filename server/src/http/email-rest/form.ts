import { RequestError } from '../kit/request-error.ts'

/** One client posts some forty fields. */
const MAX_FIELDS = 200
/** Whatever fits a body. */
export const MAX_VALUE_LENGTH = 262_144

/**
 * Parses `application/x-www-form-urlencoded` as the clients of this API send it: `+` and `%20` are blanks, names count in
 * any letter case, and a name sent again adds to the list that the first began.
 * @returns values by name in lower case
 * @throws RequestError for what is not UTF-8, NUL, too many fields, too long values
 */
export function parseForm(body: Buffer): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  for (const part of body.toString('latin1').split('&')) {
    if (part === '') continue
    const [name, value] = splitPair(part)
    const key = name.toLowerCase()
    const before = fields.get(key)
    const joined = before === undefined ? value : `${before},${value}`
    if (joined.length > MAX_VALUE_LENGTH || (before === undefined && fields.size >= MAX_FIELDS))
      throw new RequestError('bad_request', 'The form is too large.')
    fields.set(key, joined)
  }
  return fields
}

function splitPair(part: string): readonly [name: string, value: string] {
  const equalsAt = part.indexOf('=')
  if (equalsAt < 0) return [decode(part), '']
  return [decode(part.slice(0, equalsAt)), decode(part.slice(equalsAt + 1))]
}

function decode(text: string): string {
  try {
    // Some clients leave characters beyond ASCII as they are: their bytes become escapes first.
    const ascii = text.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16)}`)
    const decoded = decodeURIComponent(ascii.replaceAll('+', ' '))
    if (!decoded.includes('\0')) return decoded
  } catch {
    // Said below in the same words.
  }
  throw new RequestError('bad_request', 'The form could not be read.')
}
