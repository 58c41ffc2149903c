import type { Listed, ListPage } from '../domains/paging.ts'
import type { Mailbox, MailboxSettings } from './mailbox.ts'

export interface MailboxPageQuery extends ListPage {
  readonly domainId: string
  readonly enabled?: boolean
}

/** What a list shows of a mailbox. */
export type ListedMailbox = Pick<
  Mailbox,
  'id' | 'name' | 'displayName' | 'quotaMb' | 'usageMb' | 'enabled' | 'createdAtMs' | 'lastLoginAtMs'
>

export type MailboxChange = Partial<MailboxSettings> & Partial<Pick<Mailbox, 'passwordHash'>>

export interface MailboxStore {
  /** Takes its address. @throws DomainError `address.exists` */
  insert(mailbox: Mailbox): Promise<void>
  /** Of an account; not a deleted one. */
  byAddress(accountId: string, address: string): Promise<Mailbox | null>
  /** Not a deleted one. */
  byId(id: string): Promise<Mailbox | null>
  /** The one of this address that was deleted last, after a moment. */
  deletedAt(accountId: string, address: string, sinceMs: number): Promise<Mailbox | null>
  page(query: MailboxPageQuery): Promise<Listed<ListedMailbox>>
  /** Without deleted ones. */
  countOf(domainId: string): Promise<number>
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
