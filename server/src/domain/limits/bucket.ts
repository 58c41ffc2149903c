/** A bucket that holds up to `capacity` tokens and fills again by `perMinute`. */
export interface BucketRule {
  readonly capacity: number
  readonly perMinute: number
}

interface Level {
  tokens: number
  atMs: number
}

/** Sources remembered at most; the one seen longest ago goes first. */
const MAX_BUCKETS = 100_000

/** Leaky buckets by name. A name not seen has a full bucket. */
export class Buckets {
  readonly #rule: BucketRule
  readonly #levels = new Map<string, Level>()

  constructor(rule: BucketRule) {
    this.#rule = rule
  }

  /** Seconds until one token is there; 0 when there is one now. */
  waitSeconds(name: string, nowMs: number): number {
    const tokens = this.#level(name, nowMs)
    return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) * 60) / this.#rule.perMinute)
  }

  take(name: string, nowMs: number): void {
    this.#set(name, Math.max(0, this.#level(name, nowMs) - 1), nowMs)
  }

  giveBack(name: string, count: number, nowMs: number): void {
    this.#set(name, Math.min(this.#rule.capacity, this.#level(name, nowMs) + count), nowMs)
  }

  #level(name: string, nowMs: number): number {
    const level = this.#levels.get(name)
    if (!level) return this.#rule.capacity
    const refilled = level.tokens + ((nowMs - level.atMs) / 60_000) * this.#rule.perMinute
    return Math.min(this.#rule.capacity, Math.max(level.tokens, refilled))
  }

  #set(name: string, tokens: number, nowMs: number): void {
    this.#levels.delete(name)
    if (tokens >= this.#rule.capacity) return
    this.#levels.set(name, { tokens, atMs: nowMs })
    for (const oldest of this.#levels.keys()) {
      if (this.#levels.size <= MAX_BUCKETS) break
      this.#levels.delete(oldest)
    }
  }
}
