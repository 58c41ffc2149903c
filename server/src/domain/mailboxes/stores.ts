import type { Listed, ListPage } from '../domains/paging.ts'
import type { AppPassword, StoredAppPassword } from './app-password.ts'
import type { Mailbox, MailboxSettings } from './mailbox.ts'

export interface MailboxPageQuery extends ListPage {
  readonly accountId: string
  readonly domainId: string
  readonly enabled?: boolean
  /** By name from the last to the first. */
  readonly descending?: boolean
}

/** What a list shows of a mailbox. */
export type ListedMailbox = Pick<
  Mailbox,
  'id' | 'name' | 'displayName' | 'quotaMb' | 'usageMb' | 'enabled' | 'createdAtMs' | 'lastLoginAtMs'
>

export interface AliasReach {
  /** Whole, lower case. */
  readonly address: string
  /** Of one of these domains; of any where nothing is said. */
  readonly domainIds?: readonly string[]
}

/** Which mailboxes of an account; those that are not deleted where nothing is said. */
export interface MailboxFilter {
  readonly accountId: string
  readonly domainId?: string
  /** Of one of these. */
  readonly domainIds?: readonly string[]
  /** Part of the address or of the display name, in any case. */
  readonly text?: string
  readonly enabled?: boolean
  /** Only those that this alias of the account leads to. */
  readonly memberOf?: AliasReach
  /** Only those that forward, or only those that do not. */
  readonly forwards?: boolean
  /** Holds more than four fifths of what it may. */
  readonly nearlyFull?: true
  /** Holds at least so many hundredths of what it may. */
  readonly fullPercent?: number
  readonly neverSignedIn?: true
  /** Those deleted after this moment, instead of those that are there. */
  readonly deletedSinceMs?: number
}

export const MAILBOX_SORTS = ['address', 'displayName', 'usage', 'lastSignIn', 'created'] as const
export type MailboxSort = (typeof MAILBOX_SORTS)[number]

export interface MailboxListQuery extends MailboxFilter {
  readonly sort: MailboxSort
  readonly descending: boolean
  /** Id of the last mailbox of the page before. */
  readonly after?: string
  readonly limit: number
}

/** What the list of an account shows of a mailbox. */
export type MailboxSummary = ListedMailbox &
  Pick<Mailbox, 'address' | 'forwardTo' | 'keepForwarded' | 'vacationEnabled' | 'deletedAtMs'>

export type MailboxChange = Partial<MailboxSettings> & Partial<Pick<Mailbox, 'passwordHash'>>

/** Mail to an address comes to one of these. */
export type AddressHolder = 'mailbox' | 'alias' | 'list'

export interface MailboxStore {
  /** Takes its address. @throws DomainError `address.exists` */
  insert(mailbox: Mailbox): Promise<void>
  /** Of an account; not a deleted one. */
  byAddress(accountId: string, address: string): Promise<Mailbox | null>
  /** The same of many, by address; without those that there are not. */
  byAddresses(accountId: string, addresses: readonly string[]): Promise<ReadonlyMap<string, Mailbox>>
  /** Not a deleted one. */
  byId(id: string): Promise<Mailbox | null>
  /** The one of this address that was deleted last, after a moment. */
  deletedAt(accountId: string, address: string, sinceMs: number): Promise<Mailbox | null>
  /** Of any account, deleted after a moment. */
  deletedById(id: string, sinceMs: number): Promise<Mailbox | null>
  /** What has this address. */
  holderOf(address: string): Promise<AddressHolder | null>
  /** The same of many; without those that nothing has. */
  holdersOf(addresses: readonly string[]): Promise<ReadonlyMap<string, AddressHolder>>
  /** @throws DomainError `input.invalid` when the mailbox that the page before ended with is forgotten */
  list(query: MailboxListQuery): Promise<readonly MailboxSummary[]>
  countMatching(filter: MailboxFilter): Promise<number>
  page(query: MailboxPageQuery): Promise<Listed<ListedMailbox>>
  /** Without deleted ones. */
  countOf(domainId: string): Promise<number>
  /** The same of an account, with what their mail takes. */
  sumOf(accountId: string): Promise<{ readonly mailboxes: number; readonly usageMb: number }>
  update(id: string, change: MailboxChange): Promise<void>
  /** Aliases and forwards that name it follow. @throws DomainError `address.exists` */
  rename(mailbox: Mailbox, to: Pick<Mailbox, 'name' | 'address'>): Promise<void>
  /** Frees its address; everything else stays until it is forgotten. */
  markDeleted(mailbox: Mailbox, atMs: number): Promise<void>
  /** @throws DomainError `address.exists` */
  restore(mailbox: Mailbox, passwordHash: string): Promise<void>
  /** Forgets mailboxes deleted before this moment. Their ids, by which their mail is stored. */
  forgetDeletedBefore(ms: number): Promise<readonly string[]>
}

export interface AppPasswordStore {
  insert(made: StoredAppPassword): Promise<void>
  /** By time. */
  ofMailbox(mailboxId: string): Promise<readonly AppPassword[]>
  find(mailboxId: string, id: string): Promise<StoredAppPassword | null>
  /** Written only if it was not used since a moment. */
  noteUse(mailboxId: string, id: string, atMs: number, unlessSinceMs: number): Promise<void>
  /** False when there is no such one. */
  delete(mailboxId: string, id: string): Promise<boolean>
}
