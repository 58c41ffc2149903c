import { countGoodCredential, goodCredentialFromMemory } from '../../domain/login/verify-credential.ts'
import type { HotRoute, HttpContext } from '../kit/context.ts'
import { clientBehind, peerAddress } from '../kit/origin.ts'
import { answerHeaders, identityOf, mayPass } from './answer.ts'
import { DIALECT, VERIFY_PATH } from './forward-auth.ts'

const BEARER = 'Bearer '
const MAX_RAW_HEADERS = 128

/**
 * Answers when the credential is good and memory alone can tell that it may pass. Everything else, every refusal
 * included, takes the ordinary way: `forward-auth.ts`.
 */
export function hotForwardAuth({ deps, trustedProxies }: HttpContext): HotRoute {
  return (request, response) => {
    if (request.url !== VERIFY_PATH) return false
    const protection = deps.known.peekProtection()
    const plain = protection && readPlain(request.rawHeaders)
    if (!plain) return false
    const { secret, mayBeKey, userAgent, forwardedFor } = plain
    const good = goodCredentialFromMemory(deps, secret, mayBeKey)
    if (!good) return false
    const identity = identityOf(good)
    // The ordinary way refuses, and counts the call itself.
    if (!mayPass(protection, plain, identity)) return false
    const address = clientBehind(peerAddress(request), forwardedFor, trustedProxies)
    const origin = { dialect: DIALECT, address, userAgent: userAgent ?? '', verifies: true } as const
    countGoodCredential(deps, good, origin)
    response.writeHead(204, answerHeaders(identity))
    response.end()
    return true
  }
}

/** What this route needs of a request. */
interface Plain {
  secret: string | undefined
  mayBeKey: boolean
  userAgent: string | undefined
  hasHost: boolean
  hasProto: boolean
  forwardedFor: string | undefined
  method: string | null
  host: string | null
  path: string | null
}

/** One credential, and no header in a spelling, number or form that wants thought; else null. */
function readPlain(rawHeaders: readonly string[]): (Plain & { readonly secret: string }) | null {
  if (rawHeaders.length > MAX_RAW_HEADERS) return null
  const plain: Plain = {
    secret: undefined,
    mayBeKey: true,
    userAgent: undefined,
    hasHost: false,
    hasProto: false,
    forwardedFor: undefined,
    method: null,
    host: null,
    path: null,
  }
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (!take(plain, rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '')) return null
  }
  return plain.hasHost && hasSecret(plain) ? plain : null
}

function hasSecret(plain: Plain): plain is Plain & { readonly secret: string } {
  return plain.secret !== undefined
}

function take(plain: Plain, name: string, value: string): boolean {
  switch (name) {
    case 'Authorization':
    case 'authorization':
      return value.startsWith(BEARER) && takeSecret(plain, value.slice(BEARER.length), true)
    case 'X-Auth-Token':
    case 'x-auth-token':
      return takeSecret(plain, value, false)
    case 'User-Agent':
    case 'user-agent':
      // As Node does it: of two the first one counts.
      plain.userAgent ??= value
      return true
    case 'Host':
    case 'host':
      if (plain.hasHost || !VISIBLE.test(value)) return false
      plain.hasHost = true
      return true
    case 'X-Forwarded-For':
    case 'x-forwarded-for':
      if (plain.forwardedFor !== undefined || !VISIBLE.test(value)) return false
      plain.forwardedFor = value
      return true
    case 'X-Forwarded-Proto':
    case 'x-forwarded-proto':
      if (plain.hasProto || !VISIBLE.test(value)) return false
      plain.hasProto = true
      return true
    case 'X-Forwarded-Method':
    case 'x-forwarded-method':
      if (plain.method !== null || !PLAIN_METHOD.test(value)) return false
      plain.method = value
      return true
    case 'X-Forwarded-Host':
    case 'x-forwarded-host':
      if (plain.host !== null || !PLAIN_HOST.test(value)) return false
      plain.host = value
      return true
    case 'X-Forwarded-Uri':
    case 'x-forwarded-uri':
      if (plain.path !== null || !PLAIN_URI.test(value)) return false
      plain.path = pathOf(value)
      return true
    default:
      return !WANTS_THOUGHT.test(name)
  }
}

function takeSecret(plain: Plain, secret: string, mayBeKey: boolean): boolean {
  if (plain.secret !== undefined) return false
  plain.secret = secret
  plain.mayBeKey = mayBeKey
  return true
}

const PLAIN_METHOD = /^[A-Z]{1,16}$/
/** One word or several with single dots between them; no port that goes without saying or begins with a nought. */
const PLAIN_HOST = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::(?!(?:80|443|0\d*)$)\d{1,5})?$/
const VISIBLE = /^[\t\x20-\x7e]*$/
/** No dot segments, no parameters, nothing encoded in the path, single slashes. */
const PLAIN_URI = /^\/(?:(?![/.])[A-Za-z0-9._~!$&'()*+,=:@-]+(?:\/|(?=\?|$)))*(?:\?[\x21-\x7e]*)?$/
/** Other spellings and names of what the ordinary way reads or refuses when it is there twice. */
const WANTS_THOUGHT =
  /^(?:authorization$|host$|user-agent$|cookie$|origin$|content-|transfer-encoding$|idempotency-key$|forwarded$|x-(?!real-ip$))/i

function pathOf(uri: string): string {
  const queryAt = uri.indexOf('?')
  return queryAt < 0 ? uri : uri.slice(0, queryAt)
}
