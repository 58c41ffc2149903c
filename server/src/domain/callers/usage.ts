import type { Actor, UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { isOperator, userWithinReach } from '../policy.ts'
import { pageInSight } from '../users/page-in-sight.ts'
import type { User } from '../users/user.ts'
import { type KeyUsage, keysOf, type UserUsage, usersOf } from './by-key.ts'
import type { CallCount, Outcome, UnknownCount } from './caller.ts'
import { callersInSight, mustManage } from './in-sight.ts'
import { recordingSinceMs } from './recording.ts'
import { type Span, spanOf, type UsageStep, type UsageStretch, type UsageWindow } from './span.ts'
import { type CallerSummary, summariseCallers } from './summary.ts'

export interface UsagePoint {
  readonly atMs: number
  readonly outcome: Outcome | 'unknown'
  readonly calls: number
}

export interface Usage extends Span {
  readonly recordedSinceMs: number
  /** In the report of an account also what was `unknown`: no key, and sent with the name of a user of the account. */
  readonly points: readonly UsagePoint[]
  /** Calls in the whole installation with what is no key, whoever's it was meant to be; for operators alone. */
  readonly unknownEverywhere: number | null
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
  return { ...(await reportOn(deps, [user], within(counts, span), span)), unknownEverywhere: null }
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
  const inSight = counts.filter(({ userId }) => ids.has(userId))
  const unknown = within(await deps.store.calls.unknownSince(span.fromMs, actor.accountId), span)
  return {
    ...(await reportOn(deps, [...(oldest?.rows ?? []), ...callers], inSight, span, unknown)),
    unknownEverywhere: isOperator(actor) ? await unknownCalls(deps, span) : null,
  }
}

async function unknownCalls({ store }: Deps, span: Span): Promise<number> {
  const all = within(await store.calls.unknownSince(span.fromMs), span)
  return all.reduce((sum, { calls }) => sum + calls, 0)
}

/** An hour counts as a whole: to the period in which it begins. */
function within<Count extends Pick<CallCount, 'hourMs'>>(
  counts: readonly Count[],
  { hoursBeforeMs }: Span,
): readonly Count[] {
  return counts.filter(({ hourMs }) => hourMs < hoursBeforeMs)
}

async function reportOn(
  deps: Deps,
  users: readonly User[],
  counts: readonly CallCount[],
  span: Span,
  unknown: readonly UnknownCount[] = [],
): Promise<Omit<Usage, 'unknownEverywhere'>> {
  return {
    ...span,
    recordedSinceMs: Math.min(...users.map((user) => recordingSinceMs(deps, user))),
    points: pointsOf(
      [...counts, ...unknown.map((count) => ({ ...count, outcome: 'unknown' as const }))],
      span.stepMs,
    ),
    byDialect: sumBy(counts, ({ dialect }) => dialect),
    byCaller: summariseCallers(counts),
    byUser: usersOf(counts, users),
    byKey: await keysOf(deps, counts, users),
  }
}

function pointsOf(
  counts: readonly (Pick<CallCount, 'hourMs' | 'calls'> & Pick<UsagePoint, 'outcome'>)[],
  stepMs: number,
): readonly UsagePoint[] {
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
