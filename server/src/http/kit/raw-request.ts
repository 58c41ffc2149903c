import type { IncomingMessage } from 'node:http'
import { canonicalEmailPath } from './email-paths.ts'
import { splitUrl } from './paths.ts'
import { RequestError } from './request-error.ts'

export const MAX_HEADERS = 100
const MAX_URL_LENGTH = 4_096

/** Headers that decide who somebody is. Node lets the first win or joins them; two of them are never right. */
const SINGLE = new Set([
  'authorization',
  'host',
  'content-type',
  'content-length',
  'cookie',
  'idempotency-key',
  'origin',
  'x-csrf-token',
  'x-sessionid',
  'x-subject-token',
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-method',
  'x-forwarded-proto',
  'x-forwarded-uri',
  'x-original-host',
  'x-original-method',
  'x-original-uri',
  'x-original-url',
])
/** A signature is no signature when there are two: its dialect says so as of any that is not good. */
const SINGLE_PREFIX = /^x-(?:auth|api(?!-signature$)|storage)-/

const PRINTABLE = /^[\t\x20-\x7e]*$/
/** These hold user names, whose letters clients send as UTF-8. */
const NAMES = new Set(['x-auth-user', 'x-storage-user'])
const NO_CONTROLS = /^[\t\x20-\x7e\x80-\xff]*$/

/**
 * Refuses what Node's parser lets through but no honest client sends.
 * @throws RequestError
 */
export function checkRawRequest(rawHeaders: readonly string[], url: string): void {
  if (rawHeaders.length > MAX_HEADERS * 2) throw new RequestError('headers_too_large', 'Too many headers.')
  checkTarget(url)
  const seen = new Set<string>()
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? '').toLowerCase()
    const value = rawHeaders[at + 1] ?? ''
    if (name === 'transfer-encoding') checkCoding(value)
    if (!isSingle(name)) continue
    if (seen.has(name)) throw new RequestError('bad_request', `The header ${name} was sent twice.`)
    seen.add(name)
    if (!(NAMES.has(name) ? NO_CONTROLS : PRINTABLE).test(value)) {
      throw new RequestError('bad_request', `The header ${name} has a character that is not allowed.`)
    }
  }
}

/** Asked here and not of Node, which would answer by itself in no dialect's form. @throws RequestError */
export function requireHost({ httpVersion, headers }: IncomingMessage): void {
  if (httpVersion !== '1.0' && headers.host === undefined) {
    throw new RequestError('bad_request', 'The header host is missing.')
  }
}

function isSingle(name: string): boolean {
  return SINGLE.has(name) || SINGLE_PREFIX.test(name)
}

/** Node's parser finds out only when the request was handed on already: a GET would have been done. */
function checkCoding(value: string): void {
  if (value.trim().toLowerCase() === 'chunked') return
  throw new RequestError('bad_request', 'Of transfer codings only chunked is known.')
}

function checkTarget(url: string): void {
  if (url.length > MAX_URL_LENGTH) throw new RequestError('bad_request', 'The address is too long.')
  if (!url.startsWith('/')) throw new RequestError('bad_request', 'Send the path only, not a full address.')
  const { path } = splitUrl(url)
  if (/(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i.test(path))
    throw new RequestError('bad_request', 'The path is malformed.')
  // Asks for the signature before it tells anything of an address, and then has nothing there.
  if (!isReadable(path) && canonicalEmailPath(path.replace(/^\/+/, '/')) === null)
    throw new RequestError('bad_request', 'The path is malformed.')
}

/** Whether every escape of a path can be read, and none is NUL. */
export function isReadable(path: string): boolean {
  if (/%00/i.test(path)) return false
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}
