import type { Account, AccountSettings } from './accounts/account.ts'
import type { AdminType } from './administrators/administrator.ts'
import type { AliasStore } from './aliases/stores.ts'
import type { AccessRule } from './application-credentials/access-rule.ts'
import type { ApplicationCredential } from './application-credentials/application-credential.ts'
import type { AuditFilter, AuditPage, AuditPlace } from './audit/audit-query.ts'
import type { AuditCheckpoint, AuditEntry, AuditEvent } from './audit/entry.ts'
import type { CallCount } from './callers/caller.ts'
import type { CatalogService } from './catalog/catalog-service.ts'
import type { Endpoint } from './catalog/endpoint.ts'
import type { Region } from './catalog/region.ts'
import type { MailDomainStore } from './domains/stores.ts'
import type {
  FactorFailureStore,
  PasskeyStore,
  PendingLoginStore,
  RecoveryCodeStore,
  TotpStore,
} from './factors/stores.ts'
import type { KeyPairStore } from './key-pairs/stores.ts'
import type { StoredKey } from './keys/key.ts'
import type { StoredLink } from './links/link.ts'
import type { KnownKey, KnownUser } from './login/known.ts'
import type { OutgoingMail } from './mail/outgoing.ts'
import type { MailboxStore } from './mailboxes/stores.ts'
import type { CustomRole } from './roles/custom-role.ts'
import type { ServiceRule } from './services/service-rule.ts'
import type { StoredSession } from './sessions/session.ts'
import type { SupportPin } from './support/stored-pin.ts'
import type { ListedUser, UserState } from './users/listed-user.ts'
import type { User } from './users/user.ts'

