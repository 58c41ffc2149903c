import { networkOf } from '../callers/network.ts'
import type { CallRecorder } from '../callers/recorder.ts'
import { DomainError } from '../errors.ts'
import type { Limiter } from '../limits/limiter.ts'
import type { Clock } from '../ports.ts'
import type { Stores } from '../store.ts'
import { recipientOf } from './recipient.ts'

/** Somebody who signs in to a mailbox, as the mail server tells. */
export interface MailboxAttempt {
  /** As typed. */
  readonly login: string
  /** `imap`, `smtp`, … */
  readonly protocol: string
  /** Client address; empty where the mail server does not know it. */
  readonly remote: string
  /** Id of the app password that was tried; empty for the mailbox's own. */
  readonly app: string
}

/** Programs fetch mail every minute: when it was last is known to a minute. */
const NOTED_EVERY_MS = 60_000
/** The vendor's last login is that of reading mail. */
const READING = ['imap', 'pop3']
const MAX_KNOWN_PLACES = 100_000

interface Needs {
  readonly store: Pick<Stores, 'delivery' | 'appPasswords'>
  readonly clock: Clock
  readonly limiter: Limiter
  readonly calls: CallRecorder
}

/** Guards mailboxes against guessing. Where somebody has signed in from, the failures of strangers do not count. */
export class MailboxAttempts {
  readonly #deps: Needs
  readonly #known = new Set<string>()

  constructor(deps: Needs) {
    this.#deps = deps
  }

  /** Whether a password may be compared now. */
  allows(attempt: MailboxAttempt): boolean {
    return this.#tryBegin(attempt) !== null
  }

  /** The same for those who are told how long to wait. @throws DomainError `throttled` */
  require(attempt: MailboxAttempt): void {
    this.#begin(attempt)
  }

  /** Tells how an attempt ended that was let through. */
  async settle(attempt: MailboxAttempt, succeeded: boolean): Promise<void> {
    const { calls } = this.#deps
    const begun = this.#tryBegin(attempt)
    if (succeeded) {
      begun?.succeeded()
      this.#know(attempt)
      await this.#note(attempt)
    } else {
      begun?.failed()
      const origin = { dialect: attempt.protocol, address: attempt.remote, userAgent: '' }
      calls.loginFailed(origin, { username: attempt.login, kind: 'mailbox' })
    }
  }

  #begin(attempt: MailboxAttempt) {
    const isKnown = this.#known.has(placeOf(attempt))
    return this.#deps.limiter.passwordAttempt(attempt.remote, slotOf(attempt), isKnown)
  }

  #tryBegin(attempt: MailboxAttempt) {
    try {
      return this.#begin(attempt)
    } catch (error) {
      if (error instanceof DomainError && error.code === 'throttled') return null
      throw error
    }
  }

  #know(attempt: MailboxAttempt): void {
    if (this.#known.size >= MAX_KNOWN_PLACES) this.#known.clear()
    this.#known.add(placeOf(attempt))
  }

  async #note({ login, protocol, app }: MailboxAttempt): Promise<void> {
    const address = recipientOf(login)?.whole ?? ''
    const { store, clock } = this.#deps
    const nowMs = clock.now()
    if (READING.includes(protocol)) await store.delivery.noteLogin(address, nowMs, nowMs - NOTED_EVERY_MS)
    const holder = app === '' ? null : await store.delivery.holder(address)
    if (holder) await store.appPasswords.noteUse(holder.id, app, nowMs, nowMs - NOTED_EVERY_MS)
  }
}

/** No user name begins like this: a mailbox and a user of one name do not slow each other down. */
function slotOf({ login }: MailboxAttempt): string {
  return `mailbox ${login.toLowerCase().slice(0, 255)}`
}

function placeOf(attempt: MailboxAttempt): string {
  return `${slotOf(attempt)} ${networkOf(attempt.remote)}`
}
