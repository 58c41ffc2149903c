import type { Kysely } from 'kysely'
import type { CatalogServiceRow, EndpointRow, RegionRow, ServiceRuleRow } from './tables/catalog.ts'
import type {
  AccessRuleRow,
  ApiKeyRow,
  ApplicationCredentialRow,
  DeletedTokenRow,
  ForgottenKeyRow,
  KeyPairRow,
  UsedSignatureRow,
} from './tables/credentials.ts'
import type {
  FactorFailureRow,
  PasskeyChallengeRow,
  PasskeyRow,
  PendingLoginRow,
  RecoveryCodeRow,
  TotpDeviceRow,
} from './tables/factors.ts'
import type {
  DkimKeyRow,
  LoginTokenRow,
  MailAddressRow,
  MailAliasMemberRow,
  MailAliasRow,
  MailboxAppPasswordRow,
  MailboxFactorRow,
  MailboxForwardRow,
  MailboxRow,
  MailboxSessionRow,
  MailDomainNameRow,
  MailDomainRow,
  MailListAddressRow,
  MailListRow,
  MailSessionEndRow,
  MailSettingsRow,
  SenderListRow,
} from './tables/hosted-mail.ts'
import type { JobRowRow, JobTableRow } from './tables/jobs.ts'
import type { CounterRow, DataKeyRow, MetaRow } from './tables/keeping.ts'
import type {
  AccountContactRow,
  AccountRow,
  AdministratorRow,
  GroupMemberRow,
  GroupRoleRow,
  GroupRow,
  KnownNetworkRow,
  LinkRow,
  OldPasswordRow,
  RoleRow,
  SecretAnswerRow,
  SessionRow,
  SupportPinRow,
  UserRoleRow,
  UserRow,
} from './tables/people.ts'
import type {
  AnswerTimeRow,
  AuditCheckpointRow,
  AuditEntryRow,
  AuditHeadRow,
  AuditPrunePermitRow,
  CallMonthRow,
  CallRow,
  OutboxRow,
  ResultRow,
  ThresholdRow,
  UnknownCallRow,
} from './tables/records.ts'

/**
 * Rows as both engines give them: `text` ids made by the server, milliseconds and numbers as JavaScript numbers,
 * booleans as 0 or 1, byte columns as `Uint8Array`.
 */
export interface Tables {
  accounts: AccountRow
  users: UserRow
  user_roles: UserRoleRow
  groups: GroupRow
  group_roles: GroupRoleRow
  group_members: GroupMemberRow
  account_contacts: AccountContactRow
  administrators: AdministratorRow
  roles: RoleRow
  api_keys: ApiKeyRow
  forgotten_keys: ForgottenKeyRow
  key_pairs: KeyPairRow
  used_signatures: UsedSignatureRow
  mail_domains: MailDomainRow
  dkim_keys: DkimKeyRow
  mail_settings: MailSettingsRow
  sender_lists: SenderListRow
  mail_domain_names: MailDomainNameRow
  mail_addresses: MailAddressRow
  mailboxes: MailboxRow
  mailbox_forwards: MailboxForwardRow
  mail_aliases: MailAliasRow
  mail_alias_members: MailAliasMemberRow
  mail_session_ends: MailSessionEndRow
  mailbox_app_passwords: MailboxAppPasswordRow
  mailbox_sessions: MailboxSessionRow
  mailbox_factors: MailboxFactorRow
  mail_lists: MailListRow
  mail_list_addresses: MailListAddressRow
  jobs: JobTableRow
  job_rows: JobRowRow
  application_credentials: ApplicationCredentialRow
  access_rules: AccessRuleRow
  sessions: SessionRow
  links: LinkRow
  login_tokens: LoginTokenRow
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
  call_months: CallMonthRow
  unknown_calls: UnknownCallRow
  answer_times: AnswerTimeRow
  usage_thresholds: ThresholdRow
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

/** Undefined stays undefined: Kysely leaves such columns alone. */
