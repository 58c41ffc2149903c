import type { Deps } from '../deps.ts'
import { MailFault, type OutgoingMail, type Post } from './outgoing.ts'
import { writeLetter } from './write-letter.ts'

/** Mails in the air at once. */
const AT_ONCE = 5
/** How long an attempt has a mail for itself; after a crash in the middle it is due again then. */
const CLAIM_MS = 5 * 60_000
const FIRST_PAUSE_MS = 30_000
const LONGEST_PAUSE_MS = 3_600_000

/** What became of a mail in one attempt; `dropped` when there is nobody to send it to. */
export type Attempt = { readonly outcome: 'sent' | 'dropped' } | FailedAttempt

export interface FailedAttempt {
  readonly outcome: 'delayed' | 'given_up'
  readonly fault: string
}

/**
 * Sends what is due. What was taken by the mail server is sent once; when this process dies between that and writing
 * it down, it is sent again: never zero times.
 */
export async function deliverDue(deps: Deps, post: Post): Promise<readonly Attempt[]> {
  const due = await deps.store.outbox.due(deps.clock.now(), AT_ONCE)
  const attempts = await Promise.all(due.map((mail) => attempt(deps, post, mail)))
  return attempts.filter((made) => made !== null)
}

/**
 * To be called when a server starts, before it sends: what the last one died over, or could not send with its settings, is
 * tried at once. Where other servers work on the same data their attempts may be under way, and nothing is hurried.
 */
export async function hurryLeftOver({ store, clock }: Deps): Promise<void> {
  if (store.exclusive) await store.outbox.makeDue(clock.now())
}

async function attempt(deps: Deps, post: Post, mail: OutgoingMail): Promise<Attempt | null> {
  // Several servers may look into the same outbox.
  if (!(await deps.store.outbox.claim(mail, deps.clock.now() + CLAIM_MS))) return null
  const letter = await deps.store.transaction((tx) => writeLetter(deps, tx, mail))
  if (letter) {
    try {
      await post(letter)
    } catch (error) {
      if (!(error instanceof MailFault)) throw error
      return failed(deps, mail, error)
    }
  }
  await deps.store.outbox.delete(mail.id)
  return { outcome: letter ? 'sent' : 'dropped' }
}

async function failed(deps: Deps, mail: OutgoingMail, { message, isFinal }: MailFault): Promise<Attempt> {
  const nextAtMs = deps.clock.now() + pauseMs(mail.attempts)
  if (isFinal || nextAtMs >= mail.endsAtMs) {
    await deps.store.outbox.delete(mail.id)
    return { outcome: 'given_up', fault: message }
  }
  await deps.store.outbox.delay(mail.id, nextAtMs, message)
  return { outcome: 'delayed', fault: message }
}

/** Twice as long each time, up to an hour. */
export function pauseMs(attemptsBefore: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(attemptsBefore, 10))
}
