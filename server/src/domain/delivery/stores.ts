import type { MailProtocol } from '../mailboxes/app-password.ts'

/** What mail servers ask. Nothing of it is remembered: each answer is what the database says now. */
export interface DeliveryStore {
  /** Also for alternate names. */
  hasDomain(name: string): Promise<boolean>
  /** The name proper of the domain that has a name; null where none has. */
  ownName(name: string): Promise<string | null>
  /** What a whole address, in lower case, stands for; null where nothing has it. */
  target(address: string): Promise<DeliveryTarget | null>
  /** Where mail to nobody in a domain goes; null where it goes nowhere. */
  catchAll(domain: string): Promise<string | null>
  /** The mailbox of an address; not a deleted one. */
  holder(address: string): Promise<MailboxHolder | null>
  /** Aliases that lead to an address, sorted. */
  aliasesTo(address: string): Promise<readonly string[]>
  /** Somebody has read mail. Written only if nobody has since a moment: most programs come every minute. */
  noteLogin(address: string, atMs: number, unlessSinceMs: number): Promise<void>
  /** What a mailbox holds now, in MB. Written only if it is another number. */
  noteUsage(address: string, usageMb: number): Promise<void>
}

export type DeliveryTarget =
  | {
      readonly kind: 'mailbox'
      readonly forwardTo: readonly string[]
      readonly keepForwarded: boolean
      /** Its owner is away: mail is answered. */
      readonly answers: boolean
    }
  | { readonly kind: 'alias' | 'list'; readonly addresses: readonly string[] }

/** A mailbox as mail servers need it. */
export interface MailboxHolder {
  /** Its mail is stored by this. */
  readonly id: string
  readonly accountId: string
  readonly address: string
  readonly passwordHash: string
  /** False for a blocked mailbox, and for each of an account that is switched off: nobody signs in, mail comes in. */
  readonly signsIn: boolean
  /** Its own password opens no way in. */
  readonly mustChangePassword: boolean
  /** The ways in that are open. */
  readonly protocols: readonly MailProtocol[]
  readonly quotaMb: number
  /** Null while nobody is away. */
  readonly vacationMessage: string | null
}

/** Whose open connections to a mail server have to end. */
export interface SessionEnd {
  /** 32 lower-case hex digits. */
  readonly id: string
  /** An address, or `*@` and a domain. */
  readonly mask: string
  readonly atMs: number
}

/** Connections to mail servers that have to end. */
export interface SessionEndStore {
  insert(end: SessionEnd): Promise<void>
  /** Since a moment, by time. */
  since(ms: number): Promise<readonly SessionEnd[]>
  /** When the connections of an address had to end last. */
  lastOf(address: string): Promise<number | null>
  forgetBefore(ms: number): Promise<void>
}
