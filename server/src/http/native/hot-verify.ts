import type { ServerResponse } from 'node:http'
import type { Origin } from '../../domain/callers/caller.ts'
import type { Deps } from '../../domain/deps.ts'
import { looksLikeAccountKey } from '../../domain/keys/key.ts'
import { judgeKeyFromMemory } from '../../domain/login/verify-key.ts'
import { countTokenUse } from '../../domain/tokens/authenticate-token.ts'
import { checkTokenFromMemory } from '../../domain/tokens/check-token.ts'
import type { HotRoute, HttpContext } from '../kit/context.ts'
import { peerAddress } from '../kit/origin.ts'
import { verificationOfKey, verificationOfToken, verificationText } from './wire.ts'

const VERIFY_PATH = '/api/v1/verify'
const BEARER = 'Bearer '

/**
 * Answers `GET /api/v1/verify` when the credential is good and memory alone can tell. Everything else, every refusal
 * included, takes the ordinary way: `verify.ts`.
 */
export function hotVerify(context: HttpContext, nextRequestId: () => string): HotRoute {
  return (request, response) => {
    if (request.url !== VERIFY_PATH || request.method !== 'GET') return false
    const presented = readPlain(request.rawHeaders)
    if (presented === null) return false
    const body = verificationFromMemory(context.deps, presented, peerAddress(request))
    if (body === null) return false
    respond(response, body, nextRequestId())
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
  let userAgent = ''
  let hosts = 0
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const value = rawHeaders[at + 1] ?? ''
    switch (kindOf(rawHeaders[at] ?? '')) {
      case 'idle':
        break
      case 'user-agent':
        userAgent = value
        break
      case 'host':
        if (++hosts > 1) return null
        break
      case 'accept':
        if (!JSON_WANTED.has(value)) return null
        break
      case 'authorization':
        if (credential !== null || !value.startsWith(BEARER)) return null
        credential = value.slice(BEARER.length)
        break
      default:
        return null
    }
  }
  return credential === null ? null : { credential, userAgent }
}

const MAX_RAW_HEADERS = 64
type HeaderKind = 'idle' | 'user-agent' | 'host' | 'accept' | 'authorization'

/** Headers that this route knows; any other makes the request take the ordinary way. */
const KINDS: readonly (readonly [name: string, kind: HeaderKind])[] = [
  ['Host', 'host'],
  ['Authorization', 'authorization'],
  ['Accept', 'accept'],
  ['User-Agent', 'user-agent'],
  ['Connection', 'idle'],
  ['Accept-Encoding', 'idle'],
  ['Accept-Language', 'idle'],
  // Node's own `fetch` sends it.
  ['Sec-Fetch-Mode', 'idle'],
]
/** In the two spellings that clients use: a third is looked up once more. */
const KIND_OF = new Map(
  KINDS.flatMap(([name, kind]) => [[name, kind] as const, [name.toLowerCase(), kind] as const]),
)

function kindOf(name: string): HeaderKind | undefined {
  return KIND_OF.get(name) ?? KIND_OF.get(name.toLowerCase())
}

/** What nearly all programs accept. The ordinary way weighs other texts. */
const JSON_WANTED = new Set(['*/*', 'application/json'])

/** A request with a forwarded address is none of this route's, so the peer is the client. */
function verificationFromMemory(
  deps: Deps,
  { credential, userAgent }: Presented,
  address: string,
): string | null {
  const origin: Origin = { dialect: 'native', address, userAgent }
  if (looksLikeAccountKey(credential)) return verifyKeyFromMemory(deps, credential, origin)
  const live = checkTokenFromMemory(deps, credential)
  if (!live) return null
  countTokenUse(deps, live, origin)
  return verificationText(verificationOfToken(live))
}

function verifyKeyFromMemory(deps: Deps, key: string, origin: Origin): string | null {
  const verdict = judgeKeyFromMemory(deps, key)
  if (verdict?.kind !== 'valid') return null
  deps.calls.record(verdict.key, origin, 'valid')
  return verificationText(verificationOfKey(verdict.key))
}

function respond(response: ServerResponse, body: string, requestId: string): void {
  response.writeHead(200, [
    'Content-Type',
    'application/json',
    'Content-Length',
    String(Buffer.byteLength(body)),
    'Cache-Control',
    'no-store',
    'X-Request-Id',
    requestId,
  ])
  response.end(body)
}
