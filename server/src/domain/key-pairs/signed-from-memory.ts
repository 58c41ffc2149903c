import type { Origin } from '../callers/caller.ts'
import type { Deps } from '../deps.ts'
import { keyWorksAt } from '../keys/key.ts'
import { clockFault, holderOf, type SignedRequest } from './authenticate-signature.ts'
import type { KnownPair } from './key-pair.ts'
import { isSignedWith, parseSignature } from './signature.ts'

/**
 * The pair that a request to read is signed with, when it is good and memory alone can tell, in this very turn. Counts
 * nothing, and leaves pairs that are limited to networks or to a part of the account to the ordinary way: for all others `authenticateSignature` does everything anew.
 */
export function signedFromMemory(
  { known, clock }: Pick<Deps, 'known' | 'clock'>,
  { header, userAgent }: Pick<SignedRequest, 'header' | 'userAgent'>,
): KnownPair | null {
  const signature = header === undefined ? null : parseSignature(header)
  const pair = signature && known.peekPair(signature.userKey)
  if (!signature || !pair?.usable || !isSignedWith(pair.secretKey, signature, userAgent)) return null
  if (pair.scope !== null || pair.networks.length > 0) return null
  const nowMs = clock.now()
  return keyWorksAt(pair, nowMs) && clockFault(pair, signature, nowMs) === null ? pair : null
}

/** Counts a call of such a pair, as `authenticateSignature` does. */
export function countSigned({ calls }: Pick<Deps, 'calls'>, pair: KnownPair, origin: Origin): void {
  calls.record(holderOf(pair), origin, 'valid')
}
