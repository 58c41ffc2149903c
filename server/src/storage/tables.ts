import type { Kysely } from 'kysely'
import type { AdminType } from '../domain/administrators/administrator.ts'
import type { MailProduct } from '../domain/domains/mail-domain.ts'
import type { ClockCheck } from '../domain/key-pairs/key-pair.ts'

/**
 * Rows as both engines give them: `text` ids made by the server, milliseconds and numbers as JavaScript numbers,
 * booleans as 0 or 1, byte columns as `Uint8Array`.
 */
export interface Tables {
  accounts: AccountRow
  users: UserRow
  user_roles: UserRoleRow
  roles: RoleRow
  api_keys: ApiKeyRow
  forgotten_keys: ForgottenKeyRow
  key_pairs: KeyPairRow
  used_signatures: UsedSignatureRow
  mail_domains: MailDomainRow
  mail_addresses: MailAddressRow
  mailboxes: MailboxRow
  mailbox_forwards: MailboxForwardRow
  mail_aliases: MailAliasRow
  mail_alias_members: MailAliasMemberRow
  application_credentials: ApplicationCredentialRow
  access_rules: AccessRuleRow
  sessions: SessionRow
  links: LinkRow
  outbox: OutboxRow
  deleted_tokens: DeletedTokenRow
  endpoints: EndpointRow
  catalog_services: CatalogServiceRow
  regions: RegionRow
  service_rules: ServiceRuleRow
  totp_devices: TotpDeviceRow
  recovery_codes: RecoveryCodeRow
  factor_failures: FactorFailureRow
  passkeys: PasskeyRow
  passkey_challenges: PasskeyChallengeRow
  pending_logins: PendingLoginRow
  audit_heads: AuditHeadRow
  audit_entries: AuditEntryRow
  audit_checkpoints: AuditCheckpointRow
  audit_prune_permits: AuditPrunePermitRow
  calls: CallRow
  results: ResultRow
  known_networks: KnownNetworkRow
  data_keys: DataKeyRow
  meta: MetaRow
  counters: CounterRow
  old_passwords: OldPasswordRow
  support_pins: SupportPinRow
  secret_answers: SecretAnswerRow
}

export type Db = Kysely<Tables>

export type Bit = 0 | 1

export interface AccountRow {
  id: string
  name: string
  enabled: Bit
  reset_keeps_tokens: Bit
  api_reveal: Bit
  step_up_minutes: number
  show_once: Bit
  session_idle_seconds: number
  password_life_seconds: number | null
  password_history: number
  second_factor_required: Bit
  created_at_ms: number
}

export interface OldPasswordRow {
  user_id: string
  password_hash: string
  ended_at_ms: number
}

export interface SupportPinRow {
  user_id: string
  account_id: string
  sealed: Uint8Array
  wrong_checks: number
}

export interface SecretAnswerRow {
  user_id: string
  question_id: string
  answer_hash: string
}

export interface UserRow {
  id: string
  account_id: string
  name: string
  normalised_name: string
  email: string | null
  enabled: Bit
  password_hash: string | null
  password_id: string | null
  password_changed_at_ms: number | null
  default_region: string | null
  second_factor: Bit
  second_factor_rule: 'default' | 'required' | 'optional'
  admin_type: AdminType | null
  created_at_ms: number
  updated_at_ms: number
}

export interface UserRoleRow {
  account_id: string
  user_id: string
  role: string
}

export interface RoleRow {
  name: string
  description: string
  given_by_accounts: Bit
  created_at_ms: number
}

export interface ApiKeyRow {
  id: string
  account_id: string
  user_id: string
  digest: string
  sealed: Uint8Array | null
  last_four: string
  created_at_ms: number
  /** Null in the one current key of a user. */
  ends_at_ms: number | null
  state: 'active' | 'lost' | 'unconfirmed'
}

export interface KeyPairRow {
  id: string
  account_id: string
  user_id: string
  /** Empty for the one without a name. */
  name: string
  user_key: string
  sealed: Uint8Array
  clock_check: ClockCheck
  /** Null for the usual limit. */
  reads_per_minute: number | null
  writes_per_minute: number | null
  domain_writes_per_minute: number | null
  created_at_ms: number
  /** Null in the current pair of its name. */
  ends_at_ms: number | null
  state: 'active' | 'unconfirmed'
}

export interface UsedSignatureRow {
  name: string
  ends_at_ms: number
}

export interface MailDomainRow {
  id: string
  account_id: string
  name: string
  /** Null for no limit. */
  max_mailboxes: number | null
  base_mailbox_mb: number
  extra_storage_mb: number
  product: MailProduct
  created_at_ms: number
}

