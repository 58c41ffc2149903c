import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { requireNoImpersonator, requirePresence } from '../policy.ts'
import type { Stores } from '../store.ts'

/**
 * Factors are changed only by somebody who has just proved presence. The compatible v2.0 calls know no second proof:
 * there the token must come of a password, which its routes see to (`identity-v2/multi-factor.ts`).
 * @throws DomainError `step_up.needed`, `actor.forbidden`, also in the name of another user
 */
export async function requireFactorPresence(deps: Deps, stores: Stores, actor: Actor): Promise<void> {
  if (actor.kind === 'system') return
  requireNoImpersonator(actor)
  const isCompatible = actor.proof.kind !== 'session' && actor.origin.dialect === 'identity-v2.0'
  if (!isCompatible) await requirePresence(deps, stores, actor, actor.accountId)
}
