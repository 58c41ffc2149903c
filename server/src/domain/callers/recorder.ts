import { DomainError } from '../errors.ts'
import type { KnownKey } from '../login/known.ts'
import type { Clock } from '../ports.ts'
import type { Store } from '../store.ts'
import { AnswerTimes } from './answer-times.ts'
import type { CallCount, CallKinds, Origin, Outcome } from './caller.ts'
import { clientProduct } from './client-product.ts'
import { type Attempt, FailureLog } from './failure-log.ts'
import { networkOf } from './network.ts'
import { type CallTotal, CallTotals } from './totals.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Callers told apart per key and day; the rest are counted together as `other`. */
export const MAX_CALLERS_PER_KEY = 1_000
/** Counters held between two flushes; beyond that calls are counted as `other`. */
const MAX_PENDING = 20_000
/** Counters in one transaction; that many keep the data busy for some ten milliseconds. */
const MAX_WRITTEN_TOGETHER = 1_000
const MAX_AGENT_LENGTH = 256
const OTHER = 'other'

type Holder = Pick<KnownKey, 'keyId' | 'userId' | 'accountId'>

interface Pending extends Omit<CallCount & CallKinds, 'calls' | 'lastAtMs' | keyof CallKinds> {
  calls: number
  tokens: number
  verifications: number
  lastAtMs: number
}

interface Latest {
  readonly origin: Origin
  readonly outcome: Outcome
  readonly pending: Pending
}

function isSame(
  { origin: seen, outcome: ended, pending }: Latest,
  origin: Origin,
  outcome: Outcome,
  nowMs: number,
) {
  const sameCaller = seen.userAgent === origin.userAgent && seen.address === origin.address
  return (
    sameCaller && seen.dialect === origin.dialect && ended === outcome && nowMs - pending.hourMs < HOUR_MS
  )
}

/** Counts who uses which key. In memory first, so that no request waits for a write. */
export class CallRecorder {
  readonly answers: AnswerTimes
  readonly #store: Store
  readonly #clock: Clock
  readonly #failures: FailureLog
  /** What has left `#pending`, and what never gets there. */
  readonly #totals = new CallTotals()
  #pending = new Map<string, Pending>()
  readonly #writing = new Set<ReadonlyMap<string, Pending>>()
  readonly #flushes = new Set<Promise<void>>()
  /** The counter each key was last counted in: a caller mostly comes again. */
  #latest = new Map<string, Latest>()
  #callersOfDay = new Map<string, Set<string>>()
  #day = 0

  constructor(store: Store, clock: Clock) {
    this.#store = store
    this.#clock = clock
    this.answers = new AnswerTimes(store, clock)
    this.#failures = new FailureLog(store, clock)
  }

  record(key: Holder, origin: Origin, outcome: Outcome): void {
    const nowMs = this.#clock.now()
    const pending = this.#counterOf(key, origin, outcome, nowMs)
    pending.calls++
    if (origin.verifies) pending.verifications++
    // A clock that is set back does not make the last use earlier.
    if (nowMs > pending.lastAtMs) pending.lastAtMs = nowMs
  }

  /** A token was given for a key; the call itself is recorded apart. */
  tokenGiven(key: Holder, origin: Origin): void {
    this.#counterOf(key, origin, 'valid', this.#clock.now()).tokens++
  }

  /** A call that was recorded as good a moment ago ended otherwise. When it is written already it stays as it is. */
  turn(key: Holder, origin: Origin, outcome: Outcome): void {
    const good = this.#counterOf(key, origin, 'valid', this.#clock.now())
    if (good.calls === 0) return
    good.calls--
    if (origin.verifies) good.verifications--
    this.record(key, origin, outcome)
  }

  loginFailed(origin: Origin, attempt: Attempt): void {
    this.#failures.add(origin, attempt)
    this.#totals.add({ dialect: origin.dialect, kind: attempt.kind, outcome: 'wrong' }, 1)
  }

  passwordAccepted({ dialect }: Origin): void {
    this.#totals.add({ dialect, kind: 'password', outcome: 'valid' }, 1)
  }

