/** How a mailbox is signed in to. */
export type MailProtocol = 'imap' | 'pop3' | 'smtp'
export const MAIL_PROTOCOLS: readonly MailProtocol[] = ['imap', 'pop3', 'smtp']

/** A password of one program, for some of the ways in to a mailbox. The program can be shut out alone. */
export interface AppPassword {
  /** 8 lower-case hex digits, of its mailbox alone: what the password begins with. */
  readonly id: string
  readonly mailboxId: string
  readonly name: string
  readonly protocols: readonly MailProtocol[]
  readonly createdAtMs: number
  readonly lastUsedAtMs: number | null
}

export interface StoredAppPassword extends AppPassword {
  /** As Dovecot reads it. 128 random bits need no slow hash. */
  readonly passwordHash: string
}

/** One for each program of a person is enough. */
export const MAX_APP_PASSWORDS = 50

export function isMailProtocol(text: string): text is MailProtocol {
  return MAIL_PROTOCOLS.some((protocol) => protocol === text)
}
