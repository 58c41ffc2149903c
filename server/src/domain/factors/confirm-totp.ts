import type { UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'
import { noteFailure, requireAttempt } from './attempts.ts'
import { canonicalCode } from './codes.ts'
import type { TotpDevice } from './factor.ts'
import { factorsChanged } from './factors-changed.ts'
import { requireFactorPresence } from './presence.ts'
import { useCode } from './prove-code.ts'
import { heldUser, makeRecoveryCodes } from './recovery-codes.ts'

/**
 * Makes an authenticator app count, by the first code of it. Other sessions and tokens got by password end.
 * @param more `recoveryCodes: false` where nobody could be told them
 * @returns recovery codes when this is the first factor, to be told once; else null
 * @throws DomainError `step_up.needed`, `actor.forbidden`, `factor.not_found`, `factor.wrong`, `throttled`
 */
export async function confirmTotp(
  deps: Deps,
  actor: UserActor,
  deviceId: string,
  given: string,
  { recoveryCodes = true } = {},
): Promise<readonly string[] | null> {
  const codes = await deps.store.transaction(async (tx) => {
    await requireFactorPresence(deps, tx, actor)
    const user = await heldUser(tx, actor.userId)
    return confirmDevice(deps, tx, { actor, user, deviceId, given, recoveryCodes })
  })
  if (codes === 'wrong') throw new DomainError('factor.wrong')
  return codes
}

interface Confirmation {
  readonly actor: UserActor
  readonly user: User
  readonly deviceId: string
  readonly given: string
  readonly recoveryCodes?: boolean
}

/** As `confirmTotp` within a transaction that must end well for a wrong code to be counted. */
export async function confirmDevice(
  deps: Deps,
  tx: Stores,
  { actor, user, deviceId, given, recoveryCodes = true }: Confirmation,
): Promise<readonly string[] | null | 'wrong'> {
  const device = await deviceOf(tx, user.id, deviceId)
  await requireAttempt(deps, tx, user.id)
  const code = canonicalCode(given)
  if (code === null || !(await useCode(deps, tx, device, code))) {
    await noteFailure(deps, tx, user, actor.origin)
    return 'wrong'
  }
  if (device.verifiedAtMs !== null) return null
  await tx.totp.verify(device.id, deps.clock.now())
  const codes = recoveryCodes && !user.secondFactor ? await makeRecoveryCodes(deps, tx, user) : null
  await factorsChanged(deps, tx, actor, user, { action: 'factor.totp_add', details: { name: device.name } })
  return codes
}

/** @throws DomainError `factor.not_found`, also for another user's */
export async function deviceOf(tx: Stores, userId: string, deviceId: string): Promise<TotpDevice> {
  const device = (await tx.totp.ofUser(userId)).find(({ id }) => id === deviceId)
  if (!device) throw new DomainError('factor.not_found')
  return device
}
