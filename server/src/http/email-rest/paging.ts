import { RequestError } from '../kit/request-error.ts'

/** What an index asks for. */
export interface IndexQuery {
  readonly size: number
  readonly offset: number
  /** Rows that begin with this or contain it, in any case; null for all. */
  readonly search: IndexSearch | null
}

export interface IndexSearch {
  readonly kind: 'startsWith' | 'contains' | 'startsWithDigit'
  /** In lower case. */
  readonly text: string
}

const DEFAULT_SIZE = 50
const MAX_SIZE = 250
const MAX_OFFSET = 1_000_000_000
/** Reserved for what begins with a digit. */
const DIGITS = '0-9'

/** The parameters of a query by name in lower case; of one that came several times the first. @throws RequestError for NUL */
export function parametersOf(query: unknown): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>()
  if (typeof query !== 'object' || query === null) return parameters
  for (const [name, value] of Object.entries(query)) {
    const first: unknown = Array.isArray(value) ? value[0] : value
    const key = name.toLowerCase()
    if (typeof first !== 'string' || parameters.has(key)) continue
    // SQLite ends a pattern there and finds everything, PostgreSQL stores no such text.
    if (first.includes('\0')) throw new RequestError('bad_request', `${name} holds a NUL character.`, name)
    parameters.set(key, first)
  }
  return parameters
}

/** @throws RequestError for what is no number, and for both kinds of search at once */
export function readIndexQuery(parameters: ReadonlyMap<string, string>): IndexQuery {
  const size = wholeIn(parameters, parameters.has('size') ? 'size' : 'limit') || DEFAULT_SIZE
  const offset = wholeIn(parameters, 'offset')
  return {
    size: Math.min(size, MAX_SIZE),
    offset: Math.min(offset, MAX_OFFSET),
    search: searchIn(parameters.get('startswith') ?? '', parameters.get('contains') ?? ''),
  }
}

function wholeIn(parameters: ReadonlyMap<string, string>, name: string): number {
  const text = parameters.get(name) ?? ''
  if (text === '') return 0
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new RequestError('bad_request', `${name} must be a whole number.`, name)
}

function searchIn(startsWith: string, contains: string): IndexSearch | null {
  if (startsWith !== '' && contains !== '')
    throw new RequestError('bad_request', 'startswith and contains cannot be used together.')
  if (startsWith === DIGITS) return { kind: 'startsWithDigit', text: '' }
  if (startsWith !== '') return { kind: 'startsWith', text: startsWith.toLowerCase() }
  return contains === '' ? null : { kind: 'contains', text: contains.toLowerCase() }
}
