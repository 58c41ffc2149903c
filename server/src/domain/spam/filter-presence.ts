/** A filter asks with every message, and there is hardly a day without one. */
const SILENCE_MS = 24 * 3_600_000

/** Whether a spam filter works by what is set here: it does when it has asked lately. */
export class FilterPresence {
  #askedAtMs = Number.NEGATIVE_INFINITY

  asked(nowMs: number): void {
    this.#askedAtMs = nowMs
  }

  isConnected(nowMs: number): boolean {
    return nowMs - this.#askedAtMs < SILENCE_MS
  }
}
