/** Shapes of domains and mailboxes. Times are ISO 8601 in UTC, sizes are MB. */

import type { MailProtocol } from './app-passwords.ts'
import type { MailArea } from './pair-types.ts'

export type MailProduct = 'rse-basic' | 'rse-plus'

export interface MailDomain {
  /** As DNS has it: lower case, international names as `xn--`. */
  readonly name: string
  readonly accountId: string
  /** Null for no limit. */
  readonly maxMailboxes: number | null
  /** Those that are there, without deleted ones. */
  readonly mailboxes: number
  /** What a mailbox may hold that is made without a size. */
  readonly baseMailboxMb: number
  /** What any one mailbox may hold beyond that. */
  readonly extraStorageMb: number
  readonly product: MailProduct
  readonly createdAt: string
}

export interface MailDomainFilter {
  /** Account number; the own one without it. */
  readonly account?: string
  /** Part of the name. */
  readonly text?: string
  /** 1 to 100; 50 without it. */
  readonly limit?: number
  readonly offset?: number
}

export interface MailDomainPage {
  readonly items: readonly MailDomain[]
  /** Domains on all pages. */
  readonly total: number
}

export interface MailDomainChange {
  readonly maxMailboxes?: number | null
  readonly baseMailboxMb?: number
  readonly extraStorageMb?: number
  readonly product?: MailProduct
}

export interface NewMailDomain extends MailDomainChange {
  readonly name: string
  /** Account number; the own one without it. */
  readonly account?: string
}

/** Named as the signed e-mail API names them. */
export type ContactField =
  | 'firstName'
  | 'lastName'
  | 'initials'
  | 'generationQualifier'
  | 'title'
  | 'organizationUnit'
  | 'organizationalStatus'
  | 'employeeType'
  | 'userID'
  | 'customID'
  | 'notes'
  | 'businessStreet'
  | 'businessCity'
  | 'businessState'
  | 'businessPostalCode'
  | 'businessCountry'
  | 'businessNumber'
  | 'homeStreet'
  | 'homeCity'
  | 'homeState'
  | 'homePostalCode'
  | 'homeCountry'
  | 'homeNumber'
  | 'mobileNumber'
  | 'faxNumber'
  | 'homeFaxNumber'
  | 'pagerNumber'
  | 'personalTitle'
  | 'organization'
  | 'homePostalAddress'

export type Contact = { readonly [Field in ContactField]?: string }

interface MailboxFacts {
  readonly id: string
  readonly address: string
  readonly displayName: string
  readonly quotaMb: number
  /** As the mail server last told. */
  readonly usageMb: number
  /** False: nobody signs in; mail goes on coming in. */
  readonly enabled: boolean
  readonly forwardTo: readonly string[]
  /** Whether what is forwarded is kept here, too. */
  readonly keepForwarded: boolean
  readonly vacationEnabled: boolean
  readonly createdAt: string
  readonly lastSignInAt: string | null
}

export interface Mailbox extends MailboxFacts {
  /** Ways in that are open; app passwords open no other. */
  readonly protocols: readonly MailProtocol[]
  /** Until it is changed the own password opens nothing but the page where it is; app passwords go on. */
  readonly mustChangePassword: boolean
  readonly vacationMessage: string
  /** Whether a directory of the company shows it; kept for programs that ask. */
  readonly inDirectory: boolean
  /** The same of the address list of an Exchange server. */
  readonly inGal: boolean
  readonly contact: Contact
}

export interface MailboxSummary extends MailboxFacts {
  /** Of a deleted mailbox; null for one that is there. */
  readonly restorableUntil: string | null
}

export interface MailboxPage {
  readonly items: readonly MailboxSummary[]
  /** For `after`; null on the last page. */
  readonly next: string | null
  /** Mailboxes on all pages, where `count` asked for it. */
  readonly total: number | null
}

type MailboxOrder = 'address' | 'displayName' | 'usage' | 'lastSignIn' | 'created'
/** `-` for the other way round. */
export type MailboxSort = MailboxOrder | `-${MailboxOrder}`

