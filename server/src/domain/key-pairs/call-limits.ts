import { DomainError } from '../errors.ts'
import type { CallKind, KnownPair } from './key-pair.ts'

/** Calls in a minute, for each administrator. The vendor's were 60, 30 and 2. */
export const DEFAULT_LIMITS: Readonly<Record<CallKind, number>> = { read: 600, write: 300, domainWrite: 60 }

/** What is left of a limit. */
export interface CallRoom {
  readonly limit: number
  readonly remaining: number
  readonly resetSeconds: number
}

interface Window {
  readonly endsAtMs: number
  calls: number
}

const WINDOW_MS = 60_000
/** Windows remembered; beyond that those that have ended are let go. */
const MAX_WINDOWS = 10_000

/** Counts signed calls by administrator, whatever pair and address they come from. A refused call counts too. */
export class CallLimits {
  readonly #windows = new Map<string, Window>()

  /** Null while there is room; else what there was. */
  take(pair: Pick<KnownPair, 'userId' | 'limits'>, kind: CallKind, nowMs: number): CallRoom | null {
    const limit = pair.limits[kind] ?? DEFAULT_LIMITS[kind]
    const window = this.#window(`${kind} ${pair.userId}`, nowMs)
    window.calls++
    if (window.calls <= limit) return null
    return { limit, remaining: 0, resetSeconds: Math.max(1, Math.ceil((window.endsAtMs - nowMs) / 1_000)) }
  }

  #window(name: string, nowMs: number): Window {
    const known = this.#windows.get(name)
    if (known && nowMs < known.endsAtMs && nowMs >= known.endsAtMs - WINDOW_MS) return known
    if (this.#windows.size >= MAX_WINDOWS) this.#forgetEnded(nowMs)
    const window = { endsAtMs: nowMs + WINDOW_MS, calls: 0 }
    this.#windows.set(name, window)
    return window
  }

  #forgetEnded(nowMs: number): void {
    for (const [name, { endsAtMs }] of this.#windows) if (endsAtMs <= nowMs) this.#windows.delete(name)
  }
}

/** A signed call beyond its limit. */
export class CallLimitError extends DomainError {
  readonly room: CallRoom

  constructor(room: CallRoom) {
    super('throttled', { retryAfterSeconds: room.resetSeconds })
    this.room = room
  }
}
