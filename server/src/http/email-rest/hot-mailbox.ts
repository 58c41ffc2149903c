import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Origin } from '../../domain/callers/caller.ts'
import type { KnownPair } from '../../domain/key-pairs/key-pair.ts'
import { countSigned, signedFromMemory } from '../../domain/key-pairs/signed-from-memory.ts'
import type { HotRoute } from '../kit/context.ts'
import { type HotParts, sendHot } from '../kit/hot-answer.ts'
import { originFrom } from '../kit/origin.ts'
import { type PlainHeaders, plainHeaders } from '../kit/plain-headers.ts'
import { wantsXml } from './answer.ts'
import { DIALECT } from './auth.ts'
import { cameSecurely } from './secure.ts'
import { mailboxToWire } from './wire.ts'

/** As clients write it: any version or none, the own customer named or not. Other spellings take the ordinary way. */
const MAILBOX =
  /^(?:\/v[012](?:\/customers\/(me|\d+))?|\/customers\/(me|\d+))\/domains\/([a-z0-9.-]+)\/rs\/mailboxes\/([a-z0-9._-]+)$/
const ROUTE = '/v1/customers/:customer/domains/:domain/rs/mailboxes/:mailbox'
const HEADERS = ['Cache-Control', 'no-store', 'Content-Type', 'application/json; charset=utf-8']

/** A request that is good as far as memory knows. */
interface Asked {
  readonly pair: KnownPair
  readonly origin: Origin
  readonly address: string
  readonly startedAtMs: number
}

/**
 * Answers Show of a mailbox when memory tells that the signature is good and the mailbox is there. Everything else, every
 * refusal included, takes the ordinary way, which begins anew: `mailboxes.ts`.
 */
export function hotMailbox(parts: HotParts): HotRoute {
  return (request, response, pass) => {
    if (request.method !== 'GET') return false
    const place = MAILBOX.exec(request.url ?? '')
    if (!place) return false
    const startedAtMs = performance.now()
    const headers = plainHeaders(request.rawHeaders)
    const signed = headers && signedBy(parts, request, headers)
    const [, customer = 'me', unversioned = customer, domain = '', name = ''] = place
    if (!signed || (unversioned !== 'me' && unversioned !== signed.pair.accountId)) return false
    const asked = { ...signed, address: `${name}@${domain}`, startedAtMs }
    answerLater(parts, response, asked).then(
      (isAnswered) => isAnswered || pass(),
      () => pass(),
    )
    return true
  }
}

function signedBy(
  { context: { deps, trustedProxies } }: HotParts,
  request: IncomingMessage,
  headers: PlainHeaders,
): Pick<Asked, 'pair' | 'origin'> | null {
  if (wantsXml(headers.get('accept')) || (headers.get('content-length') ?? '0') !== '0') return null
  if (!cameSecurely(request, headers.get('x-forwarded-proto'), trustedProxies)) return null
  const origin = originFrom(request, headers, DIALECT, trustedProxies)
  const pair = signedFromMemory(deps, { header: headers.get('x-api-signature'), userAgent: origin.userAgent })
  return pair && { pair, origin }
}

/** False when it is not to be answered here. */
async function answerLater(
  parts: HotParts,
  response: ServerResponse,
  { pair, origin, address, startedAtMs }: Asked,
): Promise<boolean> {
  const { deps } = parts.context
  const mailbox = await deps.store.mailboxes.byAddress(pair.accountId, address)
  // A call beyond the limit is counted once more there, which makes no difference any more.
  if (!mailbox || deps.callLimits.take(pair, 'read', deps.clock.now())) return false
  countSigned(deps, pair, origin)
  sendHot(parts, response, {
    ...{ requestId: parts.nextRequestId(), dialect: DIALECT, method: 'GET', route: ROUTE, status: 200 },
    ...{ headers: HEADERS, body: JSON.stringify(mailboxToWire(mailbox)), startedAtMs },
  })
  return true
}
