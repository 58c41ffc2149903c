import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import type { MailDomain } from '../domains/mail-domain.ts'
import { DomainError, type DomainErrorCode } from '../errors.ts'
import type { Outcome } from '../jobs/bulk-act.ts'
import type { ImportKind } from '../jobs/job.ts'
import type { MailboxSettings } from '../mailboxes/mailbox.ts'
import type { Stores } from '../store.ts'
import type { ImportField, Mapping } from './fields.ts'

export const MAX_MAIL_ROWS = 50_000

/** What files are of: mailboxes, aliases, users. */
export interface ImportSort {
  readonly kind: ImportKind
  readonly fields: readonly ImportField[]
  /** What columns most likely are, by their names. */
  readonly guess: (columns: readonly string[]) => Mapping
  /** The field that names what a row is about. */
  readonly key: ImportField
  /** What one row is about. */
  readonly word: string
  /** Without the field of the names nothing can be done. */
  readonly keyMissing: string
  readonly maxRows: number
  /** What a row says. @throws DomainError why it comes to nothing, whatever there is */
  readonly read: (cells: readonly string[], mapping: Mapping, domain: MailDomain | null) => ImportRow
  /**
   * Looks up what these rows depend on.
   * @returns tells of one after the other, each once, whether it changes what is there, or why it comes to nothing
   */
  readonly judge: (
    stores: Stores,
    place: JudgedPlace,
    rows: readonly ImportRow[],
  ) => Promise<(row: ImportRow) => boolean | RowFault>
  /** Of rows about what is there, as many as are read together: those that the import leaves `unchanged`. */
  readonly unchanged: (
    stores: Stores,
    place: Pick<JudgedPlace, 'accountId'>,
    rows: readonly ImportRow[],
  ) => Promise<readonly ImportRow[]>
}

export interface JudgedPlace {
  readonly actor: Actor
  readonly accountId: string
  /** Null for what is in none. */
  readonly domain: MailDomain | null
}

export interface ImportRow {
  /** No two rows have the same. */
  readonly name: string
  /** Null for what has none. */
  readonly address: string | null
  /** Of a mailbox; null where the cell is empty. */
  readonly password: string | null
  /** Of a mailbox, what the row says of it; nothing about empty cells. */
  readonly settings: Partial<MailboxSettings>
  /** What else there must be: members of an alias, roles of a user. */
  readonly needs: readonly string[]
  /** Does what takes long. @throws DomainError why it comes to nothing; `busy` */
  readonly prepare: (deps: Deps, accountId: string, isThere: boolean) => Promise<RowAct>
}

/** In a transaction. @throws DomainError why the row comes to nothing */
export type RowAct = (deps: Deps, actor: Actor) => Promise<Outcome>

/** Why a row comes to nothing. */
export interface RowFault {
  readonly code: DomainErrorCode
  readonly field: string | null
  readonly message: string
}

/** @throws DomainError `mail_domain.not_found` without one */
export function givenDomain(domain: MailDomain | null): MailDomain {
  if (domain) return domain
  throw new DomainError('mail_domain.not_found')
}

export interface ImportPlace {
  readonly accountId: string
  readonly domain: string
}

export interface ImportAsked extends Pick<ImportPlace, 'accountId'> {
  /** Of what is in one. */
  readonly domain?: string
  /** Without one, mailboxes. */
  readonly kind?: ImportKind
}
