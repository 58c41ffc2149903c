import type { UsageHistory } from '@keyward/sdk'
import type { Step } from './timeline.ts'

/** A year is shown at least, so that one month alone is not taken for all. */
const FEWEST_MONTHS = 12

/** Every month from the first with calls to the one that is running, a year at least; also those without calls. */
export function monthsOf({ months }: UsageHistory, nowMs: number): readonly Step[] {
  const now = new Date(nowMs)
  const year = now.getUTCFullYear()
  const first = months[0]?.month ?? ''
  const steps: Step[] = []
  for (let back = 0; ; back++) {
    const at = new Date(Date.UTC(year, now.getUTCMonth() - back)).toISOString()
    const month = at.slice(0, 'YYYY-MM'.length)
    if (back >= FEWEST_MONTHS && (first === '' || month < first)) break
    const calls = { valid: 0, expired: 0, disabled: 0 }
    for (const count of months) if (count.month === month) calls[count.outcome] += count.calls
    steps.unshift({ at, calls })
  }
  return steps
}

/** Calls to date by API, the most called first: how many were answered with yes, and how many with no. */
export function toDate({ months }: UsageHistory) {
  const sums = new Map<string, { dialect: string; valid: number; rejected: number }>()
  for (const { dialect, outcome, calls } of months) {
    const sum = sums.get(dialect) ?? { dialect, valid: 0, rejected: 0 }
    sum[outcome === 'valid' ? 'valid' : 'rejected'] += calls
    sums.set(dialect, sum)
  }
  return [...sums.values()].sort((a, b) => b.valid + b.rejected - a.valid - a.rejected)
}