export interface MailboxFilter {
  /** Account number; the own one without it. */
  readonly account?: string
  readonly domain?: string
  /** Part of the address or of the display name, in any case. */
  readonly text?: string
  /** `deleted`: those that can be brought back. Without it: open and blocked. */
  readonly state?: 'open' | 'blocked' | 'deleted'
  /** Address of an alias: only those that it leads to. */
  readonly alias?: string
  readonly forwards?: boolean
  /** Holds more than four fifths of what it may. */
  readonly nearlyFull?: true
  readonly neverSignedIn?: true
  readonly sort?: MailboxSort
  /** Mailboxes on a page, 1 to 100; 50 without it. */
  readonly limit?: number
  /** `next` of the page before. */
  readonly after?: string
  readonly count?: boolean
}

export interface MailboxSettings {
  readonly displayName?: string
  readonly quotaMb?: number
  readonly enabled?: boolean
  /** Ways in that are open: all of them when left out. Connections end when one is closed. */
  readonly protocols?: readonly MailProtocol[]
  /** A new password settles it, unless it is said with it. */
  readonly mustChangePassword?: boolean
  /** 15 at most, 4 of them outside the domain. */
  readonly forwardTo?: readonly string[]
  readonly keepForwarded?: boolean
  readonly vacationEnabled?: boolean
  readonly vacationMessage?: string
  readonly inDirectory?: boolean
  readonly inGal?: boolean
  /** What is named is replaced; the rest stays. */
  readonly contact?: Contact
}

export interface NewMailbox extends MailboxSettings {
  readonly address: string
  readonly password: string
}

export interface MailboxChange extends MailboxSettings {
  /** Another part before the `@`: mail stays, the old address is refused. */
  readonly name?: string
  readonly password?: string
}

/** What opens a mailbox as its owner does. */
export interface MailboxLoginToken {
  /** Lets in once. */
  readonly token: string
  /** Where a browser brings it. */
  readonly url: string
  readonly expiresAt: string
}

/** Whether mail is received, and where. */
export interface MailSystem {
  /** False: mailboxes can be made, and no mail is received yet. */
  readonly connected: boolean
  readonly host: string
  /** Hosts that mail programs are set to. */
  readonly programs: { readonly imap: string; readonly pop3: string; readonly smtp: string }
  /** What of the e-mail area the asker may use, in the domains that they see. */
  readonly areas: readonly MailArea[]
  /** Whether the asker adds, changes and deletes domains. */
  readonly foundsDomains: boolean
}

/** A record that a domain must publish. */
export interface DnsRecord {
  readonly purpose: 'mx' | 'spf' | 'dkim' | 'dmarc'
  readonly name: string
  readonly type: 'MX' | 'TXT'
  readonly value: string
  /** Null when the DNS was not asked, `unknown` when it did not answer. */
  readonly state: 'ok' | 'missing' | 'different' | 'unknown' | null
  /** What is published of this kind. */
  readonly found: readonly string[]
  /** Of a DKIM key: whether mail is signed with it. Null for the other records. */
  readonly signing: boolean | null
}

/** A key that mail of a domain is signed with. */
export interface DkimKey {
  readonly selector: string
  /** Where its TXT record belongs. */
  readonly name: string
  /** What the record says. */
  readonly value: string
  /** Once its record was found. */
  readonly signing: boolean
  readonly createdAt: string
}

/** Whether an address can be taken. */
export interface AddressState {
  readonly address: string
  /** What has it; null when it can be taken. */
  readonly holder: 'mailbox' | 'alias' | 'list' | null
  /** The mailbox of this address that was deleted last and can be brought back. */
  readonly recoverable: {
    readonly id: string
    readonly deletedAt: string
    readonly restorableUntil: string
  } | null
}

/** Checked and answered as if it were done, and nothing is done. */
export interface Rehearsal {
  readonly dryRun?: boolean
}
