import { isUtf8 } from 'node:buffer'
import { RequestError } from './request-error.ts'

const MAX_DEPTH = 32
const MAX_MEMBERS = 1_000
const MAX_STRING_LENGTH = 8_192

/**
 * Parses a JSON body within fixed limits.
 * @param maxStringLength for routes that take a whole file as a text
 * @throws RequestError for invalid UTF-8, broken JSON, too deep nesting, repeated names, too long strings
 */
export function parseJsonBody(body: Buffer, maxStringLength = MAX_STRING_LENGTH): unknown {
  const text = decode(body)
  const names = countNames(text)
  const value = parse(text)
  // `JSON.parse` keeps the last of two equal names; which one was meant cannot be told.
  if (countMembers(value, maxStringLength) !== names) {
    throw new RequestError('bad_request', 'A member of the body is given twice.')
  }
  return value
}

function decode(body: Buffer): string {
  if (!isUtf8(body)) throw new RequestError('bad_request', 'The body is not UTF-8.')
  const text = body.toString('utf8')
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text
}

const BYTE_ORDER_MARK = '\ufeff'

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new RequestError('bad_request', 'The body is not valid JSON.')
  }
}

/**
 * The members in the text: colons outside strings. Scans before parsing: a million open brackets would block `JSON.parse`
 * for half a second.
 */
function countNames(text: string): number {
  let count = 0
  let depth = 0
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (inString) {
      if (code === BACKSLASH) at++
      else if (code === QUOTE) inString = false
    } else if (code === QUOTE) inString = true
    else if (code === COLON) count++
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (++depth > MAX_DEPTH) throw new RequestError('bad_request', 'The body is nested too deeply.')
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth--
  }
  return count
}

const QUOTE = 0x22
const COLON = 0x3a
const BACKSLASH = 0x5c
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d

function countMembers(value: unknown, maxStringLength: number): number {
  if (typeof value === 'string') checkString(value, maxStringLength)
  if (typeof value !== 'object' || value === null) return 0
  const isArray = Array.isArray(value)
  const parts: readonly unknown[] = isArray ? value : Object.values(value)
  if (parts.length > MAX_MEMBERS) throw new RequestError('bad_request', 'The body has too many members.')
  let count = isArray ? 0 : parts.length
  for (const part of parts) count += countMembers(part, maxStringLength)
  return count
}

function checkString(text: string, maxLength: number): void {
  if (text.length > maxLength) throw new RequestError('bad_request', 'A text in the body is too long.')
  if (text.includes('\0')) throw new RequestError('bad_request', 'The body holds a NUL character.')
  if (!text.isWellFormed()) throw new RequestError('bad_request', 'The body is not valid Unicode.')
}
