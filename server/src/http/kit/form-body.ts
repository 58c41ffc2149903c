import { RequestError } from './request-error.ts'

/** The fields of a posted form; a name that was not sent reads as the empty text. */
export interface Form {
  get(name: string): string
}

const MAX_FIELDS = 20
const MAX_FIELD_LENGTH = 8_192

/**
 * Parses `application/x-www-form-urlencoded`, within fixed limits.
 * @param maxFieldLength of one value, as it was sent
 * @throws RequestError for invalid UTF-8, NUL, repeated names, too many or too long fields
 */
export function parseFormBody(body: Buffer, maxFieldLength = MAX_FIELD_LENGTH): Form {
  const fields = new Map<string, string>()
  const text = body.toString('latin1')
  for (const part of text === '' ? [] : text.split('&')) {
    const [name, value] = splitPair(part)
    if (fields.has(name)) throw new RequestError('bad_request', 'A field of the form was sent twice.')
    if (value.length > maxFieldLength || fields.size >= MAX_FIELDS) {
      throw new RequestError('bad_request', 'The form is too large.')
    }
    fields.set(name, value)
  }
  return { get: (name) => fields.get(name) ?? '' }
}

function splitPair(part: string): readonly [name: string, value: string] {
  const equalsAt = part.indexOf('=')
  return equalsAt < 0
    ? [decode(part), '']
    : [decode(part.slice(0, equalsAt)), decode(part.slice(equalsAt + 1))]
}

function decode(text: string): string {
  try {
    const decoded = decodeURIComponent(text.replaceAll('+', ' '))
    if (!decoded.includes('\0') && /^[\x20-\x7e]*$/.test(text)) return decoded
  } catch {
    // Said below in the same words.
  }
  throw new RequestError('bad_request', 'The form could not be read.')
}
