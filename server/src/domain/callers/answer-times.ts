import type { Clock } from '../ports.ts'
import type { Store } from '../store.ts'
import type { Dialect } from './caller.ts'
import type { TimedAnswers } from './stores.ts'

const HOUR_MS = 3_600_000

/** Upper ends of the classes, ms. What took longer than the last is counted there. */
const CLASSES_MS = [
  ...[0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700],
  ...[1_000, 2_000, 5_000, 10_000, 30_000],
] as const

interface Hour {
  readonly atMs: number
  readonly byDialect: Map<Dialect, Uint32Array>
}

/** How long answers took, to anybody: a count by class, hour and dialect. In memory first, like calls. */
export class AnswerTimes {
  readonly #store: Store
  readonly #clock: Clock
  #hours: Hour[] = []

  constructor(store: Store, clock: Clock) {
    this.#store = store
    this.#clock = clock
  }

  /** On the path of every request. */
  add(dialect: Dialect, tookMs: number): void {
    const nowMs = this.#clock.now()
    const last = this.#hours.at(-1)
    // A clock that is set back adds to the hour that is there.
    const hour = last !== undefined && nowMs - last.atMs < HOUR_MS ? last : this.#begin(nowMs)
    let at = 0
    while (at < CLASSES_MS.length - 1 && tookMs > (CLASSES_MS[at] ?? 0)) at++
    count(hour, dialect, at, 1)
  }

  /** Writes what was counted. What cannot be written is kept for the next time. */
  async flush(): Promise<void> {
    if (this.#hours.length === 0) return
    const hours = this.#hours
    this.#hours = []
    try {
      await this.#store.answerTimes.add(hours.flatMap(timedAnswers))
    } catch (error) {
      this.#putBack(hours)
      throw error
    }
  }

  #begin(nowMs: number): Hour {
    const hour = { atMs: nowMs - (nowMs % HOUR_MS), byDialect: new Map() }
    this.#hours.push(hour)
    return hour
  }

  #putBack(unwritten: readonly Hour[]): void {
    const newer = this.#hours
    this.#hours = [...unwritten]
    for (const hour of newer) {
      const known = this.#hours.find(({ atMs }) => atMs === hour.atMs)
      if (known) addAll(known, hour)
      else this.#hours.push(hour)
    }
  }
}

function addAll(to: Hour, from: Hour): void {
  for (const [dialect, counts] of from.byDialect) {
    for (const [at, answers] of counts.entries()) count(to, dialect, at, answers)
  }
}

function count({ byDialect }: Hour, dialect: Dialect, at: number, answers: number): void {
  let counts = byDialect.get(dialect)
  if (counts === undefined) {
    counts = new Uint32Array(CLASSES_MS.length)
    byDialect.set(dialect, counts)
  }
  counts[at] = (counts[at] ?? 0) + answers
}

function timedAnswers({ atMs: hourMs, byDialect }: Hour): readonly TimedAnswers[] {
  return [...byDialect].flatMap(([dialect, counts]) =>
    CLASSES_MS.flatMap((ms, at) => {
      const answers = counts[at] ?? 0
      return answers === 0 ? [] : [{ hourMs, dialect, withinUs: Math.round(ms * 1_000), answers }]
    }),
  )
}
