import type { RelyingParty } from '../../lib/webauthn.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { StoredSession } from '../sessions/session.ts'
import { holderOf, newChallenge, requireRelyingParty } from './passkey-challenge.ts'
import { type RequestOptions, requestOptions } from './passkey-options.ts'
import { peekPending } from './pending-login.ts'

/**
 * What the browser asks the passkeys of somebody by whose password was right. A touch is enough: they have shown that
 * they know something.
 * @throws DomainError `session.not_found`, `factor.not_found` without a passkey, `actor.forbidden`
 */
export async function askAtSignIn(
  deps: Deps,
  rp: RelyingParty | null,
  secret: string,
): Promise<RequestOptions> {
  const { pending } = await peekPending(deps, deps.store, secret)
  return ask(deps, requireRelyingParty(rp), pending.userId, holderOf('sign-in', pending.digest), 'preferred')
}

/** The same for a proof of presence, where no password comes along: the passkey makes sure of its person. */
export function askAtStepUp(
  deps: Deps,
  rp: RelyingParty | null,
  { userId, digest }: StoredSession,
): Promise<RequestOptions> {
  return ask(deps, requireRelyingParty(rp), userId, holderOf('step-up', digest), 'required')
}

function ask(
  deps: Deps,
  rp: RelyingParty,
  userId: string,
  holder: string,
  userVerification: RequestOptions['userVerification'],
): Promise<RequestOptions> {
  return deps.store.transaction(async (tx) => {
    const passkeys = await tx.passkeys.ofUser(userId)
    if (passkeys.length === 0) throw new DomainError('factor.not_found')
    return requestOptions(rp, passkeys, await newChallenge(deps, tx, holder), userVerification)
  })
}
