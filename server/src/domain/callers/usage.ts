import type { Actor, UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { userWithinReach } from '../policy.ts'
import { pageInSight } from '../users/page-in-sight.ts'
import type { User } from '../users/user.ts'
import { type KeyUsage, keysOf, type UserUsage, usersOf } from './by-key.ts'
import type { CallCount, Outcome } from './caller.ts'
import { callersInSight, mustManage } from './in-sight.ts'
import { recordingSinceMs } from './recording.ts'
import { type Span, spanOf, type UsageStep, type UsageStretch, type UsageWindow } from './span.ts'
import { type CallerSummary, summariseCallers } from './summary.ts'

export interface UsagePoint {
  readonly atMs: number
  readonly outcome: Outcome
  readonly calls: number
}

export interface Usage extends Span {
  readonly recordedSinceMs: number
  readonly points: readonly UsagePoint[]
  readonly byDialect: ReadonlyMap<string, number>
  readonly byCaller: readonly CallerSummary[]
  readonly byUser: readonly UserUsage[]
  readonly byKey: readonly KeyUsage[]
}

/** Calls with a user's keys. @throws DomainError `user.not_found`, `actor.forbidden` */
export async function usageOf(
  deps: Deps,
  actor: Actor,
  userId: string,
  period: UsageWindow | UsageStretch,
  step?: UsageStep,
): Promise<Usage> {
  const user = await userWithinReach(deps.store, actor, userId)
  await deps.calls.settle()
  const span = spanOf(deps.clock, period, step)
  const counts = await deps.store.calls.ofUser(user.id, span.fromMs)
  return reportOn(deps, [user], within(counts, span), span)
}

/**
 * Calls with the keys of everybody whom an owner or manager may act on.
 * @throws DomainError `actor.forbidden` for anybody else
 */
export async function usageOfAccount(
  deps: Deps,
  actor: UserActor,
  period: UsageWindow | UsageStretch,
  step?: UsageStep,
): Promise<Usage> {
  mustManage(actor)
  await deps.calls.settle()
  const span = spanOf(deps.clock, period, step)
  const counts = within(await deps.store.calls.ofAccount(actor.accountId, span.fromMs), span)
  const callers = await callersInSight(deps, actor, counts)
  const ids = new Set(callers.map(({ id }) => id))
  // Who never called counts for nothing but since when there could have been calls: the oldest user says.
  const oldest = await pageInSight(deps, actor, { accountId: actor.accountId, marker: null, limit: 1 })
  return reportOn(
    deps,
    [...(oldest?.rows ?? []), ...callers],
    counts.filter(({ userId }) => ids.has(userId)),
    span,
  )
}

/** An hour counts as a whole: to the period in which it begins. */
function within(counts: readonly CallCount[], { hoursBeforeMs }: Span): readonly CallCount[] {
  return counts.filter(({ hourMs }) => hourMs < hoursBeforeMs)
}

async function reportOn(
  deps: Deps,
  users: readonly User[],
  counts: readonly CallCount[],
  span: Span,
): Promise<Usage> {
  return {
    ...span,
    recordedSinceMs: Math.min(...users.map((user) => recordingSinceMs(deps, user))),
    points: pointsOf(counts, span.stepMs),
    byDialect: sumBy(counts, ({ dialect }) => dialect),
    byCaller: summariseCallers(counts),
    byUser: usersOf(counts, users),
    byKey: await keysOf(deps, counts, users),
  }
}

function pointsOf(counts: readonly CallCount[], stepMs: number): readonly UsagePoint[] {
  const points = new Map<string, UsagePoint>()
  for (const { hourMs, outcome, calls } of counts) {
    const atMs = hourMs - (hourMs % stepMs)
    const slot = `${atMs} ${outcome}`
    points.set(slot, { atMs, outcome, calls: calls + (points.get(slot)?.calls ?? 0) })
  }
  return [...points.values()].sort((a, b) => a.atMs - b.atMs)
}

function sumBy(
  counts: readonly CallCount[],
  nameOf: (count: CallCount) => string,
): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const count of counts) sums.set(nameOf(count), (sums.get(nameOf(count)) ?? 0) + count.calls)
  return sums
}