/** The storage that the domain needs: one small store per noun. */
export interface Stores {
  readonly accounts: AccountStore
  readonly users: UserStore
  readonly roles: RoleStore
  readonly keys: KeyStore
  readonly forgottenKeys: ForgottenKeyStore
  readonly keyPairs: KeyPairStore
  readonly applicationCredentials: ApplicationCredentialStore
  readonly accessRules: AccessRuleStore
  readonly sessions: SessionStore
  readonly links: LinkStore
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
  readonly results: ResultStore
  readonly networks: NetworkStore
  readonly ring: KeyRingStore
  readonly meta: MetaStore
  readonly passwords: PasswordStore
  readonly supportPins: SupportPinStore
  readonly secretAnswers: SecretAnswerStore
  readonly mailDomains: MailDomainStore
  readonly mailboxes: MailboxStore
  readonly aliases: AliasStore
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
   * @throws DomainError `storage.full`, `storage.away`, `outcome.unknown`; whatever `work` throws
   */
  transaction<T>(work: (tx: Stores) => Promise<T>): Promise<T>
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

export interface AccountStore {
  /** The next free account number, six digits or more; never `FIRST_ACCOUNT_ID`, which is the owner's. */
  nextId(): Promise<string>
  insert(account: Account): Promise<void>
  byId(id: string): Promise<Account | null>
  list(): Promise<readonly Account[]>
  /** Makes those who make keys in this account, and who change it, take turns until the transaction ends. */
  hold(id: string): Promise<void>
  /** False when there is no such account. */
  update(id: string, settings: Partial<AccountSettings>): Promise<boolean>
}

export interface UserFilter {
  readonly accountId?: string
  readonly email?: string
  /** Only users who have this role. */
  readonly role?: string
  readonly adminType?: AdminType
  /** Only these, a page of them at most. */
  readonly ids?: readonly string[]
}

/** Users whom somebody may not look at: those who have one of these roles, but for one user. */
export interface OutOfSight {
  readonly roles: readonly string[]
  readonly exceptUserId: string
}

/** The users of an account who are left when those out of sight are taken away. */
export interface SightQuery {
  readonly accountId: string
  readonly role?: string
  readonly outOfSight: OutOfSight
}

/** One page of users, in a fixed order: what comes after `after` never changes place with what came before. */
export interface UserPageQuery {
  readonly accountId?: string
  /** Part of the name or of the e-mail address, in any case. */
  readonly text?: string
  readonly state?: UserState
  readonly role?: string
  readonly outOfSight?: OutOfSight
  readonly sort: 'name' | 'created'
  readonly descending: boolean
  /** The last user of the page before. */
  readonly after?: Pick<User, 'id' | 'name' | 'createdAtMs'>
  readonly limit: number
}

/** How many passwords get another id by one statement. */
export interface PasswordIdRenewal {
  /** 16 random hex digits: with half of the user's own id they make the id of the user's password. */
  readonly half: string
  readonly updatedAtMs: number
}

export interface UserStore {
  /** @throws DomainError `user.exists` when the name is taken in any spelling, anywhere. */
  insert(user: User): Promise<void>
  byId(id: string): Promise<User | null>
  /** Any spelling of the name. */
  byName(name: string): Promise<User | null>
  list(filter: UserFilter): Promise<readonly User[]>
  /** Names of those of these users who exist, by id. */
  namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>>
  page(query: UserPageQuery): Promise<readonly ListedUser[]>
  /** Who is on a page, without their rows. */
  pageIds(query: UserPageQuery): Promise<readonly string[]>
  listed(id: string): Promise<ListedUser | null>
  /** Users on all pages. */
  countMatching(filter: Omit<UserPageQuery, 'sort' | 'descending' | 'after' | 'limit'>): Promise<number>
  /** Of the whole installation, or of one account. */
  count(accountId?: string): Promise<number>
  countInSight(query: SightQuery): Promise<number>
  /** Makes writers of this user take turns until the transaction ends. False when there is no such user. */
  hold(id: string): Promise<boolean>
  update(id: string, change: Partial<Omit<User, 'id' | 'accountId' | 'createdAtMs'>>): Promise<void>
  /** Those of an account whom a requirement concerns and who have no second factor, and how many sessions they have. */
  countBare(accountId: string): Promise<{ readonly users: number; readonly sessions: number }>
  /** Ends the sessions of the same, and by `renewal` what they have by password. */
  shutOutBare(accountId: string, renewal: PasswordIdRenewal): Promise<void>
  /** Gives every password of the installation another id. */
  renewPasswordIds(renewal: PasswordIdRenewal): Promise<void>
  /** Removes the user with keys, sessions, links, callers and results. Of keys, that they were keys stays known. */
  delete(id: string, nowMs: number): Promise<void>
  /** What a token check needs. */
  known(id: string): Promise<KnownUser | null>
}

/** Hashes of passwords that were replaced. */
export interface PasswordStore {
  remember(userId: string, passwordHash: string, endedAtMs: number): Promise<void>
  /** The newest first. */
  recent(userId: string, limit: number): Promise<readonly string[]>
}

export interface SupportPinStore {
  ofUser(userId: string): Promise<SupportPin | null>
  /** Replaces the one that is there. */
  put(pin: SupportPin): Promise<void>
  /** All of them in pages by user, for re-sealing. */
  page(afterUserId: string, limit: number): Promise<readonly SupportPin[]>
  deleteAll(): Promise<void>
}

export interface SecretAnswerStore {
  /** Replaces the one that is there. @param answerHash a PHC string */
  put(userId: string, questionId: string, answerHash: string): Promise<void>
}

/** Roles made by operators; the built-in ones are not stored. */
export interface RoleStore {
  /** @throws DomainError `role.exists` */
  insert(role: CustomRole): Promise<void>
  /** By name. */
  list(): Promise<readonly CustomRole[]>
  describe(name: string, description: string): Promise<void>
  /** Takes it from everybody. From how many; null when there is no such role. */
  delete(name: string): Promise<number | null>
}

export interface KeyStore {
  insert(key: StoredKey): Promise<void>
  byId(id: string): Promise<StoredKey | null>
  /** The user's current key: the one without an end. */
  current(userId: string): Promise<StoredKey | null>
  /** All rows kept, newest first. */
  ofUser(userId: string): Promise<readonly StoredKey[]>
  /** What a key check needs; also for ended keys as long as they are kept. */
  known(digest: string): Promise<KnownKey | null>
  /** The same by any of several digests, of which one is the key's; says which. */
  knownAmong(digests: readonly string[]): Promise<FoundKey | null>
  /** Sets the end of a key, and forgets its sealed copy. */
  end(id: string, endsAtMs: number): Promise<void>
  /** How many keys have a sealed copy: of one account, or of the installation. */
  countSealed(accountId?: string): Promise<number>
  /** Forgets the sealed copies of these keys, for good. How many. */
  forgetSealed(accountId?: string): Promise<number>
  /** Sets the state of every key of the installation, or of those in one state. How many of them had not ended. */
  setStateOfAll(state: StoredKey['state'], nowMs: number, from?: StoredKey['state']): Promise<number>
  setState(id: string, state: StoredKey['state']): Promise<void>
  /** Forgets keys that ended before this moment, but that they were keys. */
  forgetEndedBefore(ms: number): Promise<void>
  /** Rows with a sealed copy, in pages by id, for re-sealing and re-digesting. */
  page(afterId: string, limit: number): Promise<readonly StoredKey[]>
  /** A new sealed copy takes the place of one only: a copy that was forgotten stays forgotten, and the digest as it is. */
  replaceSecret(id: string, secret: Pick<StoredKey, 'digest' | 'sealed'>): Promise<void>
  /** Another digest for a key without a sealed copy. @throws DomainError `key.exists` when it is another key's */
  redigest(from: string, to: string): Promise<void>
}

/** Digests of keys whose rows are gone. Nothing tells whose they were. */
export interface ForgottenKeyStore {
  /** The one of these digests that is there, the first rather than the others. */
  find(digests: readonly string[]): Promise<string | null>
  /** Another digest of the same key. */
  redigest(from: string, to: string): Promise<void>
  /** Drops those that ended before this moment. */
  dropEndedBefore(ms: number): Promise<void>
}

export interface FoundKey {
  readonly digest: string
  readonly key: KnownKey
}

export interface ApplicationCredentialStore {
  /** @throws DomainError `application_credential.exists` for a second one of the user with this name */
  insert(credential: ApplicationCredential): Promise<void>
  /** By name. */
  ofUser(userId: string): Promise<readonly ApplicationCredential[]>
  /** Whose it is; that never changes. */
  ownerOf(id: string): Promise<string | null>
  /** What it was called; null when the user has none with this id. */
  delete(userId: string, id: string): Promise<string | null>
  /** Of the whole installation. */
  deleteAll(): Promise<void>
  /** Sets the state of every one that is in another. */
  setStateOfAll(state: ApplicationCredential['state']): Promise<void>
  /** Another digest of the same secret. */
  redigest(id: string, from: string, to: string): Promise<void>
}

/** Access rules that users gave to their application credentials, kept for the next. */
export interface AccessRuleStore {
  insert(rule: AccessRule & Pick<ApplicationCredential, 'userId' | 'accountId'>): Promise<void>
  /** By service, path and method. */
  ofUser(userId: string): Promise<readonly AccessRule[]>
  /** False when the user has none with this id. */
  delete(userId: string, id: string): Promise<boolean>
}

export interface SessionStore {
  insert(session: StoredSession): Promise<void>
  byDigest(digest: string): Promise<StoredSession | null>
  update(digest: string, change: Partial<StoredSession>): Promise<void>
  delete(digest: string): Promise<boolean>
  /** Ends the user's sessions but one. */
  deleteOfUser(userId: string, exceptDigest?: string): Promise<number>
  deleteOfAccount(accountId: string): Promise<void>
  ofUser(userId: string): Promise<readonly StoredSession[]>
  deleteSeenBefore(ms: number): Promise<void>
}

export interface LinkStore {
  insert(link: StoredLink): Promise<void>
  byDigest(digest: string): Promise<StoredLink | null>
  delete(digest: string): Promise<boolean>
  deleteOf(kind: StoredLink['kind'], userId: string | null): Promise<void>
  forgetExpired(kind: StoredLink['kind'], nowMs: number): Promise<void>
}

/** Mails that have to be sent; gone when they are. */
export interface OutboxStore {
  insert(mail: OutgoingMail): Promise<void>
  /** Those to be tried now, the longest waiting first. */
  due(nowMs: number, limit: number): Promise<readonly OutgoingMail[]>
  /** Counts an attempt and puts the next off. False when somebody else has claimed it since it was read. */
  claim(mail: Pick<OutgoingMail, 'id' | 'attempts'>, nextAtMs: number): Promise<boolean>
  delay(id: string, nextAtMs: number, fault: string): Promise<void>
  /** Lets all that was put off be tried now. */
  makeDue(nowMs: number): Promise<void>
  delete(id: string): Promise<void>
  deleteOf(kind: OutgoingMail['kind'], userId: string): Promise<void>
  /** How many wait, since when the first, and why the last attempt failed. */
  state(): Promise<OutboxState>
  forgetEnded(nowMs: number): Promise<void>
}

export interface OutboxState {
  readonly waiting: number
  readonly oldestAtMs: number | null
  readonly fault: string | null
}

/** Ids of deleted tokens, kept until the tokens would have expired. */
export interface TokenStore {
  /** False when it was deleted before. */
  markDeleted(id: string, userId: string, expiresAtMs: number): Promise<boolean>
  isDeleted(ids: readonly string[]): Promise<boolean>
  /** All remembered ids, for the memory of a process that owns the data. */
  deleted(): Promise<readonly string[]>
  forgetExpired(nowMs: number): Promise<void>
}

export interface EndpointStore {
  /** @throws DomainError `endpoint.exists` for the same name, type and region. */
  insert(endpoint: Omit<Endpoint, 'id'>): Promise<Endpoint>
  /** Replaces all that is known of it. @throws DomainError `endpoint.exists` */
  update(endpoint: Endpoint): Promise<void>
  /** What clients are told: those with a public address. */
  list(): Promise<readonly Endpoint[]>
  /** All of them. */
  places(): Promise<readonly Endpoint[]>
  /** Removes all endpoints of a service, or those of one region. How many. */
  delete(name: string, region?: string): Promise<number>
  /** What it was; null when there is no such endpoint. */
  deleteOne(id: number): Promise<Endpoint | null>
}

/** What is known of services and regions beyond the endpoints. */
export interface CatalogStore {
  /** Makes those who change the catalog take turns until the transaction ends. */
  hold(): Promise<void>
  /** By name and type. */
  services(): Promise<readonly CatalogService[]>
  /** Makes or replaces the one with this id. @throws DomainError `endpoint.exists` for a name and type that are taken */
  putService(service: CatalogService): Promise<void>
  deleteService(id: string): Promise<void>
  /** By id. */
  regions(): Promise<readonly Region[]>
  /** Makes or replaces the one with this id. */
  putRegion(region: Region): Promise<void>
  deleteRegion(id: string): Promise<void>
}

export interface ServiceRuleStore {
  insert(rule: ServiceRule): Promise<void>
  /** By service and path. */
  list(): Promise<readonly ServiceRule[]>
  /** What it was; null when there is no such rule. */
  delete(id: string): Promise<ServiceRule | null>
}

export interface AuditStore {
  /** Numbers and chains the entry. Part of the transaction of the change it tells of. */
  append(event: AuditEvent): Promise<void>
  chains(): Promise<readonly { readonly chain: string; readonly number: number; readonly hash: string }[]>
  /** Entries of a chain in order. */
  page(chain: string, afterNumber: number, limit: number): Promise<readonly AuditEntry[]>
  /** What fits in a chain, newest first, behind a place that an earlier page named. */
  search(chain: string, filter: AuditFilter, after: AuditPlace | null, limit: number): Promise<AuditPage>
  insertCheckpoint(checkpoint: AuditCheckpoint): Promise<void>
  checkpoints(chain: string): Promise<readonly AuditCheckpoint[]>
  /** Removes the entries up to and including this number. */
  prune(chain: string, throughNumber: number): Promise<number>
}

export interface CallStore {
  /** Adds to what is there; one statement for many counts. */
  add(counts: readonly CallCount[]): Promise<void>
  /** Counts of a user since a moment, optionally of some keys. */
  ofUser(userId: string, sinceMs: number, keyIds?: readonly string[]): Promise<readonly CallCount[]>
  /** Counts of all users of an account since a moment. */
  ofAccount(accountId: string, sinceMs: number): Promise<readonly CallCount[]>
  forgetBefore(ms: number): Promise<void>
}

/** Answers remembered for an `Idempotency-Key`. */
export interface ResultStore {
  find(userId: string, idempotencyKey: string): Promise<StoredResult | null>
  insert(result: StoredResult): Promise<void>
  /** Forgets the answers given in one account, or in the installation. */
  forgetAll(accountId?: string): Promise<void>
  /** All of them in pages, for re-sealing. */
  page(
    after: Pick<StoredResult, 'userId' | 'idempotencyKey'> | null,
    limit: number,
  ): Promise<readonly StoredResult[]>
  /** Replaces the sealed text, unless the result itself was replaced since it was read. */
  reseal(result: StoredResult, sealed: Uint8Array): Promise<void>
  forgetBefore(ms: number): Promise<void>
}

export interface StoredResult {
  readonly userId: string
  readonly accountId: string
  readonly idempotencyKey: string
  /** Digest of what was asked, so that the same key with another request is refused. */
  readonly request: string
  readonly sealed: Uint8Array
  readonly createdAtMs: number
}

/** Networks from which a user's password was right. */
export interface NetworkStore {
  lastSuccessMs(userId: string, network: string): Promise<number | null>
  recordSuccess(userId: string, network: string, atMs: number): Promise<void>
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
