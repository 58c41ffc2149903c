import { domainName } from '../../lib/domain-name.ts'
import { DomainError } from '../errors.ts'

/** A domain that mail is kept for. */
export interface MailDomain {
  /** 32 lower-case hex digits. */
  readonly id: string
  readonly accountId: string
  /** As DNS has it: lower case, international names as `xn--`. No two accounts have the same. */
  readonly name: string
  /** Null for no limit. */
  readonly maxMailboxes: number | null
  /** What a mailbox may hold that is made without a size. */
  readonly baseMailboxMb: number
  /** What any one mailbox may hold beyond that. */
  readonly extraStorageMb: number
  readonly product: MailProduct
  /** Where mail goes that is for nobody in it: a whole address in lower case; null where such mail is refused. */
  readonly catchAll: string | null
  readonly createdAtMs: number
}

export type MailProduct = 'rse-basic' | 'rse-plus'
export const MAIL_PRODUCTS: readonly MailProduct[] = ['rse-basic', 'rse-plus']

/** What may be changed of a domain. */
export type DomainSettings = Pick<MailDomain, 'maxMailboxes' | 'baseMailboxMb' | 'extraStorageMb' | 'product'>

/** A domain as a list shows it. */
export interface ListedDomain extends MailDomain {
  /** Those that are there, without deleted ones. */
  readonly mailboxes: number
}

/** The vendor's plan: 25 GB. */
export const DEFAULT_MAILBOX_MB = 25_600
export const MAX_MAILBOXES = 1_000_000
export const MAX_MB = 100_000_000

/** @throws DomainError `input.invalid` */
export function checkDomainName(text: string): string {
  const name = domainName(text)
  if (name !== null) return name
  throw new DomainError('input.invalid', {
    field: 'name',
    reason: 'Write a domain name such as example.com.',
  })
}

/** The longest mailbox that the domain admits, MB. */
export function maxMailboxMb({ baseMailboxMb, extraStorageMb }: DomainSettings): number {
  return baseMailboxMb + extraStorageMb
}
