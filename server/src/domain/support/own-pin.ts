import type { UserActor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { requireFreshSession, requireNoImpersonator } from '../policy.ts'
import { readPin } from './read-pin.ts'
import { putPin } from './set-pin.ts'
import { generatePin, type PinState, pinState } from './support-pin.ts'

/** Whether somebody has a PIN, without it. */
export async function ownPinState(deps: Pick<Deps, 'store'>, actor: UserActor): Promise<PinState> {
  return pinState(await deps.store.supportPins.ofUser(actor.userId))
}

/** The own PIN, to read out to somebody of support. @throws DomainError `pin.not_found`, `step_up.needed`, `actor.forbidden` */
export function revealOwnPin(deps: Deps, actor: UserActor): Promise<string> {
  requireNoImpersonator(actor)
  return deps.store.transaction(async (tx) => {
    await requireFreshSession(deps, tx, actor)
    const { pin } = await readPin(deps, actor, actor.userId, tx)
    if (pin === null) throw new DomainError('pin.not_found')
    const act = { action: 'user.pin.reveal', chain: actor.accountId, target: `user:${actor.userId}` }
    await recordAct(deps, tx, actor, act)
    return pin
  })
}

/** A new PIN of one's own; the earlier one is wrong from now on. @throws DomainError `step_up.needed`, `actor.forbidden` */
export function renewOwnPin(deps: Deps, actor: UserActor): Promise<string> {
  requireNoImpersonator(actor)
  return deps.store.transaction(async (tx) => {
    await requireFreshSession(deps, tx, actor)
    // A check of the old PIN that is under way must not write that one back.
    await tx.users.hold(actor.userId)
    const user = await tx.users.byId(actor.userId)
    if (!user) throw new DomainError('user.not_found')
    const pin = generatePin(deps.random)
    await putPin(deps, tx, actor, user, pin)
    return pin
  })
}
