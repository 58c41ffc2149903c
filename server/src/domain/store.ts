import type { AccountContactStore, AccountStore } from './accounts/stores.ts'
import type { AdministratorStore } from './administrators/stores.ts'
import type { AliasStore } from './aliases/stores.ts'
import type { AccessRuleStore, ApplicationCredentialStore } from './application-credentials/stores.ts'
import type { AuditStore } from './audit/stores.ts'
import type { AnswerTimeStore, CallStore } from './callers/stores.ts'
import type { CatalogStore, EndpointStore } from './catalog/stores.ts'
import type { DeliveryStore, SessionEndStore } from './delivery/stores.ts'
import type { DkimKeyStore } from './dkim/stores.ts'
import type { MailDomainStore } from './domains/stores.ts'
import type {
  FactorFailureStore,
  PasskeyStore,
  PendingLoginStore,
  RecoveryCodeStore,
  TotpStore,
} from './factors/stores.ts'
import type { GroupStore } from './groups/stores.ts'
import type { ResultStore } from './idempotency/stores.ts'
import type { JobStore } from './jobs/stores.ts'
import type { KeyPairStore } from './key-pairs/stores.ts'
import type { ForgottenKeyStore, KeyStore } from './keys/stores.ts'
import type { LinkStore } from './links/stores.ts'
import type { GroupListStore } from './lists/stores.ts'
import type { NetworkStore } from './login/stores.ts'
import type { LoginTokenStore } from './login-tokens/stores.ts'
import type { OutboxStore } from './mail/stores.ts'
import type { MailSettingsStore } from './mail-settings/stores.ts'
import type { MailboxFactorStore, MailboxSessionStore } from './mailbox-owners/stores.ts'
import type { AppPasswordStore, MailboxStore } from './mailboxes/stores.ts'
import type { RoleStore } from './roles/stores.ts'
import type { ServiceRuleStore } from './services/stores.ts'
import type { SessionStore } from './sessions/stores.ts'
import type { SenderListStore } from './spam/stores.ts'
import type { SecretAnswerStore, SupportPinStore } from './support/stores.ts'
import type { ThresholdStore } from './thresholds/stores.ts'
import type { TokenStore } from './tokens/stores.ts'
import type { PasswordStore, UserStore } from './users/stores.ts'

/** The storage that the domain needs: one small store per noun. */
export interface Stores {
  readonly accounts: AccountStore
  readonly accountContacts: AccountContactStore
  readonly users: UserStore
  readonly administrators: AdministratorStore
  readonly roles: RoleStore
  readonly groups: GroupStore
  readonly keys: KeyStore
  readonly forgottenKeys: ForgottenKeyStore
  readonly keyPairs: KeyPairStore
  readonly applicationCredentials: ApplicationCredentialStore
  readonly accessRules: AccessRuleStore
  readonly sessions: SessionStore
  readonly links: LinkStore
  readonly loginTokens: LoginTokenStore
  readonly outbox: OutboxStore
  readonly tokens: TokenStore
  readonly endpoints: EndpointStore
  readonly catalog: CatalogStore
  readonly serviceRules: ServiceRuleStore
  readonly totp: TotpStore
  readonly recoveryCodes: RecoveryCodeStore
  readonly factorFailures: FactorFailureStore
  readonly passkeys: PasskeyStore
  readonly pendingLogins: PendingLoginStore
  readonly audit: AuditStore
  readonly calls: CallStore
  readonly answerTimes: AnswerTimeStore
  readonly thresholds: ThresholdStore
  readonly results: ResultStore
  readonly networks: NetworkStore
  readonly ring: KeyRingStore
  readonly meta: MetaStore
  readonly passwords: PasswordStore
  readonly supportPins: SupportPinStore
  readonly secretAnswers: SecretAnswerStore
  readonly mailDomains: MailDomainStore
  readonly dkimKeys: DkimKeyStore
  readonly mailSettings: MailSettingsStore
  readonly senderLists: SenderListStore
  readonly mailboxes: MailboxStore
  readonly aliases: AliasStore
  readonly delivery: DeliveryStore
  readonly sessionEnds: SessionEndStore
  readonly appPasswords: AppPasswordStore
  readonly mailboxSessions: MailboxSessionStore
  readonly mailboxFactors: MailboxFactorStore
  readonly lists: GroupListStore
  readonly jobs: JobStore
}

/** Why the database as a whole does not do its work. */
export interface StoreTrouble {
  /** For the operator to act on; names no host, no statement and no value. */
  readonly cause: string
  /** Only writing fails. */
  readonly readsWork: boolean
}

export interface Store extends Stores {
  /**
   * Runs `work` in one transaction: all of it is on disk when this resolves, or none of it is there.
   * Inside, only the given stores may be used. Listeners of `onChange` have run before it resolves.
   * @param sees `one moment`: everything as it was at one time; what somebody else changed since then ends it as `busy`
   * @throws DomainError `storage.full`, `storage.away`, `outcome.unknown`; whatever `work` throws
   */
  transaction<T>(work: (tx: Stores) => Promise<T>, sees?: 'one moment'): Promise<T>
  /** Hears of every committed change of a user, a key, a role or an account; an account's change names each user. */
  onChange(listener: (userIds: readonly string[]) => void): void
  /** What keeps the database from doing its work; null as far as is known. */
  trouble(): StoreTrouble | null
  /** Hears of every trouble once, and with null of its end. */
  onTrouble(listener: (trouble: StoreTrouble | null) => void): void
  /** True when no other process can change the data while this one runs, so that memory may answer. */
  readonly exclusive: boolean
  close(): Promise<void>
}

export type RingPurpose = 'lookup' | 'token' | 'audit' | 'account'

/** A data key, encrypted under the master key. */
export interface WrappedKey {
  readonly id: string
  readonly purpose: RingPurpose
  /** Account number for purpose `account`, else empty. */
  readonly accountId: string
  readonly wrapped: Uint8Array
  readonly createdAtMs: number
}

export interface KeyRingStore {
  list(): Promise<readonly WrappedKey[]>
  insert(key: WrappedKey): Promise<void>
  replace(id: string, wrapped: Uint8Array): Promise<void>
  delete(id: string): Promise<void>
  /**
   * How many live keys, application credentials, sessions, links and recovery codes can be found only by digests under
   * one look-up key.
   * @param mark what its digests begin with; empty for those without a mark
   */
  countDigests(mark: string, nowMs: number): Promise<number>
}

/** Facts about the installation: key-check value, when recording began. */
export interface MetaStore {
  get(name: string): Promise<string | null>
  set(name: string, value: string): Promise<void>
}
