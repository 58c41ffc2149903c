import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { userWithinReach } from '../policy.ts'
import type { CallCount, Outcome } from './caller.ts'
import { recordingSinceMs } from './recording.ts'
import { type CallerSummary, summariseCallers } from './summary.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Length and step of each window, ms. */
export const USAGE_WINDOWS = {
  '24h': { lengthMs: DAY_MS, stepMs: HOUR_MS },
  '7d': { lengthMs: 7 * DAY_MS, stepMs: HOUR_MS },
  '30d': { lengthMs: 30 * DAY_MS, stepMs: DAY_MS },
} as const

export type UsageWindow = keyof typeof USAGE_WINDOWS

export interface UsagePoint {
  readonly atMs: number
  readonly outcome: Outcome
  readonly calls: number
}

export interface Usage {
  readonly window: UsageWindow
  readonly fromMs: number
  readonly toMs: number
  readonly stepMs: number
  readonly recordedSinceMs: number
  readonly points: readonly UsagePoint[]
  readonly byDialect: ReadonlyMap<string, number>
  readonly byCaller: readonly CallerSummary[]
}

/** Calls with a user's keys. @throws DomainError `user.not_found`, `actor.forbidden` */
export async function usageOf(deps: Deps, actor: Actor, userId: string, window: UsageWindow): Promise<Usage> {
  const user = await userWithinReach(deps.store, actor, userId)
  await deps.calls.settle()
  const { lengthMs, stepMs } = USAGE_WINDOWS[window]
  const toMs = deps.clock.now()
  const fromMs = toMs - lengthMs - ((toMs - lengthMs) % stepMs)
  const counts = await deps.store.calls.ofUser(user.id, fromMs)
  return {
    window,
    fromMs,
    toMs,
    stepMs,
    recordedSinceMs: recordingSinceMs(deps, user),
    points: pointsOf(counts, stepMs),
    byDialect: sumBy(counts, ({ dialect }) => dialect),
    byCaller: summariseCallers(counts),
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
