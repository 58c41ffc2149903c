import {
  type Attestation,
  type RegisteredKey,
  type RelyingParty,
  readAttestation,
} from '../../lib/webauthn.ts'
import type { UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'
import { checkFactorName, MAX_FACTORS, type Passkey } from './factor.ts'
import { factorsChanged } from './factors-changed.ts'
import { holderOf, newChallenge, requireRelyingParty, takeChallenge } from './passkey-challenge.ts'
import { type CreationOptions, creationOptions } from './passkey-options.ts'
import { requireFactorPresence } from './presence.ts'
import { heldUser, makeRecoveryCodes } from './recovery-codes.ts'

/**
 * What the browser makes a new passkey by, within five minutes and once.
 * @throws DomainError `step_up.needed`, `actor.forbidden`, `factor.exists` for too many
 */
export function offerPasskey(
  deps: Deps,
  actor: UserActor,
  rp: RelyingParty | null,
): Promise<CreationOptions> {
  return deps.store.transaction(async (tx) => {
    await requireFactorPresence(deps, tx, actor)
    const place = requireRelyingParty(rp)
    const passkeys = await tx.passkeys.ofUser(actor.userId)
    requireRoom(passkeys)
    const user = { id: actor.userId, name: actor.userName }
    return creationOptions(place, user, passkeys, await newChallenge(deps, tx, holderFor(actor)))
  })
}

/** A passkey that counts from now on. */
export interface AddedPasskey {
  readonly passkey: Passkey
  /** To be told once, when this is the first factor; else null. */
  readonly recoveryCodes: readonly string[] | null
}

interface NewPasskey {
  /** May be empty. */
  readonly name: string
  readonly attestation: Attestation
}

/**
 * Takes over the passkey that a browser has made. Other sessions and tokens got by password end.
 * @throws DomainError `step_up.needed`, `actor.forbidden`, `input.invalid` for a name, `passkey.wrong`,
 * `factor.exists` for one that is known, here or to another user, and for too many
 */
export async function addPasskey(
  deps: Deps,
  actor: UserActor,
  rp: RelyingParty | null,
  { name, attestation }: NewPasskey,
): Promise<AddedPasskey> {
  await requireFactorPresence(deps, deps.store, actor)
  const made = await readPasskey(deps, rp, holderFor(actor), { name, attestation })
  return deps.store.transaction(async (tx) => {
    await requireFactorPresence(deps, tx, actor)
    const user = await heldUser(tx, actor.userId)
    requireRoom(await tx.passkeys.ofUser(user.id))
    return keepPasskey(deps, tx, actor, user, made)
  })
}

type MadePasskey = RegisteredKey & Pick<Passkey, 'name' | 'transports'>

/**
 * The passkey that a browser made for the challenge of a holder, which is used up.
 * @throws DomainError `actor.forbidden` without a relying party, `input.invalid` for a name, `passkey.wrong`
 */
export async function readPasskey(
  deps: Deps,
  rp: RelyingParty | null,
  holder: string,
  { name, attestation }: NewPasskey,
): Promise<MadePasskey> {
  const expected = { rp: requireRelyingParty(rp), userVerification: true }
  const facts = { name: checkFactorName(name, 'Passkey'), transports: attestation.transports }
  const challenge = await takeChallenge(deps, holder)
  const key = await readAttestation(attestation, { ...expected, challenge })
  if (!key) throw new DomainError('passkey.wrong')
  return { ...key, ...facts }
}

/** Adds it to somebody who is held, within a transaction. @throws DomainError `factor.exists` for one that is known */
export async function keepPasskey(
  deps: Deps,
  tx: Stores,
  actor: UserActor,
  user: User,
  made: MadePasskey,
): Promise<AddedPasskey> {
  const passkey = await insertPasskey(deps, tx, user, made)
  const recoveryCodes = user.secondFactor ? null : await makeRecoveryCodes(deps, tx, user)
  const act = { action: 'factor.passkey_add', details: { name: passkey.name } }
  await factorsChanged(deps, tx, actor, user, act)
  return { passkey, recoveryCodes }
}

async function insertPasskey(
  { clock }: Deps,
  tx: Stores,
  { id: userId, accountId }: User,
  made: MadePasskey,
): Promise<Passkey> {
  const passkey = { ...made, userId, accountId, createdAtMs: clock.now(), lastUsedAtMs: null }
  await tx.passkeys.insert(passkey)
  return passkey
}

function requireRoom(passkeys: readonly Passkey[]): void {
  if (passkeys.length < MAX_FACTORS) return
  throw new DomainError('factor.exists', { reason: `A user has at most ${MAX_FACTORS} passkeys.` })
}

/** @throws DomainError `actor.forbidden` for all but somebody at the panel */
function holderFor({ proof }: UserActor): string {
  if (proof.kind !== 'session') throw new DomainError('actor.forbidden')
  return holderOf('register', proof.digest)
}
