import { sameText } from '../../lib/timing-safe.ts'
import { type Actor, recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { requireNoImpersonator, requireStaff, userWithinReach } from '../policy.ts'
import { pinState, placeOfPin } from './support-pin.ts'

/** For checking the PINs of others. @throws DomainError `actor.forbidden` */
export function requirePinChecker(actor: Actor): void {
  requireStaff(actor)
}

/**
 * Whether somebody on the telephone has named a user's PIN. Six wrong answers lock it; then none is right.
 * @throws DomainError `actor.forbidden` for all but staff, `user.not_found`
 */
export function checkPin(deps: Deps, actor: Actor, userId: string, named: string): Promise<boolean> {
  requirePinChecker(actor)
  return deps.store.transaction(async (tx) => {
    const user = await userWithinReach(tx, actor, userId)
    await tx.users.hold(user.id)
    const pin = await tx.supportPins.ofUser(user.id)
    const isRight =
      pin !== null &&
      pinState(pin) === 'ACTIVE' &&
      sameText(deps.vault.open(placeOfPin(pin), pin.sealed), named)
    if (pin && pinState(pin) === 'ACTIVE') {
      await tx.supportPins.put({ ...pin, wrongChecks: isRight ? 0 : pin.wrongChecks + 1 })
    }
    const act = { action: 'user.pin.check', chain: user.accountId, target: `user:${user.id}` }
    await recordAct(deps, tx, actor, { ...act, details: { isRight } })
    return isRight
  })
}

/** Lets the own PIN be checked again. @throws DomainError `actor.forbidden` for others' and when it is not locked */
export function unlockPin(deps: Deps, actor: Actor, userId: string): Promise<void> {
  requireNoImpersonator(actor)
  return deps.store.transaction(async (tx) => {
    const user = await userWithinReach(tx, actor, userId)
    await tx.users.hold(user.id)
    const pin = await tx.supportPins.ofUser(user.id)
    const isOwn = actor.kind === 'user' && actor.userId === userId
    if (!isOwn || !pin || pinState(pin) !== 'LOCKED') throw new DomainError('actor.forbidden')
    await tx.supportPins.put({ ...pin, wrongChecks: 0 })
    const act = { action: 'user.pin.unlock', chain: user.accountId, target: `user:${user.id}` }
    await recordAct(deps, tx, actor, act)
  })
}
