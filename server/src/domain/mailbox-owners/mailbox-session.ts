import type { MailboxOwner } from '../actor.ts'
import type { Mailbox } from '../mailboxes/mailbox.ts'
import type { Visit } from '../sessions/session.ts'
import type { FactorDue } from './mailbox-factor.ts'

/** A browser that is signed in to a mailbox, and to nothing else. The secret itself is only in the cookie. */
export interface MailboxSession {
  readonly digest: string
  readonly mailboxId: string
  readonly createdAtMs: number
  readonly lastSeenAtMs: number
  /** Whether a code of the owner's app was typed in it, or a login token stands for that. */
  readonly factorProved: boolean
}

/** A session that is good now, with its mailbox. */
export interface LiveMailbox {
  readonly session: MailboxSession
  readonly mailbox: Mailbox
  /** What is to be done before anything else; null for nothing. */
  readonly due: FactorDue | null
}

/** The one value that names the session: for the cookie, and nowhere else. */
export interface OpenedMailbox extends LiveMailbox {
  readonly secret: string
}

/** The person of a session, as the one who acts. */
export function mailboxOwner(
  { session, mailbox }: Pick<LiveMailbox, 'session' | 'mailbox'>,
  visit: Visit,
): MailboxOwner {
  const { id: mailboxId, domainId, address } = mailbox
  return { kind: 'mailbox-owner', mailboxId, domainId, address, digest: session.digest, ...visit }
}
