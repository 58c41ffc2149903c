import type { Actor, UserActor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { userWithinSight } from '../policy.ts'
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

/** How many codes for a while may be asked for at once: for oneself, and for somebody else. */
const MAX_BYPASS = { own: RECOVERY_CODE_COUNT, others: 1 }
const MAX_BYPASS_SECONDS = 86_400

/**
 * Codes that stand in for a second factor for some time, each once. Earlier ones of this kind end; the printed list stays.
 * @throws DomainError `user.not_found`, `actor.forbidden`, `step_up.needed`, `input.invalid`; `factor.not_found` for
 * somebody without a second factor
 */
export async function makeBypassCodes(
  deps: Deps,
  actor: Actor,
  userId: string,
  { count, lifeSeconds }: { readonly count: number; readonly lifeSeconds: number },
): Promise<readonly string[]> {
  const isOwn = actor.kind === 'user' && actor.userId === userId
  const most = isOwn ? MAX_BYPASS.own : MAX_BYPASS.others
  if (count < 1 || count > most) refuse('numberOfCodes', `From 1 to ${most}.`)
  if (lifeSeconds < 1 || lifeSeconds > MAX_BYPASS_SECONDS) refuse('validityDuration', 'A day at most.')
  return deps.store.transaction(async (tx) => {
    await userWithinSight(tx, actor, userId)
    await requireFactorPresence(deps, tx, actor)
    const user = await heldUser(tx, userId)
    if (!user.secondFactor) throw new DomainError('factor.not_found')
    await tx.recoveryCodes.deleteAll('bypass', user.id)
    const codes = await addCodes(deps, tx, user, count, deps.clock.now() + lifeSeconds * 1_000)
    const act = { action: 'factor.bypass_codes', chain: user.accountId, target: `user:${user.id}` }
    await recordAct(deps, tx, actor, { ...act, details: { count, lifeSeconds } })
    return codes
  })
}

function refuse(field: string, reason: string): never {
  throw new DomainError('input.invalid', { field, reason })
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
