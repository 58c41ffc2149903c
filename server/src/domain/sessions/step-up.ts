import type { Assertion, RelyingParty } from '../../lib/webauthn.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { canonicalRecoveryCode } from '../factors/codes.ts'
import { holderOf, requireRelyingParty } from '../factors/passkey-challenge.ts'
import { proveCode } from '../factors/prove-code.ts'
import { checkAssertion, provePasskey } from '../factors/prove-passkey.ts'
import { heldUser } from '../factors/recovery-codes.ts'
import { type Strongest, strongestFactor } from '../factors/strongest.ts'
import { authenticatePassword } from '../login/verify-password.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'
import type { LiveSession } from './check-session.ts'
import { renewSession, sessionActor } from './open-session.ts'
import type { OpenedSession, Visit } from './session.ts'

/**
 * Proves presence again, by the strongest factor that the user has set up. The session gets a new secret; the old one
 * is dead when this resolves.
 * @throws DomainError `password.wrong`, `factor.wrong`, `passkey.wrong`, `throttled`, `busy`, `session.not_found`;
 * `input.invalid` for a weaker proof than there is
 */
export async function stepUp(
  deps: Deps,
  live: LiveSession,
  proof: PresenceProof,
  visit: Visit,
): Promise<OpenedSession> {
  await requireStrongest(deps, live, proof)
  if (proof.kind === 'code') return byCode(deps, live, proof.code, visit)
  return proof.kind === 'passkey' ? byPasskey(deps, live, proof, visit) : byPassword(deps, live, proof, visit)
}

/** How somebody who is signed in shows that they are still there. */
export type PresenceProof =
  | { readonly kind: 'password'; readonly password: string }
  | { readonly kind: 'code'; readonly code: string }
  | PasskeyProof

interface PasskeyProof {
  readonly kind: 'passkey'
  readonly assertion: Assertion
  readonly rp: RelyingParty | null
}

/** A recovery code stands for whatever was lost. */
async function requireStrongest(deps: Deps, { user }: LiveSession, { kind, ...proof }: PresenceProof) {
  const current = await deps.store.users.byId(user.id)
  if (!current) throw new DomainError('session.not_found')
  const strongest = await strongestFactor(deps.store, current)
  const isRecovery = 'code' in proof && canonicalRecoveryCode(proof.code) !== null
  const isEnough = strongest === (kind === 'code' ? 'totp' : kind) || (isRecovery && current.secondFactor)
  if (!isEnough) throw new DomainError('input.invalid', { field: kind, reason: NEEDED[strongest] })
}

const NEEDED: Readonly<Record<Strongest, string>> = {
  password: 'Confirm with your password.',
  totp: 'Confirm with a code of your authenticator app.',
  passkey: 'Confirm with your passkey.',
}

async function byPassword(
  deps: Deps,
  { session, user }: LiveSession,
  { password }: { readonly password: string },
  visit: Visit,
): Promise<OpenedSession> {
  const proven = await provePassword(deps, user.name, password, visit)
  return deps.store.transaction(async (tx) => {
    await tx.users.hold(user.id)
    const current = await tx.users.byId(user.id)
    if (current?.passwordId !== proven.passwordId) throw new DomainError('password.wrong')
    return prove(deps, tx, { session, user }, visit)
  })
}

async function byCode(deps: Deps, live: LiveSession, code: string, visit: Visit): Promise<OpenedSession> {
  const renewed = await deps.store.transaction(async (tx) => {
    const user = await heldUser(tx, live.user.id)
    const proven = await proveCode(deps, tx, user, code, visit.origin)
    return proven && prove(deps, tx, live, visit)
  })
  if (!renewed) throw new DomainError('factor.wrong')
  return renewed
}

async function byPasskey(
  deps: Deps,
  live: LiveSession,
  { rp, assertion }: PasskeyProof,
  visit: Visit,
): Promise<OpenedSession> {
  const asked = { rp: requireRelyingParty(rp), holder: holderOf('step-up', live.session.digest) }
  const { id: userId } = live.user
  const signed = await checkAssertion(deps, { ...asked, userId, userVerification: true }, assertion)
  const renewed = await deps.store.transaction(async (tx) => {
    const user = await heldUser(tx, userId)
    const proven = await provePasskey(deps, tx, user, signed, visit.origin)
    return proven && prove(deps, tx, live, visit)
  })
  if (!renewed) throw new DomainError('passkey.wrong')
  return renewed
}

/** Notes the proof, within a transaction that holds the user. @throws DomainError `session.not_found` */
async function prove(
  deps: Deps,
  tx: Stores,
  { session, user }: LiveSession,
  visit: Visit,
): Promise<OpenedSession> {
  const renewed = await renewSession(deps, tx, session, deps.clock.now())
  const act = { action: 'session.step_up', chain: user.accountId, target: `user:${user.id}` }
  await recordAct(deps, tx, sessionActor(user, renewed.session, visit), act)
  return renewed
}

/**
 * Compares the password of somebody who is signed in already, under the same limits as a sign-in.
 * @throws DomainError `password.wrong`, `throttled`, `busy`, `session.not_found` for a user who was shut out
 */
export async function provePassword(
  deps: Deps,
  username: string,
  password: string,
  visit: Visit,
): Promise<User> {
  try {
    return await authenticatePassword(deps, { username, password }, visit.origin)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    if (error.code === 'credential.wrong') throw new DomainError('password.wrong')
    if (error.code === 'user.disabled') throw new DomainError('session.not_found')
    throw error
  }
}
