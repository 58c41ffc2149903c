/** What a mail to a user is about. */
export type MailKind = 'invitation' | 'reset' | NoticeKind

/** What a user is told of because it may have been somebody else. */
export type NoticeKind = 'password_changed' | 'email_changed' | 'key_changed' | 'factor_removed'

/**
 * A mail that has to be sent. It holds no secret: a link is made at the moment of sending, so that nothing that opens
 * an account lies about, neither in the database nor in its backups.
 */
export interface OutgoingMail {
  readonly id: string
  readonly kind: MailKind | Announcement['kind'] | StorageLetter['kind']
  /** Null where the user is looked up at the sending only: the answer to a stranger must not depend on it. */
  readonly userId: string | null
  /** As typed by whoever forgot a password; else null. */
  readonly userName: string | null
  /**
   * Where a notice goes: the address at the time of the change. Links go to the address at the time of sending. An
   * announcement and a storage notice go to several, divided by commas.
   */
  readonly address: string | null
  /** The network address that it was done or asked from; null when somebody else did it. */
  readonly doneFrom: string | null
  readonly createdAtMs: number
  /** After this it is not sent any more. */
  readonly endsAtMs: number
  /** Not tried again before this. */
  readonly nextAtMs: number
  readonly attempts: number
  /** Why the last attempt failed; null before that. */
  readonly fault: string | null
  /** The words of an announcement or of a storage notice, as JSON; else null. */
  readonly content: string | null
}

const HOUR_MS = 3_600_000

/** How long an answer to a forgotten password is worth sending: a mail server may be away for a night. */
export const RESET_MAIL_LIFETIME_MS = 12 * HOUR_MS
export const NOTICE_LIFETIME_MS = 72 * HOUR_MS

/** What the sender makes of a mail: everything that its text says. */
export interface Letter {
  readonly kind: MailKind
  readonly to: string
  readonly userName: string
  readonly accountName: string
  readonly doneFrom: string | null
  /** When it was done or asked. */
  readonly atMs: number
  readonly link: LetterLink | null
}

export interface LetterLink {
  readonly secret: string
  readonly endsAtMs: number
}

/** Why a mail could not be handed over, in a few words that hold no address, and whether trying again is useless. */
export class MailFault extends Error {
  readonly isFinal: boolean

  constructor(text: string, isFinal: boolean, options?: ErrorOptions) {
    super(text, options)
    this.name = 'MailFault'
    this.isFinal = isFinal
  }
}

/** What somebody writes to everybody of a domain. */
export interface AnnouncementWords {
  readonly fromName: string
  /** An address of the domain. */
  readonly fromAddress: string
  readonly subject: string
  readonly text: string
}

/** A part of those who get it; none of them sees the others. */
export interface Announcement extends AnnouncementWords {
  readonly kind: 'announcement'
  readonly recipients: readonly string[]
}

/** What somebody is told when there is little room left in a mailbox, or when an account made many calls. */
export interface StorageLetter {
  readonly kind: 'storage_notice' | 'usage_notice'
  /** The address of the mailbox, or of a person. */
  readonly to: string
  /** Who is told as well, for both to see. */
  readonly cc: string | null
  readonly subject: string
  readonly text: string
}

export type AnyLetter = Letter | Announcement | StorageLetter

/** Hands a letter to the mail server. @throws MailFault */
export type Post = (letter: AnyLetter) => Promise<void>
