import type { Clock } from '../ports.ts'
import type { Dialect } from './caller.ts'

const HOUR_MS = 3_600_000
/** Hours that are remembered: a week. */
const HOURS_KEPT = 168

/** Upper ends of the classes, ms. What took longer than the last is counted there. */
const CLASSES_MS = [
  ...[0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700],
  ...[1_000, 2_000, 5_000, 10_000, 30_000],
] as const

interface Hour {
  readonly atMs: number
  readonly byDialect: Map<Dialect, Uint32Array>
}

/** The time within which half of the answers were given, and 95 of 100. */
export interface AnswerTime {
  readonly p50Ms: number
  readonly p95Ms: number
}

/** How long answers of this process took: a count by class, hour and dialect. In memory alone, and of nobody in particular. */
export class AnswerTimes {
  readonly sinceMs: number
  readonly #clock: Clock
  readonly #hours: Hour[] = []

  constructor(clock: Clock) {
    this.#clock = clock
    this.sinceMs = clock.now()
  }

  /** On the path of every request. */
  add(dialect: Dialect, tookMs: number): void {
    const nowMs = this.#clock.now()
    const last = this.#hours.at(-1)
    // A clock that is set back adds to the hour that is there.
    const hour = last !== undefined && nowMs - last.atMs < HOUR_MS ? last : this.#begin(nowMs)
    let counts = hour.byDialect.get(dialect)
    if (counts === undefined) {
      counts = new Uint32Array(CLASSES_MS.length)
      hour.byDialect.set(dialect, counts)
    }
    let at = 0
    while (at < CLASSES_MS.length - 1 && tookMs > (CLASSES_MS[at] ?? 0)) at++
    counts[at] = (counts[at] ?? 0) + 1
  }

  /** The oldest first; hours without an answer are not there. */
  byHour(): readonly (AnswerTime & { readonly atMs: number })[] {
    return this.#hours.map(({ atMs, byDialect }) => ({ atMs, ...timeOf([...byDialect.values()]) }))
  }

  /** Over all hours that are remembered. */
  byDialect(): readonly (AnswerTime & { readonly dialect: Dialect })[] {
    const names = new Set(this.#hours.flatMap(({ byDialect }) => [...byDialect.keys()]))
    return [...names].sort().map((dialect) => {
      return { dialect, ...timeOf(this.#hours.flatMap(({ byDialect }) => byDialect.get(dialect) ?? [])) }
    })
  }

  #begin(nowMs: number): Hour {
    const hour = { atMs: nowMs - (nowMs % HOUR_MS), byDialect: new Map() }
    this.#hours.push(hour)
    if (this.#hours.length > HOURS_KEPT) this.#hours.shift()
    return hour
  }
}

function timeOf(counted: readonly Uint32Array[]): AnswerTime {
  const sums = CLASSES_MS.map((_, at) => counted.reduce((sum, counts) => sum + (counts[at] ?? 0), 0))
  const all = sums.reduce((sum, count) => sum + count, 0)
  const within = (share: number) => {
    let seen = 0
    const at = sums.findIndex((count) => {
      seen += count
      return seen >= all * share
    })
    return CLASSES_MS[at] ?? 0
  }
  return { p50Ms: within(0.5), p95Ms: within(0.95) }
}
