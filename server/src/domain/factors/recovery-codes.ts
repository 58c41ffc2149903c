import type { UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'
import { canonicalRecoveryCode, newRecoveryCode, RECOVERY_CODE_COUNT } from './codes.ts'
import { factorsChanged } from './factors-changed.ts'
import { requireFactorPresence } from './presence.ts'

/**
 * A new list of recovery codes; the earlier one is worth nothing then.
 * @throws DomainError `step_up.needed`, `actor.forbidden`; `factor.not_found` without a second factor
 */
export function renewRecoveryCodes(deps: Deps, actor: UserActor): Promise<readonly string[]> {
  return deps.store.transaction(async (tx) => {
    await requireFactorPresence(deps, tx, actor)
    const user = await heldUser(tx, actor.userId)
    if (!user.secondFactor) throw new DomainError('factor.not_found')
    const codes = await makeRecoveryCodes(deps, tx, user)
    await factorsChanged(deps, tx, actor, user, { action: 'factor.recovery_codes' })
    return codes
  })
}

/** A list of its own within a transaction; earlier ones end. The texts are told once and kept nowhere. */
export async function makeRecoveryCodes(deps: Deps, tx: Stores, user: User): Promise<readonly string[]> {
  await tx.recoveryCodes.deleteAll('printed', user.id)
  return addCodes(deps, tx, user, RECOVERY_CODE_COUNT, null)
}

async function addCodes(
  deps: Deps,
  tx: Stores,
  { id: userId, accountId }: User,
  count: number,
  expiresAtMs: number | null,
): Promise<readonly string[]> {
  const codes = Array.from({ length: count }, () => newRecoveryCode(deps.random))
  const createdAtMs = deps.clock.now()
  const rows = codes.map((code) => {
    const digest = deps.vault.digest('recovery-code', canonicalRecoveryCode(code) ?? '')
    return { digest, userId, accountId, createdAtMs, expiresAtMs }
  })
  await tx.recoveryCodes.insert(rows)
  return codes
}

/** The user, held until the transaction ends. @throws DomainError `user.not_found` */
export async function heldUser(tx: Stores, userId: string): Promise<User> {
  await tx.users.hold(userId)
  const user = await tx.users.byId(userId)
  if (!user) throw new DomainError('user.not_found')
  return user
}
