import { monthOf } from '../callers/month.ts'
import type { Stores } from '../store.ts'
import type { Threshold } from './threshold.ts'

const DAY_MS = 24 * 3_600_000

/** Calls of an account in the running day and month of UTC, whether answered or rejected. */
export interface Running {
  readonly dayMs: number
  readonly monthMs: number
  readonly callsToday: number
  readonly callsThisMonth: number
}

export async function runningOf(
  { calls }: Pick<Stores, 'calls'>,
  accountId: string,
  nowMs: number,
): Promise<Running> {
  const dayMs = nowMs - (nowMs % DAY_MS)
  const monthMs = monthOf(nowMs)
  return {
    dayMs,
    monthMs,
    callsToday: await calls.sumSince(accountId, dayMs),
    callsThisMonth: await calls.sumOfMonth(accountId, monthMs),
  }
}

/** Which thresholds are reached. */
export function reachedBy(
  { callsPerDay, callsPerMonth }: Pick<Threshold, 'callsPerDay' | 'callsPerMonth'>,
  { callsToday, callsThisMonth }: Running,
) {
  return {
    day: callsPerDay !== null && callsToday >= callsPerDay,
    month: callsPerMonth !== null && callsThisMonth >= callsPerMonth,
  }
}
