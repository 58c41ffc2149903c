import type { Origin } from '../callers/caller.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { keyWorksAt } from '../keys/key.ts'
import { normaliseUserName } from '../users/user.ts'
import { findKey, wasKeyOnce } from './find-key.ts'
import type { KnownKey } from './known.ts'

export type KeyVerdict =
  | { readonly kind: 'valid'; readonly key: KnownKey }
  | { readonly kind: 'ended'; readonly key: KnownKey }
  | { readonly kind: 'disabled'; readonly key: KnownKey }
  /** Was a key once, and whose is not known any more. */
  | { readonly kind: 'forgotten' }
  | { readonly kind: 'unknown' }

export interface PresentedKey {
  readonly secret: string
  /** Null where the protocol carries no user name. */
  readonly username: string | null
}

/** Longer texts cannot be a key; they are not worth a digest. */
const MAX_SECRET_LENGTH = 1_024

/** Judges a key without recording anything. */
export async function judgeKey(deps: Deps, presented: PresentedKey): Promise<KeyVerdict> {
  if (presented.secret.length === 0 || presented.secret.length > MAX_SECRET_LENGTH) return { kind: 'unknown' }
  const { secret } = presented
  const known = await findKey(deps, secret)
  if (known) return judge(known, presented.username, deps.clock.now())
  return { kind: (await wasKeyOnce(deps, secret)) ? 'forgotten' : 'unknown' }
}

/** The verdict when memory alone can give it, in this very turn; else undefined. */
export function judgeKeyFromMemory(
  deps: Deps,
  secret: string,
  username: string | null = null,
): KeyVerdict | undefined {
  if (secret.length === 0 || secret.length > MAX_SECRET_LENGTH) return undefined
  const known = deps.known.peekKey(secret)
  return known && judge(known, username, deps.clock.now())
}

/**
 * Judges a key, counts the call and guards against guessing.
 * @throws DomainError `credential.wrong`; `user.disabled` after the key itself proved right; `throttled` only for a
 * key that never was one here, so that nobody's failures stop a good key behind the same address
 */
export async function authenticateKey(
  deps: Deps,
  presented: PresentedKey,
  origin: Origin,
): Promise<KnownKey> {
  return settleVerdict(deps, await judgeKey(deps, presented), presented.username, origin)
}

/** Counts the call and turns a verdict into the key or a refusal. @throws as `authenticateKey` */
export function settleVerdict(
  deps: Deps,
  verdict: KeyVerdict,
  username: string | null,
  origin: Origin,
): KnownKey {
  if (!('key' in verdict)) {
    // What was a key once guesses nothing: counting it against the address would let one forgotten script stop everybody
    // else there.
    if (verdict.kind === 'unknown') deps.limiter.failed(origin.address, username)
    deps.calls.loginFailed(origin, { username, kind: 'key' })
    throw new DomainError('credential.wrong')
  }
  const { key } = verdict
  if (verdict.kind === 'valid') {
    if (username !== null) deps.limiter.succeeded(origin.address, username)
    deps.calls.record(key, origin, 'valid')
    return key
  }
  // Nor is one that has ended or is disabled counted against the address.
  deps.calls.record(key, origin, verdict.kind === 'ended' ? 'revoked' : 'disabled')
  throw new DomainError(verdict.kind === 'ended' ? 'credential.wrong' : 'user.disabled')
}

function judge(key: KnownKey, username: string | null, nowMs: number): KeyVerdict {
  if (username !== null && !sameName(username, key.userName)) return { kind: 'unknown' }
  if (!keyWorksAt(key, nowMs)) return { kind: 'ended', key }
  return key.usable ? { kind: 'valid', key } : { kind: 'disabled', key }
}

function sameName(given: string, stored: string): boolean {
  return given === stored || normaliseUserName(given) === normaliseUserName(stored)
}
