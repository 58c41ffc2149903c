import type { Actor } from '../actor.ts'
import type { CallCount } from '../callers/caller.ts'
import { lastUseOf } from '../callers/last-use.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Stores } from '../store.ts'
import { NO_PAIR, pairWorksAt, type StoredPair } from './key-pair.ts'
import { pairOwner } from './own-pair.ts'

/** A pair as its owner may see it without a proof of presence. */
export interface PairFacts {
  readonly pair: StoredPair
  readonly lastUse: CallCount | null
  /** The pair it replaced, while that one still works. */
  readonly retired: StoredPair | null
}

/**
 * The pairs of a super administrator, the one without a name first.
 * @throws DomainError `user.not_found`, `actor.forbidden`
 */
export async function describePairs(deps: Deps, actor: Actor, userId: string): Promise<readonly PairFacts[]> {
  const user = await pairOwner(deps.store, actor, userId)
  await deps.calls.settle()
  const rows = await deps.store.keyPairs.ofUser(user.id)
  const current = rows.filter(({ endsAtMs }) => endsAtMs === null)
  const ordered = current.toSorted((left, right) => (left.name < right.name ? -1 : 1))
  return Promise.all(ordered.map((pair) => factsOf(deps, deps.store, rows, pair)))
}

/** @throws DomainError `key.not_found` */
export async function pairFacts(
  deps: Deps,
  stores: Stores,
  userId: string,
  name: string,
): Promise<PairFacts> {
  const rows = await stores.keyPairs.ofUser(userId)
  const pair = rows.find((row) => row.name === name && row.endsAtMs === null)
  if (!pair) throw new DomainError('key.not_found', { reason: NO_PAIR })
  return factsOf(deps, stores, rows, pair)
}

async function factsOf(
  deps: Deps,
  stores: Stores,
  rows: readonly StoredPair[],
  pair: StoredPair,
): Promise<PairFacts> {
  const nowMs = deps.clock.now()
  const retired = rows.find(
    (row) => row.name === pair.name && row.endsAtMs !== null && pairWorksAt(row, nowMs),
  )
  return { pair, lastUse: await lastUseOf(deps, stores, pair), retired: retired ?? null }
}
