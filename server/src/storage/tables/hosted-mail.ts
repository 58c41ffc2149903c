import type { MailProduct } from '../../domain/domains/mail-domain.ts'
import type { Posting, ReplyTo } from '../../domain/lists/group-list.ts'
import type { SettingsKind } from '../../domain/mail-settings/stores.ts'
import type { SenderList } from '../../domain/spam/sender-list.ts'
import type { Bit } from './columns.ts'

export interface MailDomainRow {
  id: string
  account_id: string
  name: string
  /** Null for no limit. */
  max_mailboxes: number | null
  base_mailbox_mb: number
  extra_storage_mb: number
  product: MailProduct
  catch_all: string | null
  created_at_ms: number
}

/** The domain's own name and its alternate ones. */
export interface MailDomainNameRow {
  name: string
  domain_id: string
}

/** What mail may come to, whole and in lower case; a deleted mailbox has no row. */
export interface MailAddressRow {
  address: string
  account_id: string
  domain_id: string
  kind: 'mailbox' | 'alias' | 'list'
  target_id: string
}

export interface MailboxRow {
  id: string
  account_id: string
  domain_id: string
  name: string
  /** Unique among those that are not deleted. */
  address: string
  password_hash: string
  quota_mb: number
  usage_mb: number
  enabled: Bit
  must_change_password: Bit
  /** The ways in that are open, with a space between them. */
  protocols: string
  display_name: string
  /** The contact field of that name, for searching. */
  custom_id: string
  vacation_enabled: Bit
  vacation_message: string
  keep_forwarded: Bit
  in_directory: Bit
  in_gal: Bit
  /** JSON. */
  contact: string
  created_at_ms: number
  last_login_at_ms: number | null
  deleted_at_ms: number | null
}

export interface MailboxForwardRow {
  mailbox_id: string
  address: string
}

export interface MailAliasRow {
  id: string
  account_id: string
  domain_id: string
  name: string
  address: string
}

export interface MailAliasMemberRow {
  alias_id: string
  address: string
}

/** Of a user or of a mailbox; the other is null. */
export interface LoginTokenRow {
  digest: string
  user_id: string | null
  mailbox_id: string | null
  expires_at_ms: number
}

export interface MailListRow {
  id: string
  account_id: string
  domain_id: string
  name: string
  address: string
  display_name: string
  reply_to: ReplyTo
  posting: Posting
  created_at_ms: number
}

export interface MailListAddressRow {
  list_id: string
  part: 'member' | 'poster'
  address: string
}

interface SettingsOwnerColumns {
  /** The id of the mailbox, or of the domain where there is none. */
  owner_id: string
  domain_id: string
  mailbox_id: string | null
}

export interface MailSettingsRow extends SettingsOwnerColumns {
  kind: SettingsKind
  /** JSON. */
  value: string
}

export interface SenderListRow extends SettingsOwnerColumns {
  list: SenderList
  entry: string
}

export interface MailSessionEndRow {
  id: string
  mask: string
  at_ms: number
}

export interface MailboxAppPasswordRow {
  id: string
  mailbox_id: string
  name: string
  password_hash: string
  protocols: string
  created_at_ms: number
  last_used_at_ms: number | null
}

/** A browser that is signed in to a mailbox. */
export interface MailboxSessionRow {
  digest: string
  mailbox_id: string
  created_at_ms: number
  last_seen_at_ms: number
  factor_proved: number
}

/** The authenticator app of the owner of a mailbox. */
export interface MailboxFactorRow {
  mailbox_id: string
  account_id: string
  sealed: Uint8Array
  created_at_ms: number
  verified_at_ms: number | null
  last_step: number | null
  /** Moments with blanks between them. */
  failed_at_ms: string
}

export interface DkimKeyRow {
  id: string
  account_id: string
  domain_id: string
  selector: string
  public_key: string
  sealed: Uint8Array
  created_at_ms: number
  activated_at_ms: number | null
}
