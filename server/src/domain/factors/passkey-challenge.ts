import type { RelyingParty } from '../../lib/webauthn.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { randomSecret } from '../ids.ts'
import type { Stores } from '../store.ts'

/** How long a browser has for asking its passkey. */
export const CHALLENGE_LIFETIME_MS = 5 * 60_000

/** What a challenge is good for: the session or half-done sign-in that it was made for, and this alone. */
export type Purpose = 'register' | 'sign-in' | 'step-up'

/** @param digest of a session or a pending sign-in */
export function holderOf(purpose: Purpose, digest: string): string {
  return `${purpose} ${digest}`
}

/** 32 random bytes, base64url, in the place of an earlier challenge for the same. */
export async function newChallenge({ clock, random }: Deps, tx: Stores, holder: string): Promise<string> {
  const challenge = randomSecret(random)
  await tx.passkeys.putChallenge({ holder, challenge, expiresAtMs: clock.now() + CHALLENGE_LIFETIME_MS })
  return challenge
}

/** Uses a challenge up, whatever comes of it. @throws DomainError `passkey.wrong` for none, and for one that is over */
export async function takeChallenge({ clock, store }: Deps, holder: string): Promise<string> {
  const taken = await store.transaction((tx) => tx.passkeys.takeChallenge(holder))
  if (taken === null || taken.expiresAtMs <= clock.now()) {
    throw new DomainError('passkey.wrong', { reason: 'That took too long, or was sent already. Try again.' })
  }
  return taken.challenge
}

/** @throws DomainError `actor.forbidden` where this installation's address lets browsers have no passkeys */
export function requireRelyingParty(rp: RelyingParty | null): RelyingParty {
  if (rp) return rp
  throw new DomainError('actor.forbidden', {
    reason: 'Passkeys need a host name and HTTPS in the public address of this server.',
  })
}
