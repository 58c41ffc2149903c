import { isWithinNetworks } from '../administrators/settings.ts'
import type { Origin, Outcome } from '../callers/caller.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { keyWorksAt } from '../keys/key.ts'
import { findPair } from './find-pair.ts'
import type { KnownPair } from './key-pair.ts'
import { isSignedWith, parseSignature, type Signature, stampMs, toleranceMs } from './signature.ts'

export interface SignedRequest {
  /** `X-Api-Signature`; undefined when there was none. */
  readonly header: string | undefined
  /** The header as Node gives it; it is part of what is signed. */
  readonly userAgent: string
  /** Whether it is to change something: a strict pair signs each of those anew. */
  readonly isWrite: boolean
}

/** Nobody's secret, of the length that secrets have: an unknown user key costs what a wrong hash costs. */
const NOBODYS_SECRET = 'A'.repeat(40)

/**
 * The pair that a request is signed with. Why another one is refused is told to nobody but the audit log.
 * @throws DomainError `credential.wrong` for every refusal; `throttled` only for what matches nothing, so that nobody's
 * failures stop a good pair behind the same address
 */
export async function authenticateSignature(
  deps: Deps,
  request: SignedRequest,
  origin: Origin,
): Promise<KnownPair> {
  const signature = request.header === undefined ? null : parseSignature(request.header)
  if (!signature) return refuseGuess(deps, origin, null, request.header ? 'malformed' : 'missing')
  const pair = await findPair(deps, signature.userKey)
  const isRight = isSignedWith(pair?.secretKey ?? NOBODYS_SECRET, signature, request.userAgent)
  if (!pair || !isRight) return refuseGuess(deps, origin, pair, pair ? 'wrong hash' : 'unknown user key')
  return settleSigned(deps, pair, signature, request, origin)
}

/** The hash is right: whoever sent this has, or had, the secret. */
async function settleSigned(
  deps: Deps,
  pair: KnownPair,
  signature: Signature,
  { isWrite }: SignedRequest,
  origin: Origin,
): Promise<KnownPair> {
  const nowMs = deps.clock.now()
  const caller = holderOf(pair)
  if (!keyWorksAt(pair, nowMs) || !pair.usable) {
    // A forgotten program costs nothing but the refusal, and shows among the callers of the pair it still uses.
    deps.calls.record(caller, origin, pair.usable ? 'revoked' : 'disabled')
    throw new DomainError('credential.wrong')
  }
  if (!pair.networks.every((networks) => isWithinNetworks(networks, origin.address)))
    return refuseKnown(deps, origin, pair, 'forbidden', 'address not allowed')
  const fault = clockFault(pair, signature, nowMs)
  if (fault) return refuseKnown(deps, origin, pair, 'expired', fault)
  if (isWrite && pair.clockCheck === 'strict') {
    const isFirst = await deps.store.keyPairs.useOnce(
      usedName(signature),
      nowMs + 2 * (toleranceMs('strict') ?? 0),
    )
    if (!isFirst) return refuseKnown(deps, origin, pair, 'expired', 'replayed')
  }
  deps.calls.record(caller, origin, 'valid')
  return pair
}

/** What is wrong with the time of a signature, in words for its owner; null where nothing is. */
export function clockFault({ clockCheck }: KnownPair, { stamp }: Signature, nowMs: number): string | null {
  const atMs = stampMs(stamp)
  if (atMs === null) return 'impossible time'
  const tolerance = toleranceMs(clockCheck)
  if (tolerance === null || Math.abs(nowMs - atMs) <= tolerance) return null
  return distanceText(atMs - nowMs)
}

/** Rounded: a log has one entry for many of the same reason. */
function distanceText(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000)
  const hours = Math.round(minutes / 60)
  if (hours > 240) return ms > 0 ? 'clock far ahead' : 'signature long past'
  return `clock off by ${ms > 0 ? '+' : '-'}${minutes < 120 ? `${minutes} min` : `${hours} h`}`
}

function usedName({ userKey, stamp, hash }: Signature): string {
  return `${userKey}:${stamp}:${hash.toString('base64')}`
}

function refuseGuess(deps: Deps, origin: Origin, pair: KnownPair | null, reason: string): never {
  deps.limiter.failed(origin.address, pair?.userName ?? null)
  deps.calls.loginFailed(origin, { username: pair?.userName ?? null, kind: 'signature', reason })
  throw new DomainError('credential.wrong')
}

/** Signed with the secret, and not to be answered all the same. */
function refuseKnown(
  { calls }: Deps,
  origin: Origin,
  pair: KnownPair,
  outcome: Outcome,
  reason: string,
): never {
  calls.record(holderOf(pair), origin, outcome)
  calls.loginFailed(origin, { username: pair.userName, kind: 'signature', reason, isKnown: true })
  throw new DomainError('credential.wrong')
}

/** Whose calls with a pair are. */
export function holderOf({ pairId: keyId, userId, accountId }: KnownPair) {
  return { keyId, userId, accountId }
}
