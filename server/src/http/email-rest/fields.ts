import { parseJsonBody } from '../kit/json-body.ts'
import { RequestError } from '../kit/request-error.ts'
import { MAX_VALUE_LENGTH, parseForm } from './form.ts'

/** The members of a body, by name in lower case; a list is one text with commas. */
export class Fields {
  readonly #values: ReadonlyMap<string, string | null>

  /** @param values null for a member of a form that no field has, such as an object */
  constructor(values: ReadonlyMap<string, string | null>) {
    this.#values = values
  }

  /** Undefined when it was not sent; empty when it is to be cleared. @throws RequestError */
  text(name: string): string | undefined {
    const value = this.#values.get(name.toLowerCase())
    if (value === null) throw new RequestError('bad_request', `Field ${name} is malformed.`, name)
    return value
  }

  /** @throws RequestError when it was not sent or is empty */
  required(name: string): string {
    const value = this.text(name)
    if (value === undefined || value === '')
      throw new RequestError('bad_request', `Missing required field: ${name}`, name)
    return value
  }

  /** `true false True False TRUE FALSE 1 0`; undefined when it was not sent or is empty. @throws RequestError */
  flag(name: string): boolean | undefined {
    const value = this.text(name)?.toLowerCase()
    if (value === undefined || value === '') return undefined
    if (value === 'true' || value === '1') return true
    if (value === 'false' || value === '0') return false
    throw new RequestError('bad_request', `Field ${name} must be true or false.`, name)
  }

  /** A whole number that is not negative; undefined when it was not sent or is empty. @throws RequestError */
  whole(name: string): number | undefined {
    const value = this.text(name)
    if (value === undefined || value === '') return undefined
    if (/^\d{1,9}$/.test(value)) return Number(value)
    throw new RequestError('bad_request', `Field ${name} must be a whole number.`, name)
  }

  /** Separated by commas, blanks around them; undefined when it was not sent. @throws RequestError */
  list(name: string): readonly string[] | undefined {
    const value = this.text(name)
    return value
      ?.split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '')
  }
}

export const NO_FIELDS = new Fields(new Map())

/**
 * Reads a body as what its type says; no body is no fields, whatever its type.
 * @throws RequestError
 */
export function readFields(type: string | undefined, body: Buffer): Fields {
  if (body.length === 0) return NO_FIELDS
  const [essence = ''] = (type ?? '').split(';', 1)
  switch (essence.trim().toLowerCase()) {
    case 'application/json':
      return ofJson(parseJsonBody(body, MAX_VALUE_LENGTH))
    case 'application/x-www-form-urlencoded':
    case '':
      return new Fields(parseForm(body))
    default:
      throw new RequestError(
        'unsupported_media_type',
        'Send the body as application/x-www-form-urlencoded or application/json.',
      )
  }
}

function ofJson(value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new RequestError('bad_request', 'The body must be a JSON object.')
  const fields = new Map<string, string | null>()
  for (const [name, member] of Object.entries(value)) {
    const key = name.toLowerCase()
    if (fields.has(key)) throw new RequestError('bad_request', 'A member of the body is given twice.')
    fields.set(key, textOf(member))
  }
  return new Fields(fields)
}

function textOf(value: unknown): string | null {
  if (value === null) return ''
  if (Array.isArray(value)) {
    const texts = value.map((part: unknown) => (typeof part === 'object' ? null : textOf(part)))
    return texts.includes(null) ? null : texts.join(',')
  }
  return typeof value === 'object' ? null : String(value)
}

/** Members, each of which may not have been sent. */
type Given<Members> = { readonly [name in keyof Members]: Members[name] | undefined }

/** What was not sent is not there: it stays as it is. */
export function given<Members extends object>(members: Given<Members>): Partial<Members> {
  const sent: Given<Partial<Members>> = { ...members }
  for (const name in sent) if (sent[name] === undefined) delete sent[name]
  return sent
}
