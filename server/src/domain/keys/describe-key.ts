import type { Actor } from '../actor.ts'
import type { CallCount } from '../callers/caller.ts'
import { lastUseOf } from '../callers/last-use.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { userWithinReach } from '../policy.ts'
import type { Stores } from '../store.ts'
import { keyWorksAt, type StoredKey } from './key.ts'
import { mustShowOnce } from './show-once.ts'

/** A user's key as it may be shown without a proof of presence. */
export interface KeyFacts {
  readonly key: StoredKey
  readonly lastUse: CallCount | null
  /** The key it replaced, while that one still works. */
  readonly retired: StoredKey | null
  /** The installation or the account lets none of its keys be shown a second time. */
  readonly showOnceRequired: boolean
}

/** Whether the key was shown when it was made, and never again. */
export function isShownOnce({ key, showOnceRequired }: KeyFacts): boolean {
  return key.sealed === null || showOnceRequired
}

/** A key with its value, right after it was made or shown. */
export interface KeyWithSecret extends KeyFacts {
  readonly secret: string
  readonly userName: string
}

/** Null for a user without a key. @throws DomainError `user.not_found`, `actor.forbidden` */
export async function describeKey(deps: Deps, actor: Actor, userId: string): Promise<KeyFacts | null> {
  const user = await userWithinReach(deps.store, actor, userId)
  await deps.calls.settle()
  return findKeyFacts(deps, deps.store, user.id)
}

/** @throws DomainError `key.not_found` */
export async function keyFacts(deps: Deps, stores: Stores, userId: string): Promise<KeyFacts> {
  const facts = await findKeyFacts(deps, stores, userId)
  if (!facts) throw new DomainError('key.not_found')
  return facts
}

async function findKeyFacts(deps: Deps, stores: Stores, userId: string): Promise<KeyFacts | null> {
  const nowMs = deps.clock.now()
  const rows = await stores.keys.ofUser(userId)
  const key = rows.find(({ endsAtMs }) => endsAtMs === null)
  if (!key) return null
  const retired = rows.find((row) => row.endsAtMs !== null && keyWorksAt(row, nowMs)) ?? null
  const lastUse = await lastUseOf(deps, stores, key)
  return { key, lastUse, retired, showOnceRequired: await mustShowOnce(deps, stores, key.accountId) }
}
