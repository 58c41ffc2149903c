import type { Actor, UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { userWithinReach } from '../policy.ts'
import type { User } from '../users/user.ts'
import { type KeyUsage, keysOf } from './by-key.ts'
import type { CallMonth } from './caller.ts'
import { callersInSight, mustManage } from './in-sight.ts'
import { monthsBefore } from './month.ts'
import { MONTHS_KEPT } from './recording.ts'

/** Calls of one month in one dialect that ended alike. */
export type MonthUsage = Pick<CallMonth, 'monthMs' | 'dialect' | 'outcome' | 'calls'>

/** All calls that are still known, by the month. */
export interface UsageHistory {
  readonly keptSinceMs: number
  /** The oldest first; months without calls are not there. */
  readonly months: readonly MonthUsage[]
  readonly byKey: readonly KeyUsage[]
}

/** Calls with a user's keys. @throws DomainError `user.not_found`, `actor.forbidden` */
export async function historyOf(deps: Deps, actor: Actor, userId: string): Promise<UsageHistory> {
  const user = await userWithinReach(deps.store, actor, userId)
  await deps.calls.settle()
  return reportOn(deps, [user], await deps.store.calls.monthsOfUser(user.id))
}

/**
 * Calls with the keys of everybody whom an owner or manager may act on.
 * @throws DomainError `actor.forbidden` for anybody else
 */
export async function historyOfAccount(deps: Deps, actor: UserActor): Promise<UsageHistory> {
  mustManage(actor)
  await deps.calls.settle()
  const counts = await deps.store.calls.monthsOfAccount(actor.accountId)
  const callers = await callersInSight(deps, actor, counts)
  const ids = new Set(callers.map(({ id }) => id))
  return reportOn(
    deps,
    callers,
    counts.filter(({ userId }) => ids.has(userId)),
  )
}

async function reportOn(
  deps: Deps,
  users: readonly User[],
  all: readonly CallMonth[],
): Promise<UsageHistory> {
  const keptSinceMs = monthsBefore(deps.clock.now(), MONTHS_KEPT - 1)
  // Those that have served their time go once an hour.
  const counts = all.filter(({ monthMs }) => monthMs >= keptSinceMs)
  return { keptSinceMs, months: sumOf(counts), byKey: await keysOf(deps, counts, users) }
}

function sumOf(counts: readonly CallMonth[]): readonly MonthUsage[] {
  const sums = new Map<string, MonthUsage>()
  for (const { monthMs, dialect, outcome, calls } of counts) {
    const slot = `${monthMs} ${outcome} ${dialect}`
    sums.set(slot, { monthMs, dialect, outcome, calls: calls + (sums.get(slot)?.calls ?? 0) })
  }
  return [...sums.values()]
}
