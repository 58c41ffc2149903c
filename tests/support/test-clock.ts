import type { Clock } from '../../server/src/domain/ports.ts'

/** A clock that stands still until a test moves it. */
export class TestClock implements Clock {
  #nowMs: number

  constructor(startMs = Date.UTC(2026, 10, 22, 12)) {
    this.#nowMs = startMs
  }

  now(): number {
    return this.#nowMs
  }

  advance(ms: number): void {
    this.#nowMs += ms
  }
}

export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
