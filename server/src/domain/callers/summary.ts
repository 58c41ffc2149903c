import type { CallCount } from './caller.ts'

/** One client at one network in one dialect, over a stretch of time. */
export interface CallerSummary {
  readonly client: string
  readonly network: string
  readonly dialect: string
  readonly calls: number
  readonly firstAtMs: number
  readonly lastAtMs: number
}

/** Adds hourly counts up by caller, the last seen first. */
export function summariseCallers(counts: readonly CallCount[]): readonly CallerSummary[] {
  const callers = new Map<string, CallerSummary>()
  for (const { client, network, dialect, calls, firstAtMs, lastAtMs } of counts) {
    const slot = callerSlot({ client, network, dialect })
    const sum = callers.get(slot) ?? { client, network, dialect, calls: 0, firstAtMs, lastAtMs }
    callers.set(slot, {
      ...sum,
      calls: sum.calls + calls,
      firstAtMs: Math.min(sum.firstAtMs, firstAtMs),
      lastAtMs: Math.max(sum.lastAtMs, lastAtMs),
    })
  }
  return [...callers.values()].sort((a, b) => b.lastAtMs - a.lastAtMs)
}

/** The same caller gives the same text. */
function callerSlot(caller: Pick<CallerSummary, 'client' | 'network' | 'dialect'>): string {
  return `${caller.dialect}\n${caller.network}\n${caller.client}`
}
