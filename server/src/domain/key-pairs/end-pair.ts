import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { notify } from '../mail/put-out.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'
import { type PairFacts, pairFacts } from './describe-pair.ts'
import { NO_PAIR, pairWorksAt } from './key-pair.ts'
import { pairHolder, pairsNamed, UNNAMED } from './own-pair.ts'

/**
 * Ends an overlap now, and with it every program that still signs with the old pair. Ending what has ended already is
 * no error.
 * @throws DomainError `key.not_found`, `step_up.needed`, `user.not_found`, `actor.forbidden`
 */
export function endPairOverlap(deps: Deps, actor: Actor, userId: string, name: string): Promise<PairFacts> {
  return deps.store.transaction(async (tx) => {
    const user = await pairHolder(deps, tx, actor, userId)
    await tx.users.hold(user.id)
    const { retired } = await pairFacts(deps, tx, user.id, name)
    if (retired) {
      await tx.keyPairs.end(retired.id, deps.clock.now())
      await recordEnd(deps, tx, actor, user, { action: 'key_pair.end_overlap', pairId: retired.id, name })
    }
    return pairFacts(deps, tx, user.id, name)
  })
}

/**
 * Ends a pair, and an overlap with it, for good: no program signs with either when this resolves.
 * @throws DomainError `key.not_found`, `step_up.needed`, `user.not_found`, `actor.forbidden`
 */
export function deletePair(deps: Deps, actor: Actor, userId: string, name: string): Promise<void> {
  return deps.store.transaction(async (tx) => {
    const user = await pairHolder(deps, tx, actor, userId)
    await tx.users.hold(user.id)
    const pairs = await pairsNamed(tx, user.id, name)
    const current = pairs.find(({ endsAtMs }) => endsAtMs === null)
    if (!current) throw new DomainError('key.not_found', { reason: NO_PAIR })
    const nowMs = deps.clock.now()
    // One that has run out still has no end of its own.
    for (const pair of pairs)
      if (pair.endsAtMs === null || pairWorksAt(pair, nowMs)) await tx.keyPairs.end(pair.id, nowMs)
    await recordEnd(deps, tx, actor, user, { action: 'key_pair.delete', pairId: current.id, name })
    await notify(deps, tx, actor, user, 'key_changed')
  })
}

function recordEnd(
  deps: Deps,
  tx: Stores,
  actor: Actor,
  user: User,
  { action, pairId, name }: { readonly action: string; readonly pairId: string; readonly name: string },
): Promise<void> {
  const details = { pairId, ...(name !== UNNAMED && { name }) }
  return recordAct(deps, tx, actor, { action, chain: user.accountId, target: `user:${user.id}`, details })
}
