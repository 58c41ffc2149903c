import { type Proof, type UserActor, userActor } from '../actor.ts'
import type { Origin } from '../callers/caller.ts'
import type { Deps } from '../deps.ts'
import { looksLikeAccountKey } from '../keys/key.ts'
import { authenticateToken, countTokenUse } from '../tokens/authenticate-token.ts'
import { checkTokenFromMemory, type LiveToken } from '../tokens/check-token.ts'
import { isByPassword } from '../tokens/token.ts'
import type { KnownKey } from './known.ts'
import { authenticateKey, judgeKeyFromMemory } from './verify-key.ts'

/** A credential as a request carried it. */
export interface PresentedCredential {
  readonly secret: string
  /** Only HTTP Basic names the user. */
  readonly username: string | null
  /** `X-Auth-Token` carries tokens only. */
  readonly mayBeKey: boolean
}

/** A credential that is good now, with the current state of its user. */
export type GoodCredential =
  | { readonly kind: 'key'; readonly key: KnownKey }
  | { readonly kind: 'token'; readonly live: LiveToken }

/**
 * Checks a key or token, counts the call and guards against guessing.
 * @throws DomainError `credential.wrong`, `user.disabled`, `throttled`, as `authenticateKey` and `authenticateToken`
 */
export async function authenticateCredential(
  deps: Deps,
  { secret, username, mayBeKey }: PresentedCredential,
  origin: Origin,
): Promise<GoodCredential> {
  if (username !== null || (mayBeKey && looksLikeAccountKey(secret))) {
    return { kind: 'key', key: await authenticateKey(deps, { secret, username }, origin) }
  }
  return { kind: 'token', live: await authenticateToken(deps, secret, origin) }
}

/** Whoever presented a good credential, as the one who asks for something. */
export function credentialActor(good: GoodCredential, visit: Parameters<typeof userActor>[2]): UserActor {
  if (good.kind === 'token')
    return userActor(good.live.user, proofOf(good.live), visit, good.live.impersonator)
  const { userId: id, userName: name, accountId, roles, keyId } = good.key
  return userActor(
    { id, name, accountId, roles },
    { kind: 'credential', of: 'key', credentialId: keyId },
    visit,
  )
}

/** What the holder of a token has proved. */
export function proofOf({ claims, delegation }: LiveToken): Proof {
  if (delegation) return { kind: 'delegation', delegation }
  const of = isByPassword(claims.method) ? 'password' : 'key'
  return { kind: 'credential', of, credentialId: claims.credentialId }
}

/** A good credential without a user name, when memory alone can tell, in this very turn. Counts nothing. */
export function goodCredentialFromMemory(
  deps: Deps,
  secret: string,
  mayBeKey: boolean,
): GoodCredential | null {
  if (mayBeKey && looksLikeAccountKey(secret)) {
    const verdict = judgeKeyFromMemory(deps, secret)
    return verdict?.kind === 'valid' ? { kind: 'key', key: verdict.key } : null
  }
  const live = checkTokenFromMemory(deps, secret)
  return live ? { kind: 'token', live } : null
}

/** Counts a call that was answered from memory. */
export function countGoodCredential(deps: Deps, good: GoodCredential, origin: Origin): void {
  if (good.kind === 'key') deps.calls.record(good.key, origin, 'valid')
  else countTokenUse(deps, good.live, origin)
}
