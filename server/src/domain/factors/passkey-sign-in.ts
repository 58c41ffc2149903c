import type { Assertion, RelyingParty } from '../../lib/webauthn.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { openSession } from '../sessions/open-session.ts'
import type { OpenedSession, Visit } from '../sessions/session.ts'
import { endBrought } from '../sessions/sign-in.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'
import { CHALLENGE_LIFETIME_MS, requireRelyingParty } from './passkey-challenge.ts'
import { type RequestOptions, requestOptions } from './passkey-options.ts'
import { checkSignature, type SignedByPasskey, usePasskey } from './prove-passkey.ts'

/** What to ask for of somebody who has shown nothing yet. */
export interface OpenQuestion {
  readonly options: RequestOptions
  /** To be sent back with the answer. */
  readonly expiresAtMs: number
}

/**
 * Asks for any passkey of this server. Strangers may ask as often as they like, so nothing is written: the challenge
 * follows from the browser's own secret and the moment, by a key that only the server has.
 * @param browserSecret 32 random bytes of a cookie
 * @throws DomainError `actor.forbidden`
 */
export function askForAnyPasskey(deps: Deps, rp: RelyingParty | null, browserSecret: string): OpenQuestion {
  const expiresAtMs = deps.clock.now() + CHALLENGE_LIFETIME_MS
  const [challenge = ''] = challengesOf(deps, browserSecret, expiresAtMs)
  return { options: requestOptions(requireRelyingParty(rp), [], challenge, 'required'), expiresAtMs }
}

interface OpenAnswer {
  readonly browserSecret: string
  readonly expiresAtMs: number
  readonly assertion: Assertion
}

/**
 * Signs in by a passkey alone: having it, and the PIN or finger that it asks for, are two factors. Unknown, wrong and
 * shut out look alike.
 * @throws DomainError `passkey.wrong`, `throttled`, `actor.forbidden`
 */
export async function signInByPasskey(
  deps: Deps,
  rp: RelyingParty | null,
  answer: OpenAnswer,
  visit: Visit,
  broughtSecret: string | null,
): Promise<OpenedSession> {
  const place = requireRelyingParty(rp)
  const signed = await checkAnswer(deps, place, answer)
  const opened =
    signed &&
    (await deps.store.transaction(async (tx) => {
      const user = await usableUser(tx, signed.passkey.userId)
      const { challenge, expiresAtMs } = signed
      const holder = `spent ${challenge}`
      if (!user || !(await tx.passkeys.spendChallenge({ holder, challenge, expiresAtMs }))) return null
      if (!(await usePasskey(deps, tx, user, signed, visit.origin))) return null
      if (broughtSecret !== null) await endBrought(deps, tx, broughtSecret)
      return openSession(deps, tx, user, visit, 'passkey')
    }))
  if (opened) return opened
  deps.limiter.failed(visit.origin.address, null)
  throw new DomainError('passkey.wrong')
}

/** Each question is answered once, at whichever server: until it is over its challenge is remembered. */
interface AnsweredOnce extends SignedByPasskey {
  readonly challenge: string
  readonly expiresAtMs: number
}

async function checkAnswer(
  deps: Deps,
  rp: RelyingParty,
  { browserSecret, expiresAtMs, assertion }: OpenAnswer,
): Promise<AnsweredOnce | null> {
  const leftMs = expiresAtMs - deps.clock.now()
  if (!(leftMs > 0 && leftMs <= CHALLENGE_LIFETIME_MS)) return null
  const passkey = await deps.store.passkeys.byId(assertion.id)
  if (!passkey) return null
  for (const challenge of challengesOf(deps, browserSecret, expiresAtMs)) {
    const signed = await checkSignature(passkey, assertion, { rp, challenge, userVerification: true })
    if (signed) return { ...signed, challenge, expiresAtMs }
  }
  return null
}

/** 43 signs of base64url each: 32 bytes. Several while an earlier look-up key is still needed. */
function challengesOf({ vault }: Deps, browserSecret: string, expiresAtMs: number): readonly string[] {
  return vault.digests('login', `passkey ${browserSecret} ${expiresAtMs}`)
}

/** The user, held, when they may sign in. */
async function usableUser(tx: Stores, userId: string): Promise<User | null> {
  await tx.users.hold(userId)
  const user = await tx.users.byId(userId)
  if (!user) return null
  await tx.accounts.hold(user.accountId)
  const account = await tx.accounts.byId(user.accountId)
  return user.enabled && account?.enabled ? user : null
}
