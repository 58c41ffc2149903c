import { networkOf, widerNetworkOf } from '../callers/network.ts'
import { DomainError } from '../errors.ts'
import type { Clock } from '../ports.ts'
import { normaliseUserName } from '../users/user.ts'
import { Buckets } from './bucket.ts'
import { Delays } from './delays.ts'

export const SOURCE = { capacity: 20, perMinute: 10 }
const WIDER_SOURCE = { capacity: 200, perMinute: 100 }
/** Asking for a link by mail costs more than a failed login: somebody gets a mail. */
const ASKING_SOURCE = { capacity: 10, perMinute: 2 }
const WIDER_ASKING_SOURCE = { capacity: 100, perMinute: 20 }
const ASKED_NAME = { capacity: 3, perMinute: 1 / 20 }
/** How many wrong-kind attempts a success takes back: clients try the key as password, or the reverse. */
const MAX_FORGIVEN = 3

/** A password attempt that was let through, to be settled by its outcome. */
export interface PasswordAttempt {
  failed(): void
  succeeded(): void
}

/**
 * The one guard against guessing, for every way in. It counts failures by where they come from and by whom they
 * are aimed at, never by the raw header, and never what succeeded.
 */
export class Limiter {
  readonly #clock: Clock
  readonly #sources = new Buckets(SOURCE)
  readonly #widerSources = new Buckets(WIDER_SOURCE)
  readonly #askingSources = new Buckets(ASKING_SOURCE)
  readonly #widerAskingSources = new Buckets(WIDER_ASKING_SOURCE)
  readonly #askedNames = new Buckets(ASKED_NAME)
  readonly #users = new Delays()
  readonly #forgivable = new Map<string, number>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /**
   * Counts a credential that matched nothing.
   * @throws DomainError `throttled` when its source has failed too often; the failure then costs nothing more
   */
  failed(address: string, username: string | null): void {
    this.#guardSource(address)
    this.#takeFromSource(address)
    if (username !== null) this.#noteForgivable(address, normaliseUserName(username))
  }

  /** Takes back the failures of the same user from the same place: the right kind of credential followed. */
  succeeded(address: string, username: string): void {
    // Every login comes by here, and hardly ever after a failure.
    if (this.#forgivable.size === 0) return
    const slot = forgivableSlot(address, normaliseUserName(username))
    const count = this.#forgivable.get(slot) ?? 0
    if (count === 0) return
    this.#forgivable.delete(slot)
    const nowMs = this.#clock.now()
    this.#sources.giveBack(networkOf(address), count, nowMs)
    this.#widerSources.giveBack(widerNetworkOf(address), count, nowMs)
  }

  /**
   * Asks whether a password may be compared now.
   * @param knownNetwork the user has signed in from there lately: then strangers' failures do not count
   * @throws DomainError `throttled`
   */
  passwordAttempt(address: string, name: string, knownNetwork: boolean): PasswordAttempt {
    const slot = knownNetwork ? `${name} ${networkOf(address)}` : name
    const waitSeconds = this.#users.waitSeconds(slot, this.#clock.now())
    if (waitSeconds > 0) throw new DomainError('throttled', { retryAfterSeconds: waitSeconds })
    if (!knownNetwork) this.#guardSource(address)
    return {
      failed: () => {
        this.#users.failed(slot, this.#clock.now())
        this.#takeFromSource(address)
      },
      succeeded: () => {
        this.#users.succeeded(slot)
        this.succeeded(address, name)
      },
    }
  }

  /**
   * Counts a forgotten password, whether there is such a user or not. False when links enough were asked for this name.
   * @throws DomainError `throttled` when its source asks too much
   */
  passwordForgotten(address: string, username: string): boolean {
    const nowMs = this.#clock.now()
    const [source, wider] = [networkOf(address), widerNetworkOf(address)]
    const retryAfterSeconds = Math.max(
      this.#askingSources.waitSeconds(source, nowMs),
      this.#widerAskingSources.waitSeconds(wider, nowMs),
    )
    if (retryAfterSeconds > 0) throw new DomainError('throttled', { retryAfterSeconds })
    this.#askingSources.take(source, nowMs)
    this.#widerAskingSources.take(wider, nowMs)
    const name = normaliseUserName(username)
    const isEnough = this.#askedNames.waitSeconds(name, nowMs) > 0
    if (!isEnough) this.#askedNames.take(name, nowMs)
    return !isEnough
  }

  /** Users, by their names in one spelling, whose passwords are not compared just now: everywhere, or from some network. */
  heldNames(): ReadonlySet<string> {
    return new Set(this.#users.waiting(this.#clock.now()).map(nameOfSlot))
  }

  /** Lets a user try again at once; what failed at other addresses and for others still counts there. */
  release(username: string): void {
    const name = normaliseUserName(username)
    const slots = this.#users.waiting(this.#clock.now()).filter((slot) => nameOfSlot(slot) === name)
    for (const slot of slots) this.#users.succeeded(slot)
  }

  #guardSource(address: string): void {
    const nowMs = this.#clock.now()
    const waitSeconds = Math.max(
      this.#sources.waitSeconds(networkOf(address), nowMs),
      this.#widerSources.waitSeconds(widerNetworkOf(address), nowMs),
    )
    if (waitSeconds > 0) throw new DomainError('throttled', { retryAfterSeconds: waitSeconds })
  }

  #takeFromSource(address: string): void {
    const nowMs = this.#clock.now()
    this.#sources.take(networkOf(address), nowMs)
    this.#widerSources.take(widerNetworkOf(address), nowMs)
  }

  #noteForgivable(address: string, name: string): void {
    if (this.#forgivable.size >= 10_000) this.#forgivable.clear()
    const slot = forgivableSlot(address, name)
    this.#forgivable.set(slot, Math.min(MAX_FORGIVEN, (this.#forgivable.get(slot) ?? 0) + 1))
  }
}

function forgivableSlot(address: string, name: string): string {
  return `${networkOf(address)} ${name}`
}

/** No user name has a blank in it. */
function nameOfSlot(slot: string): string {
  return slot.split(' ', 1)[0] ?? slot
}
