import type { UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Stores } from '../store.ts'
import { type PinState, pinState, placeOfPin } from './support-pin.ts'

export interface ShownPin {
  readonly state: PinState
  /** For the user alone; null for everybody else, and when it cannot be read any more. */
  readonly pin: string | null
}

/** What there is to know of a user's PIN, for somebody who may read the user. */
export async function readPin(
  deps: Deps,
  actor: UserActor,
  userId: string,
  stores: Pick<Stores, 'supportPins'> = deps.store,
): Promise<ShownPin> {
  const stored = await stores.supportPins.ofUser(userId)
  const isOwn = actor.userId === userId && !actor.impersonator
  return { state: pinState(stored), pin: stored && isOwn ? opened() : null }

  function opened(): string | null {
    if (!stored) return null
    try {
      return deps.vault.open(placeOfPin(stored), stored.sealed)
    } catch (error) {
      if (error instanceof DomainError) return null
      throw error
    }
  }
}
