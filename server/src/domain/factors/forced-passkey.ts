import type { Attestation, RelyingParty } from '../../lib/webauthn.ts'
import type { Deps } from '../deps.ts'
import { openSession, sessionActor } from '../sessions/open-session.ts'
import type { Visit } from '../sessions/session.ts'
import { keepPasskey, readPasskey } from './add-passkey.ts'
import { bareWaiting, type SetUp } from './forced-set-up.ts'
import { holderOf, newChallenge, requireRelyingParty } from './passkey-challenge.ts'
import { type CreationOptions, creationOptions } from './passkey-options.ts'
import { holdPending } from './pending-login.ts'

/**
 * What the browser makes a first passkey by, before the sign-in goes on.
 * @throws DomainError `session.not_found`, `factor.exists` for somebody who has a factor, `actor.forbidden`
 */
export function offerFirstPasskey(
  deps: Deps,
  rp: RelyingParty | null,
  secret: string,
): Promise<CreationOptions> {
  return deps.store.transaction(async (tx) => {
    const { user, pending } = await bareWaiting(deps, tx, secret)
    const place = requireRelyingParty(rp)
    const challenge = await newChallenge(deps, tx, holderOf('register', pending.digest))
    return creationOptions(place, user, [], challenge)
  })
}

/**
 * Takes over the passkey that the browser made, and signs in.
 * @throws DomainError `session.not_found`, `factor.exists`, also for one that somebody else has, `passkey.wrong`,
 * `actor.forbidden`
 */
export async function completeByNewPasskey(
  deps: Deps,
  rp: RelyingParty | null,
  secret: string,
  attestation: Attestation,
  visit: Visit,
): Promise<SetUp> {
  const { pending } = await bareWaiting(deps, deps.store, secret)
  const made = await readPasskey(deps, rp, holderOf('register', pending.digest), { name: '', attestation })
  return deps.store.transaction(async (tx) => {
    await holdPending(deps, tx, secret)
    const { user } = await bareWaiting(deps, tx, secret)
    const actor = sessionActor(user, { digest: pending.digest, provenAtMs: deps.clock.now() }, visit)
    const { recoveryCodes } = await keepPasskey(deps, tx, actor, user, made)
    return { opened: await openSession(deps, tx, user, visit, 'passkey'), codes: recoveryCodes ?? [] }
  })
}
