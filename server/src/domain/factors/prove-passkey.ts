import { type Assertion, type Expected, readAssertion } from '../../lib/webauthn.ts'
import type { Origin } from '../callers/caller.ts'
import type { Deps } from '../deps.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'
import { noteFailure, requireAttempt } from './attempts.ts'
import type { Passkey } from './factor.ts'
import { takeChallenge } from './passkey-challenge.ts'
import { userHandleOf } from './passkey-options.ts'

/** A passkey that signed what it was asked to. */
export interface SignedByPasskey {
  readonly passkey: Passkey
  /** As the passkey said it. */
  readonly counter: number
}

/** Who is asked, and what for. */
interface Asked extends Omit<Expected, 'challenge'> {
  readonly holder: string
  readonly userId: string
}

/**
 * Checks what a passkey of a user signed; takes no database for that long. The challenge is used up.
 * @returns null for a passkey of somebody else and for an answer that does not fit
 * @throws DomainError `passkey.wrong` when nothing was asked, or too long ago
 */
export async function checkAssertion(
  deps: Deps,
  { holder, userId, ...asked }: Asked,
  assertion: Assertion,
): Promise<SignedByPasskey | null> {
  const challenge = await takeChallenge(deps, holder)
  const passkey = (await deps.store.passkeys.ofUser(userId)).find(({ id }) => id === assertion.id)
  return passkey ? checkSignature(passkey, assertion, { ...asked, challenge }) : null
}

export async function checkSignature(
  passkey: Passkey,
  assertion: Assertion,
  expected: Expected,
): Promise<SignedByPasskey | null> {
  const { userHandle } = assertion
  if (userHandle !== null && userHandle !== userHandleOf({ id: passkey.userId })) return null
  const counter = await readAssertion(assertion, expected, passkey)
  return counter === null ? null : { passkey, counter }
}

/**
 * Settles an attempt by passkey within a transaction that holds the user, as `proveCode` does for codes.
 * @throws DomainError `throttled`
 */
export async function provePasskey(
  deps: Deps,
  tx: Stores,
  user: User,
  signed: SignedByPasskey | null,
  origin: Origin,
): Promise<boolean> {
  await requireAttempt(deps, tx, user.id)
  if (signed === null) {
    await noteFailure(deps, tx, user, origin)
    return false
  }
  if (!(await usePasskey(deps, tx, user, signed, origin))) return false
  await tx.factorFailures.deleteAll(user.id)
  return true
}

/**
 * Remembers a good signature, within a transaction that holds the user. One that does not count on is refused and
 * written down: two devices may have the same passkey (WebAuthn Level 3, section 6.1.1).
 */
export async function usePasskey(
  deps: Deps,
  tx: Stores,
  user: User,
  { passkey: { id }, counter }: SignedByPasskey,
  origin: Origin,
): Promise<boolean> {
  const passkey = await tx.passkeys.byId(id)
  if (passkey?.userId !== user.id) return false
  if (countsOn(passkey.counter, counter)) return tx.passkeys.use(passkey, counter, deps.clock.now())
  await tx.audit.append({
    chain: user.accountId,
    atMs: deps.clock.now(),
    actor: `user:${user.id}`,
    action: 'factor.passkey_copied',
    target: `user:${user.id}`,
    outcome: 'refused',
    source: `${origin.dialect} ${origin.address}`,
    details: { name: passkey.name },
  })
  return false
}

/** Passkeys that do not count say 0 for ever. */
function countsOn(before: number, now: number): boolean {
  return now > before || (now === 0 && before === 0)
}
