import type { CallKinds, UsageHistory } from '@keyward/sdk'
import { NO_CALLS, type Step } from './timeline.ts'

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
    const calls = { ...NO_CALLS }
    for (const count of months) if (count.month === month) calls[count.outcome] += count.calls
    steps.unshift({ at, calls })
  }
  return steps
}

/** Counters of an API or of a key. */
export interface Counters extends CallKinds {
  readonly calls: number
  readonly rejected: number
}

/** Counters to date by API, the most called first. */
export function toDate({ months }: UsageHistory): readonly (Counters & { readonly dialect: string })[] {
  const sums = new Map<string, Counters & { readonly dialect: string }>()
  for (const { dialect, outcome, calls, tokens, verifications } of months) {
    const sum = sums.get(dialect)
    sums.set(dialect, {
      dialect,
      calls: calls + (sum?.calls ?? 0),
      tokens: tokens + (sum?.tokens ?? 0),
      verifications: verifications + (sum?.verifications ?? 0),
      rejected: (outcome === 'valid' ? 0 : calls) + (sum?.rejected ?? 0),
    })
  }
  return [...sums.values()].sort((a, b) => b.calls - a.calls)
}

/** The keys that were used in an API with their counters there, the most used first. */
export function keysIn({ byKey }: UsageHistory, dialect: string) {
  return byKey
    .flatMap((used) => {
      const counters = used.byDialect.find((counted) => counted.dialect === dialect)
      return counters ? [{ used, counters }] : []
    })
    .sort((a, b) => b.counters.calls - a.counters.calls)
}
