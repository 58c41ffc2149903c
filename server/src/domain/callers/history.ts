import type { Actor, UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { userWithinReach } from '../policy.ts'
import type { User } from '../users/user.ts'
import { type KeyUsage, keysOf } from './by-key.ts'
import type { CallKinds, CallMonth, Dialect } from './caller.ts'
import { callersInSight, mustManage } from './in-sight.ts'
import { type MailTotals, mailTotals } from './mail-totals.ts'
import { monthsBefore } from './month.ts'
import { MONTHS_KEPT } from './recording.ts'

/** Calls of one month in one dialect that ended alike. */
export type MonthUsage = Pick<CallMonth, 'monthMs' | 'dialect' | 'outcome' | 'calls' | keyof CallKinds>

/** Counters of one key in one dialect. */
export interface KeyCounters extends CallKinds {
  readonly dialect: Dialect
  readonly calls: number
  /** Of the calls. */
  readonly rejected: number
}

export interface KeyHistory extends KeyUsage {
  /** By name of the dialect. */
  readonly byDialect: readonly KeyCounters[]
}

/** All calls that are still known, by the month. */
export interface UsageHistory {
  readonly keptSinceMs: number
  /** The oldest first; months without calls are not there. */
  readonly months: readonly MonthUsage[]
  readonly byKey: readonly KeyHistory[]
  /** Of the account; null for a user's own report, and for whoever may not see all of it. */
  readonly mail: MailTotals | null
}

/** Calls with a user's keys. @throws DomainError `user.not_found`, `actor.forbidden` */
export async function historyOf(deps: Deps, actor: Actor, userId: string): Promise<UsageHistory> {
  const user = await userWithinReach(deps.store, actor, userId)
  await deps.calls.settle()
  return { ...(await reportOn(deps, [user], await deps.store.calls.monthsOfUser(user.id))), mail: null }
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
  const inSight = counts.filter(({ userId }) => ids.has(userId))
  return { ...(await reportOn(deps, callers, inSight)), mail: await mailTotals(deps, actor) }
}

async function reportOn(
  deps: Deps,
  users: readonly User[],
  all: readonly CallMonth[],
): Promise<Omit<UsageHistory, 'mail'>> {
  const keptSinceMs = monthsBefore(deps.clock.now(), MONTHS_KEPT - 1)
  // Those that have served their time go once an hour.
  const counts = all.filter(({ monthMs }) => monthMs >= keptSinceMs)
  const counters = countersByKey(counts)
  const keys = await keysOf(deps, counts, users)
  const byKey = keys.map((key) => ({ ...key, byDialect: counters.get(key.keyId) ?? [] }))
  return { keptSinceMs, months: sumOf(counts), byKey }
}

function sumOf(counts: readonly CallMonth[]): readonly MonthUsage[] {
  const sums = new Map<string, MonthUsage>()
  for (const { monthMs, dialect, outcome, ...more } of counts) {
    const slot = `${monthMs} ${outcome} ${dialect}`
    const sum = sums.get(slot)
    sums.set(slot, {
      ...{ monthMs, dialect, outcome },
      calls: more.calls + (sum?.calls ?? 0),
      tokens: more.tokens + (sum?.tokens ?? 0),
      verifications: more.verifications + (sum?.verifications ?? 0),
    })
  }
  return [...sums.values()]
}

function countersByKey(counts: readonly CallMonth[]): ReadonlyMap<string, readonly KeyCounters[]> {
  const keys = new Map<string, Map<Dialect, KeyCounters>>()
  for (const { keyId, dialect, outcome, calls, tokens, verifications } of counts) {
    const dialects = keys.get(keyId) ?? new Map<Dialect, KeyCounters>()
    const sum = dialects.get(dialect)
    dialects.set(dialect, {
      dialect,
      calls: calls + (sum?.calls ?? 0),
      rejected: (outcome === 'valid' ? 0 : calls) + (sum?.rejected ?? 0),
      tokens: tokens + (sum?.tokens ?? 0),
      verifications: verifications + (sum?.verifications ?? 0),
    })
    keys.set(keyId, dialects)
  }
  const inOrder = (dialects: ReadonlyMap<Dialect, KeyCounters>) =>
    [...dialects.values()].sort((a, b) => (a.dialect < b.dialect ? -1 : 1))
  return new Map([...keys].map(([keyId, dialects]) => [keyId, inOrder(dialects)]))
}
