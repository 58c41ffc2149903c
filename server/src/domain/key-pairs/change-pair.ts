import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { type CallKind, type ClockCheck, NO_PAIR, type PairLimits, type StoredPair } from './key-pair.ts'
import { pairHolder, UNNAMED } from './own-pair.ts'

/** How a pair is checked and limited; absent means as it is. */
export interface PairChange {
  readonly clockCheck?: ClockCheck
  /** Null brings the usual limit back. */
  readonly limits?: { readonly [kind in CallKind]?: number | null }
}

/** What a bench or a migration may need, and less than one machine can answer. */
const MAX_PER_MINUTE = 100_000_000

/**
 * Changes how the signatures of a pair are checked, and how many calls it may make. In force for the next request.
 * @throws DomainError `key.not_found`, `input.invalid`, `user.not_found`, `actor.forbidden`, `step_up.needed`
 */
export function changePair(
  deps: Deps,
  actor: Actor,
  userId: string,
  change: PairChange,
  name = UNNAMED,
): Promise<StoredPair> {
  checkLimits(change)
  return deps.store.transaction(async (tx) => {
    const user = await pairHolder(deps, tx, actor, userId)
    await tx.users.hold(user.id)
    const pair = await tx.keyPairs.current(user.id, name)
    if (!pair) throw new DomainError('key.not_found', { reason: NO_PAIR })
    const next = { clockCheck: change.clockCheck ?? pair.clockCheck, limits: nextLimits(pair, change) }
    await tx.keyPairs.update(pair.id, next)
    const { clockCheck, limits } = next
    await recordAct(deps, tx, actor, {
      action: 'key_pair.update',
      chain: user.accountId,
      target: `user:${user.id}`,
      details: { pairId: pair.id, clockCheck, clockCheckBefore: pair.clockCheck, ...limits },
    })
    return { ...pair, ...next }
  })
}

function checkLimits({ limits = {} }: PairChange): void {
  for (const [kind, limit] of Object.entries(limits)) {
    if (limit === null || (Number.isInteger(limit) && limit >= 1 && limit <= MAX_PER_MINUTE)) continue
    const reason = `A limit is a whole number of calls in a minute, ${MAX_PER_MINUTE} at most.`
    throw new DomainError('input.invalid', { field: kind, reason })
  }
}

const KINDS: readonly CallKind[] = ['read', 'write', 'domainWrite']

function nextLimits(pair: StoredPair, { limits = {} }: PairChange): PairLimits {
  const next = KINDS.flatMap((kind) => {
    const given = limits[kind]
    const limit = given === undefined ? pair.limits[kind] : given
    return limit == null ? [] : [[kind, limit] as const]
  })
  return Object.fromEntries(next)
}
