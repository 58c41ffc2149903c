import type { ServerResponse } from 'node:http'
import type { Deps } from '../../domain/deps.ts'
import { countGoodCredential, goodCredentialFromMemory } from '../../domain/login/verify-credential.ts'
import type { HotRoute, HttpContext } from '../kit/context.ts'
import { peerAddress } from '../kit/origin.ts'
import { verificationOf, verificationText } from './wire.ts'

const VERIFY_PATH = '/api/v1/verify'
const BEARER = 'Bearer '

/**
 * Answers `GET /api/v1/verify` when the credential is good and memory alone can tell. Everything else, every refusal
 * included, takes the ordinary way: `verify.ts`.
 */
export function hotVerify(context: HttpContext): HotRoute {
  return (request, response) => {
    if (request.url !== VERIFY_PATH || request.method !== 'GET') return false
    const presented = readPlain(request.rawHeaders)
    if (presented === null) return false
    const body = verificationFromMemory(context.deps, presented, peerAddress(request))
    if (body === null) return false
    respond(response, body)
    return true
  }
}

interface Presented {
  readonly credential: string
  readonly userAgent: string
}

/**
 * The bearer credential of a request that has one, once, and no other; else null. Reads the raw headers: the object
 * that Node would make of them costs more than everything else here.
 */
function readPlain(rawHeaders: readonly string[]): Presented | null {
  if (rawHeaders.length > MAX_RAW_HEADERS) return null
  let credential: string | null = null
  let userAgent: string | undefined
  let hosts = 0
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const value = rawHeaders[at + 1] ?? ''
    // In the two spellings that clients use: any other header makes the request take the ordinary way.
    switch (rawHeaders[at]) {
      case 'Host':
      case 'host':
        if (++hosts > 1) return null
        break
      case 'Authorization':
      case 'authorization':
        if (credential !== null || !value.startsWith(BEARER)) return null
        credential = value.slice(BEARER.length)
        break
      case 'User-Agent':
      case 'user-agent':
        // As Node does it: of two the first one counts.
        userAgent ??= value
        break
      case 'Accept':
      case 'accept':
        if (value !== '*/*' && value !== 'application/json') return null
        break
      case 'Connection':
      case 'connection':
      case 'Accept-Encoding':
      case 'accept-encoding':
      case 'Accept-Language':
      case 'accept-language':
      // Node's own `fetch` sends it.
      case 'sec-fetch-mode':
        break
      default:
        return null
    }
  }
  return credential === null || hosts === 0 ? null : { credential, userAgent: userAgent ?? '' }
}

const MAX_RAW_HEADERS = 64

/** A request with a forwarded address is none of this route's, so the peer is the client. */
function verificationFromMemory(
  deps: Deps,
  { credential, userAgent }: Presented,
  address: string,
): string | null {
  const good = goodCredentialFromMemory(deps, credential, true)
  if (!good) return null
  countGoodCredential(deps, good, { dialect: 'native', address, userAgent, verifies: true })
  return verificationText(verificationOf(good))
}

/** Without a request id: no line of the log would have it. */
function respond(response: ServerResponse, body: string): void {
  const bytes = Buffer.byteLength(body)
  response.writeHead(200, [
    'Content-Type',
    'application/json; charset=utf-8',
    'Content-Length',
    String(bytes),
    'Cache-Control',
    'no-store',
  ])
  // A text of ASCII alone is cheaper to write as what it is.
  response.end(body, bytes === body.length ? 'latin1' : 'utf8')
}
