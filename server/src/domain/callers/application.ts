import type { CallCount } from './caller.ts'

/** A program as people tell them apart: what it calls itself and where it calls from, in whatever dialects. */
export interface Application {
  readonly client: string
  readonly network: string
  /** In alphabetical order. */
  readonly dialects: readonly string[]
}

/** At least one counter. */
export type Uses = readonly [CallCount, ...CallCount[]]

/** Hourly counts by application, the last seen first. */
export function usesByApplication(counts: readonly CallCount[]): readonly Uses[] {
  const groups = groupBy(counts, ({ client, network }) => `${network}\n${client}`)
  return [...groups].sort((a, b) => lastUseMs(b) - lastUseMs(a))
}

export function usesByDialect(uses: Uses): readonly Uses[] {
  return groupBy(uses, ({ dialect }) => dialect)
}

export function applicationOf(uses: Uses): Application {
  const [{ client, network }] = uses
  return { client, network, dialects: [...new Set(uses.map(({ dialect }) => dialect))].sort() }
}

export function sumOfCalls(uses: readonly CallCount[]): number {
  return uses.reduce((sum, { calls }) => sum + calls, 0)
}

export function lastUseMs(uses: readonly CallCount[]): number {
  return Math.max(...uses.map(({ lastAtMs }) => lastAtMs))
}

export function firstUseMs(uses: readonly CallCount[]): number {
  return Math.min(...uses.map(({ firstAtMs }) => firstAtMs))
}

function groupBy(counts: readonly CallCount[], slotOf: (count: CallCount) => string): readonly Uses[] {
  const groups = new Map<string, [CallCount, ...CallCount[]]>()
  for (const count of counts) {
    const group = groups.get(slotOf(count))
    if (group) group.push(count)
    else groups.set(slotOf(count), [count])
  }
  return [...groups.values()]
}
