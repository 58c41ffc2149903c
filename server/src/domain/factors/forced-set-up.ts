import { totpUri } from '../../lib/totp.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { randomHexId } from '../ids.ts'
import type { Place } from '../ports.ts'
import { openSession, sessionActor } from '../sessions/open-session.ts'
import type { OpenedSession, Visit } from '../sessions/session.ts'
import type { Stores } from '../store.ts'
import { confirmDevice } from './confirm-totp.ts'
import { ISSUER, newTotpSecret } from './enrol-totp.ts'
import { holdPending, peekPending, type Waiting } from './pending-login.ts'
import { placeOfDevice } from './prove-code.ts'
import { heldUser } from './recovery-codes.ts'

/** An app to set up before the sign-in goes on. */
export interface OfferedDevice {
  /** Base32. */
  readonly secret: string
  readonly uri: string
  /**
   * The secret for the form to bring back, sealed for this sign-in: nothing is stored until a code proved it, so that
   * whoever knew the password before cannot have planted it.
   */
  readonly sealed: string
}

/** @throws DomainError `session.not_found`, `factor.exists` for somebody who has one */
export async function offerDevice(deps: Deps, secret: string): Promise<OfferedDevice> {
  const waiting = await bareWaiting(deps, deps.store, secret)
  const text = newTotpSecret(deps.random)
  const sealed = Buffer.from(deps.vault.seal(placeOfOffer(waiting), text)).toString('base64url')
  return { secret: text, uri: totpUri(ISSUER, waiting.user.name, text), sealed }
}

/** The device that a form brings back, to be shown again. @throws DomainError as `offerDevice`, `secret.unreadable` */
export async function offeredAgain(deps: Deps, secret: string, sealed: string): Promise<OfferedDevice> {
  const waiting = await bareWaiting(deps, deps.store, secret)
  const text = deps.vault.open(placeOfOffer(waiting), Buffer.from(sealed, 'base64url'))
  return { secret: text, uri: totpUri(ISSUER, waiting.user.name, text), sealed }
}

/** Signed in by a first factor. */
export interface SetUp {
  readonly opened: OpenedSession
  /** Recovery codes, to be told once. */
  readonly codes: readonly string[]
}

/**
 * Sets the app up by its first code, and signs in.
 * @throws DomainError `session.not_found`, `factor.exists`, `factor.wrong`, `throttled`, `secret.unreadable`
 */
export async function completeBySetUp(
  deps: Deps,
  secret: string,
  { sealed, code }: { readonly sealed: string; readonly code: string },
  visit: Visit,
): Promise<SetUp> {
  const done = await deps.store.transaction(async (tx) => {
    await holdPending(deps, tx, secret)
    const waiting = await bareWaiting(deps, tx, secret)
    const text = deps.vault.open(placeOfOffer(waiting), Buffer.from(sealed, 'base64url'))
    const { user } = waiting
    const deviceId = await insertDevice(deps, tx, waiting, text)
    const actor = sessionActor(user, { digest: waiting.pending.digest, provenAtMs: deps.clock.now() }, visit)
    const codes = await confirmDevice(deps, tx, { actor, user, deviceId, given: code })
    if (codes === 'wrong' || codes === null) {
      await tx.totp.delete(deviceId)
      return null
    }
    // As the user is from now on: the code is the strongest proof there is, and asked for again it would be a used one.
    return { opened: await openSession(deps, tx, await heldUser(tx, user.id), visit, 'totp'), codes }
  })
  if (!done) throw new DomainError('factor.wrong')
  return done
}

async function insertDevice(deps: Deps, tx: Stores, { user }: Waiting, secret: string): Promise<string> {
  const facts = { id: randomHexId(deps.random), userId: user.id, accountId: user.accountId }
  const state = { createdAtMs: deps.clock.now(), verifiedAtMs: null, lastStep: null }
  const device = { ...facts, ...state, name: 'Authenticator app' }
  await tx.totp.insert({ ...device, sealed: deps.vault.seal(placeOfDevice(device), secret) })
  return device.id
}

/** A sign-in that waits for a first factor. @throws DomainError as `offerDevice` */
export async function bareWaiting(deps: Deps, stores: Stores, secret: string): Promise<Waiting> {
  const waiting = await peekPending(deps, stores, secret)
  if (waiting.user.secondFactor) throw new DomainError('factor.exists')
  return waiting
}

function placeOfOffer({ pending, user }: Waiting): Place {
  const { id: ownerId, accountId } = user
  return { table: 'pending_logins', column: 'offer', rowId: pending.digest, accountId, ownerId }
}
