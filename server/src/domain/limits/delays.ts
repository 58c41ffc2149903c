export const FREE_FAILURES = 5
export const MAX_DELAY_MS = 15 * 60_000
/** Failures are forgotten after this long without another. */
const FORGET_MS = 24 * 3_600_000
const MAX_NAMES = 100_000

interface Failures {
  count: number
  lastAtMs: number
}

/** A delay that grows with failures in a row: nothing for five, then 1 s doubling up to 15 minutes. It never locks. */
export class Delays {
  readonly #failures = new Map<string, Failures>()

  waitSeconds(name: string, nowMs: number): number {
    const failures = this.#current(name, nowMs)
    if (!failures || failures.count < FREE_FAILURES) return 0
    const delayMs = Math.min(MAX_DELAY_MS, 1_000 * 2 ** (failures.count - FREE_FAILURES))
    return Math.max(0, Math.ceil((failures.lastAtMs + delayMs - nowMs) / 1_000))
  }

  failed(name: string, nowMs: number): void {
    const count = (this.#current(name, nowMs)?.count ?? 0) + 1
    this.#failures.delete(name)
    this.#failures.set(name, { count, lastAtMs: nowMs })
    for (const oldest of this.#failures.keys()) {
      if (this.#failures.size <= MAX_NAMES) break
      this.#failures.delete(oldest)
    }
  }

  succeeded(name: string): void {
    this.#failures.delete(name)
  }

  /** Those that have to wait now. */
  waiting(nowMs: number): readonly string[] {
    return [...this.#failures.keys()].filter((name) => this.waitSeconds(name, nowMs) > 0)
  }

  #current(name: string, nowMs: number): Failures | undefined {
    const failures = this.#failures.get(name)
    return failures && nowMs - failures.lastAtMs < FORGET_MS ? failures : undefined
  }
}
