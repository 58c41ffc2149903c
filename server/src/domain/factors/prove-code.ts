import { totpSecretBytes, totpStep } from '../../lib/totp.ts'
import type { Origin } from '../callers/caller.ts'
import type { Deps } from '../deps.ts'
import type { Place } from '../ports.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'
import { noteFailure, requireAttempt } from './attempts.ts'
import { canonicalCode, canonicalRecoveryCode } from './codes.ts'
import type { TotpDevice } from './factor.ts'

/** What a typed code was. */
export type ProvenCode = 'totp' | 'recovery-code'

/**
 * Checks a code of an authenticator app or of the recovery list, within a transaction that holds the user. It is used
 * up by that; so is an attempt when it is wrong, which stays counted only if the transaction ends well.
 * @returns null for a wrong code
 * @throws DomainError `throttled`
 */
export async function proveCode(
  deps: Deps,
  tx: Stores,
  user: User,
  given: string,
  origin: Origin,
): Promise<ProvenCode | null> {
  await requireAttempt(deps, tx, user.id)
  const proven = await recognise(deps, tx, user, given)
  if (proven === null) await noteFailure(deps, tx, user, origin)
  else await tx.factorFailures.deleteAll(user.id)
  return proven
}

async function recognise(deps: Deps, tx: Stores, user: User, given: string): Promise<ProvenCode | null> {
  const code = canonicalCode(given)
  if (code !== null) return (await isCodeOfDevice(deps, tx, user, code)) ? 'totp' : null
  const recovery = canonicalRecoveryCode(given)
  if (recovery === null) return null
  for (const digest of deps.vault.digests('recovery-code', recovery)) {
    if (await tx.recoveryCodes.take(user.id, digest, deps.clock.now())) return 'recovery-code'
  }
  return null
}

async function isCodeOfDevice(deps: Deps, tx: Stores, user: User, code: string): Promise<boolean> {
  for (const device of await tx.totp.ofUser(user.id)) {
    if (device.verifiedAtMs !== null && (await useCode(deps, tx, device, code))) return true
  }
  return false
}

/** Whether a code is this device's now, and was not used before, here or at another server. */
export async function useCode(deps: Deps, tx: Stores, device: TotpDevice, code: string): Promise<boolean> {
  const secret = totpSecretBytes(deps.vault.open(placeOfDevice(device), device.sealed))
  const step = totpStep(secret, code, deps.clock.now())
  return step !== null && tx.totp.acceptStep(device.id, step)
}

/** Where the secret of a device is sealed for. */
export function placeOfDevice({ id, accountId, userId }: Omit<TotpDevice, 'sealed'>): Place {
  return { table: 'totp_devices', column: 'sealed', rowId: id, accountId, ownerId: userId }
}
