import { DomainError } from '../errors.ts'
import { MAIL_PROTOCOLS, type MailProtocol } from './app-password.ts'

/** A mailbox. Its mail is stored by `id`: renamed it keeps it, and made again under an old name it has none. */
export interface Mailbox extends MailboxSettings {
  /** 32 lower-case hex digits. */
  readonly id: string
  readonly accountId: string
  readonly domainId: string
  /** The part before the `@`, lower case. */
  readonly name: string
  /** Whole, lower case. */
  readonly address: string
  /** `{ARGON2ID}` and a PHC string, as Dovecot reads it. */
  readonly passwordHash: string
  /** What it holds now, as the mail server last told. */
  readonly usageMb: number
  readonly createdAtMs: number
  readonly lastLoginAtMs: number | null
  /** Null while it is there. */
  readonly deletedAtMs: number | null
}

/** What may be set of a mailbox besides name and password. */
export interface MailboxSettings {
  readonly quotaMb: number
  /** False: nobody signs in; mail goes on coming in. */
  readonly enabled: boolean
  /** Its own password opens nothing but the page where it is changed, until it is; those of programs go on. */
  readonly mustChangePassword: boolean
  /** The ways in that are open, for its own password as for those of programs. */
  readonly protocols: readonly MailProtocol[]
  readonly displayName: string
  readonly vacationEnabled: boolean
  readonly vacationMessage: string
  /** Lower case, in order, each once. */
  readonly forwardTo: readonly string[]
  /** Whether what is forwarded is kept here, too. */
  readonly keepForwarded: boolean
  /** Shown and echoed: no address list of ours asks for them. */
  readonly inDirectory: boolean
  readonly inGal: boolean
  /** By the names of `CONTACT_FIELDS`; an absent one is empty. */
  readonly contact: Contact
}

export type Contact = Readonly<Partial<Record<ContactField, string>>>
export type ContactField = (typeof CONTACT_FIELDS)[number]

export const CONTACT_FIELDS = [
  'firstName',
  'lastName',
  'initials',
  'generationQualifier',
  'title',
  'organizationUnit',
  'organizationalStatus',
  'employeeType',
  'userID',
  'customID',
  'notes',
  'businessStreet',
  'businessCity',
  'businessState',
  'businessPostalCode',
  'businessCountry',
  'businessNumber',
  'homeStreet',
  'homeCity',
  'homeState',
  'homePostalCode',
  'homeCountry',
  'homeNumber',
  'mobileNumber',
  'faxNumber',
  'homeFaxNumber',
  'pagerNumber',
  'personalTitle',
  'organization',
  'homePostalAddress',
] as const

/** How long a deleted mailbox can be brought back. */
export const RECOVERY_MS = 14 * 24 * 3_600_000

export const NEW_SETTINGS: Omit<MailboxSettings, 'quotaMb'> = {
  enabled: true,
  mustChangePassword: false,
  protocols: MAIL_PROTOCOLS,
  displayName: '',
  vacationEnabled: false,
  vacationMessage: '',
  forwardTo: [],
  keepForwarded: false,
  inDirectory: true,
  inGal: false,
  contact: {},
}

const LOCAL_PART = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9_-])?$/i

/** The name of a mailbox or an alias, in lower case. @throws DomainError `input.invalid` */
export function checkLocalPart(text: string): string {
  // Looked at before it is lowered: the Kelvin sign has `k` for its lower case.
  if (LOCAL_PART.test(text) && !text.includes('..')) return text.toLowerCase()
  throw new DomainError('input.invalid', {
    field: 'name',
    reason: 'A name has letters, digits and . _ - only, 64 at most, and begins with a letter or a digit.',
  })
}