  /** Since the process began. Adds up here, not in `record`: that is on the path of every verify call. */
  totals(): readonly CallTotal[] {
    const totals = new CallTotals()
    for (const { count, ...what } of this.#totals.list()) totals.add(what, count)
    for (const pending of [this.#pending, ...this.#writing]) addCalls(totals, pending)
    return totals.list()
  }

  /**
   * Writes what was counted before somebody reads it. When the store has no room the reader gets what there is:
   * a full disk must not keep anybody from looking.
   */
  async settle(): Promise<void> {
    try {
      // What those are writing has left the memory and may not be in the store yet.
      await Promise.allSettled(this.#flushes)
      await this.flush()
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'storage.full') throw error
    }
  }

  /** Writes what was counted. What cannot be written is kept for the next time. */
  async flush(): Promise<void> {
    const flush = this.#flush()
    this.#flushes.add(flush)
    try {
      await flush
    } finally {
      this.#flushes.delete(flush)
    }
  }

  async #flush(): Promise<void> {
    const pending = this.#pending
    this.#pending = new Map()
    this.#latest = new Map()
    this.#writing.add(pending)
    try {
      await this.#write(pending)
    } catch (error) {
      this.#putBack(pending)
      throw error
    } finally {
      this.#writing.delete(pending)
    }
    await this.#failures.flush()
    await this.answers.flush()
  }

  /** Takes away what is written: in the end nothing is left. Little by little, so that requests get their turn. */
  async #write(pending: Map<string, Pending>): Promise<void> {
    // Those of which every call ended otherwise after all say nothing.
    for (const [slot, { calls, tokens }] of pending) if (calls + tokens === 0) pending.delete(slot)
    const all = [...pending]
    for (let at = 0; at < all.length; at += MAX_WRITTEN_TOGETHER) {
      const some = new Map(all.slice(at, at + MAX_WRITTEN_TOGETHER))
      await this.#store.calls.add([...some.values()])
      addCalls(this.#totals, some)
      for (const slot of some.keys()) pending.delete(slot)
    }
  }

  #counterOf(key: Holder, origin: Origin, outcome: Outcome, nowMs: number): Pending {
    const latest = this.#latest.get(key.keyId)
    return latest && isSame(latest, origin, outcome, nowMs)
      ? latest.pending
      : this.#find(key, origin, outcome, nowMs)
  }

  #find(key: Holder, origin: Origin, outcome: Outcome, nowMs: number): Pending {
    const hour = Math.floor(nowMs / HOUR_MS)
    // No more of it is looked at, so no more of it is kept.
    const agent = origin.userAgent.slice(0, MAX_AGENT_LENGTH)
    const slot = `${key.keyId}${hour}${outcome}${origin.dialect} ${origin.address} ${agent}`
    const pending = this.#pending.get(slot) ?? this.#open(slot, key, origin, outcome, nowMs)
    if (this.#latest.size < MAX_PENDING) this.#latest.set(key.keyId, { origin, outcome, pending })
    return pending
  }

  #open(slot: string, key: Holder, origin: Origin, outcome: Outcome, nowMs: number): Pending {
    const crowded = this.#pending.size >= MAX_PENDING
    const client = crowded ? OTHER : clientProduct(origin.userAgent.slice(0, MAX_AGENT_LENGTH))
    const network = crowded ? OTHER : networkOf(origin.address)
    const known = this.#isToldApart(key.keyId, `${client} ${network}`, nowMs)
    const pending: Pending = {
      accountId: key.accountId,
      userId: key.userId,
      keyId: key.keyId,
      dialect: origin.dialect,
      outcome,
      client: known ? client : OTHER,
      network: known ? network : OTHER,
      hourMs: nowMs - (nowMs % HOUR_MS),
      ...{ calls: 0, tokens: 0, verifications: 0 },
      firstAtMs: nowMs,
      lastAtMs: nowMs,
    }
    const place = crowded ? `${key.keyId}${pending.hourMs}${outcome}${origin.dialect} ${OTHER}` : slot
    const there = this.#pending.get(place)
    if (there) return there
    this.#pending.set(place, pending)
    return pending
  }

  #isToldApart(keyId: string, caller: string, nowMs: number): boolean {
    const day = Math.floor(nowMs / DAY_MS)
    if (day !== this.#day) {
      this.#day = day
      this.#callersOfDay = new Map()
    }
    const callers = this.#callersOfDay.get(keyId) ?? new Set<string>()
    this.#callersOfDay.set(keyId, callers)
    if (callers.size >= MAX_CALLERS_PER_KEY && !callers.has(caller)) return false
    callers.add(caller)
    return true
  }

  #putBack(unwritten: ReadonlyMap<string, Pending>): void {
    // It points at counters that are replaced here: what is added to them afterwards would be lost.
    this.#latest = new Map()
    for (const [slot, older] of unwritten) {
      const newer = this.#pending.get(slot)
      this.#pending.set(slot, {
        ...older,
        calls: older.calls + (newer?.calls ?? 0),
        tokens: older.tokens + (newer?.tokens ?? 0),
        verifications: older.verifications + (newer?.verifications ?? 0),
        lastAtMs: Math.max(newer?.lastAtMs ?? 0, older.lastAtMs),
      })
    }
  }
}

function addCalls(totals: CallTotals, pending: ReadonlyMap<string, Pending>): void {
  for (const { dialect, outcome, calls } of pending.values())
    totals.add({ dialect, kind: 'key', outcome }, calls)
}