/** What mail may come to, whole and in lower case; a deleted mailbox has no row. */
export interface MailAddressRow {
  address: string
  account_id: string
  domain_id: string
  kind: 'mailbox' | 'alias'
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

export interface ApplicationCredentialRow {
  id: string
  account_id: string
  user_id: string
  name: string
  description: string | null
  digest: string
  /** Separated by spaces. */
  roles: string
  unrestricted: Bit
  /** JSON: a list, or null for no limit. */
  access_rules: string | null
  created_at_ms: number
  expires_at_ms: number | null
  state: 'active' | 'unconfirmed'
}

export interface AccessRuleRow {
  id: string
  account_id: string
  user_id: string
  service: string
  method: string
  path: string
}

export interface SessionRow {
  digest: string
  account_id: string
  user_id: string
  created_at_ms: number
  last_seen_at_ms: number
  proven_at_ms: number | null
  address: string
  client: string
  method: 'password' | 'totp' | 'recovery-code' | 'passkey'
}

export interface LinkRow {
  digest: string
  kind: 'setup' | 'invitation' | 'reset'
  user_id: string | null
  expires_at_ms: number
}

export interface OutboxRow {
  id: string
  kind: 'invitation' | 'reset' | 'password_changed' | 'email_changed' | 'key_changed' | 'factor_removed'
  user_id: string | null
  user_name: string | null
  address: string | null
  done_from: string | null
  created_at_ms: number
  ends_at_ms: number
  next_at_ms: number
  attempts: number
  fault: string | null
}

export interface ForgottenKeyRow {
  digest: string
  ended_at_ms: number
}

export interface DeletedTokenRow {
  id: string
  user_id: string
  expires_at_ms: number
}

export interface EndpointRow {
  id: number
  name: string
  type: string
  /** Empty for a service without regions: in a unique constraint a null would differ from every other null. */
  region: string
  /** Empty for none. */
  public_url: string
  internal_url: string | null
  admin_url: string | null
}

export interface CatalogServiceRow {
  id: string
  name: string
  type: string
  description: string
}

export interface RegionRow {
  id: string
  description: string
  parent_id: string | null
}

export interface ServiceRuleRow {
  id: string
  service: string
  /** Separated by spaces; empty for all. */
  methods: string
  path: string
  role: string
}

export interface TotpDeviceRow {
  id: string
  account_id: string
  user_id: string
  name: string
  sealed: Uint8Array
  created_at_ms: number
  /** Null until a code of it was typed. */
  verified_at_ms: number | null
  /** The time step of the last accepted code. */
  last_step: number | null
}

export interface RecoveryCodeRow {
  digest: string
  account_id: string
  user_id: string
  created_at_ms: number
  expires_at_ms: number | null
}

export interface FactorFailureRow {
  id: string
  account_id: string
  user_id: string
  at_ms: number
}

export interface PasskeyRow {
  id: string
  account_id: string
  user_id: string
  name: string
  public_key: Uint8Array
  counter: number
  /** Separated by spaces. */
  transports: string
  created_at_ms: number
  last_used_at_ms: number | null
}

export interface PasskeyChallengeRow {
  holder: string
  challenge: string
  expires_at_ms: number
}

export interface PendingLoginRow {
  digest: string
  account_id: string
  user_id: string
  password_id: string
  expires_at_ms: number
}

export interface AuditHeadRow {
  chain: string
  number: number
  hash: string
}

export interface AuditEntryRow {
  chain: string
  number: number
  at_ms: number
  actor: string
  action: string
  target: string
  outcome: 'done' | 'refused'
  source: string
  /** Canonical JSON. */
  details: string
  previous_hash: string
  hash: string
}

export interface AuditCheckpointRow {
  chain: string
  number: number
  hash: string
  at_ms: number
  signature: string
}

/** While a row is here, and only then, the triggers let entries up to its number go. */
export interface AuditPrunePermitRow {
  chain: string
  through_number: number
}

export interface CallRow {
  account_id: string
  user_id: string
  key_id: string
  hour_ms: number
  dialect: string
  outcome: 'valid' | 'expired' | 'disabled'
  client: string
  network: string
  calls: number
  first_at_ms: number
  last_at_ms: number
}

export interface ResultRow {
  account_id: string
  user_id: string
  idempotency_key: string
  request: string
  sealed: Uint8Array
  created_at_ms: number
}

export interface KnownNetworkRow {
  account_id: string
  user_id: string
  network: string
  last_success_ms: number
}

export interface DataKeyRow {
  id: string
  purpose: 'lookup' | 'token' | 'audit' | 'account'
  account_id: string | null
  wrapped: Uint8Array
  created_at_ms: number
}

export interface MetaRow {
  name: string
  value: string
}

/** The last number given out. A sequence would differ between the engines. */
export interface CounterRow {
  name: 'account' | 'endpoint'
  value: number
}

export function bit(value: boolean): Bit {
  return value ? 1 : 0
}

/** Undefined stays undefined: Kysely leaves such columns alone. */
export function optionalBit(value: boolean | undefined): Bit | undefined {
  return value === undefined ? undefined : bit(value)
}
