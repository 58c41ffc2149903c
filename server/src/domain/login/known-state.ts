import type { Fingerprint } from '../../lib/siphash.ts'
import type { ApplicationCredential } from '../application-credentials/application-credential.ts'
import type { Endpoint } from '../catalog/endpoint.ts'
import type { KnownPair } from '../key-pairs/key-pair.ts'
import { Protection } from '../services/protection.ts'
import type { Store } from '../store.ts'
import type { KnownKey, KnownUser } from './known.ts'

/** Keys and users kept in memory at most; the oldest goes first. */
const MAX_KNOWN = 1_000_000
/** Users whose last change is remembered; with more of them all keys are forgotten. */
const MAX_CHANGED = 100_000

interface RememberedKey extends KnownKey {
  /** The number of the last change before it was read. */
  readonly readAfter: number
}

/** The same for a pair: its secret in clear, in the memory of this process alone. */
interface RememberedPair {
  readonly pair: KnownPair
  readonly readAfter: number
}

/** After that the digest is asked again: one under an older look-up key is replaced then. */
const PROVEN_MS = 3_600_000

interface ProvenSecret {
  /** Fingerprint of the secret. */
  readonly name: string
  readonly provenAtMs: number
}

/**
 * The current state of keys, application credentials, users and the catalog, from memory where that is safe.
 *
 * Memory answers only when this process is the one writer of the data (`store.exclusive`): every committed change
 * is heard before its transaction resolves, so nothing ended is answered after the answer that ended it.
 * Otherwise each question goes to the database.
 */
export class KnownState {
  readonly #store: Store
  readonly #fingerprint: Fingerprint
  /** By fingerprint: secrets themselves do not stay in memory. */
  readonly #keys = new Map<string, RememberedKey>()
  /** By user key. */
  readonly #pairs = new Map<string, RememberedPair>()
  /** The number of each user's last change. Memory cannot tell a user's keys, but a key tells its user. */
  readonly #changedAt = new Map<string, number>()
  readonly #users = new Map<string, KnownUser>()
  /** By user. */
  readonly #applicationCredentials = new Map<string, readonly ApplicationCredential[]>()
  /** By the id of the credential: whose it is never changes, so this is true on every node for ever. */
  readonly #credentialOwners = new Map<string, string>()
  readonly #provenSecrets = new WeakMap<ApplicationCredential, ProvenSecret>()
  readonly #deletedTokens = new Set<string>()
  #endpoints: readonly Endpoint[] | undefined
  #protection: Protection | undefined
  /** Counts changes: a row read before a change must not be remembered after it. */
  #generation = 0

  /** @param fingerprint keyed with bytes of this process alone */
  constructor(store: Store, fingerprint: Fingerprint) {
    this.#store = store
    this.#fingerprint = fingerprint
    store.onChange((userIds) => this.forget(userIds))
  }

  /** Reads the ids of deleted tokens. Call before the first request, and again to drop expired ones. */
  async loadDeletedTokens(): Promise<void> {
    if (!this.#store.exclusive) return
    const generation = this.#generation
    const ids = await this.#store.tokens.deleted()
    if (generation === this.#generation) this.#deletedTokens.clear()
    for (const id of ids) this.#deletedTokens.add(id)
  }

  /** Keys in memory, also those that must be read anew because their user has changed. */
  get keyCount(): number {
    return this.#keys.size
  }

  /** The key with this secret if memory knows it, in this very turn. */
  peekKey(secret: string): KnownKey | undefined {
    const name = this.#fingerprint(secret)
    const key = name === null ? undefined : this.#keys.get(name)
    return key && key.readAfter >= (this.#changedAt.get(key.userId) ?? 0) ? key : undefined
  }

  peekUser(userId: string): KnownUser | undefined {
    return this.#users.get(userId)
  }

  /** @param read finds the key with this secret in the database */
  async key(secret: string, read: () => Promise<KnownKey | null>): Promise<KnownKey | null> {
    const known = this.peekKey(secret)
    if (known) return known
    const generation = this.#generation
    const found = await read()
    if (found) this.#rememberKey(secret, found, generation)
    return found
  }

  /** The pair with this user key if memory knows it, in this very turn. */
  peekPair(userKey: string): KnownPair | undefined {
    const known = this.#pairs.get(userKey)
    if (!known || known.readAfter < (this.#changedAt.get(known.pair.userId) ?? 0)) return undefined
    return known.pair
  }

  /** @param read finds the pair with this user key in the database */
  async pair(userKey: string, read: () => Promise<KnownPair | null>): Promise<KnownPair | null> {
    const known = this.peekPair(userKey)
    if (known) return known
    const generation = this.#generation
    const pair = await read()
    if (pair) this.#remember(this.#pairs, userKey, { pair, readAfter: generation }, generation)
    return pair
  }

  async user(userId: string): Promise<KnownUser | null> {
    const known = this.#users.get(userId)
    if (known) return known
    const generation = this.#generation
    const read = await this.#store.users.known(userId)
    if (read) this.#remember(this.#users, userId, read, generation)
    return read
  }

  async applicationCredentials(userId: string): Promise<readonly ApplicationCredential[]> {
    const known = this.#applicationCredentials.get(userId)
    if (known) return known
    const generation = this.#generation
    const read = await this.#store.applicationCredentials.ofUser(userId)
    this.#remember(this.#applicationCredentials, userId, read, generation)
    return read
  }

  peekApplicationCredentials(userId: string): readonly ApplicationCredential[] | undefined {
    return this.#applicationCredentials.get(userId)
  }

  /** The id of the user whose it is, or was. */
  async ownerOfApplicationCredential(id: string): Promise<string | null> {
    const known = this.peekOwnerOfApplicationCredential(id)
    if (known !== undefined) return known
    const generation = this.#generation
    const read = await this.#store.applicationCredentials.ownerOf(id)
    if (read !== null) this.#remember(this.#credentialOwners, id, read, generation)
    return read
  }

  peekOwnerOfApplicationCredential(id: string): string | undefined {
    return this.#credentialOwners.get(id)
  }

  /** To be called when the digest of the secret proved right. */
  rememberSecret(credential: ApplicationCredential, secret: string, nowMs: number): void {
    const name = this.#fingerprint(secret)
    if (name !== null && this.#store.exclusive)
      this.#provenSecrets.set(credential, { name, provenAtMs: nowMs })
  }

  /** Whether this is the secret whose digest proved right lately. */
  hasProvenSecret(credential: ApplicationCredential, secret: string, nowMs: number): boolean {
    const proven = this.#provenSecrets.get(credential)
    if (!proven || nowMs >= proven.provenAtMs + PROVEN_MS || nowMs < proven.provenAtMs) return false
    return proven.name === this.#fingerprint(secret)
  }

  /** The catalog; the same array as long as it has not changed. */
  async endpoints(): Promise<readonly Endpoint[]> {
    if (this.#endpoints) return this.#endpoints
    const generation = this.#generation
    const read = await this.#store.endpoints.list()
    if (this.#store.exclusive && generation === this.#generation) this.#endpoints = read
    return read
  }

  /** The catalog if memory knows it, in this very turn. */
  peekEndpoints(): readonly Endpoint[] | undefined {
    return this.#endpoints
  }

  /** What the rules of services ask of whom. */
  async protection(): Promise<Protection> {
    if (this.#protection) return this.#protection
    const generation = this.#generation
    const rules = await this.#store.serviceRules.list()
    const read = new Protection(await this.#store.endpoints.places(), rules)
    if (this.#store.exclusive && generation === this.#generation) this.#protection = read
    return read
  }

  /** The same if memory knows it, in this very turn. */
  peekProtection(): Protection | undefined {
    return this.#protection
  }

  /** To be called when a change of the catalog or of a service's rules is committed, or may be, before it is answered. */
  endpointsChanged(): void {
    this.#generation++
    this.#endpoints = undefined
    this.#protection = undefined
  }

  /** Whether one of these was deleted; undefined when only the database can tell. */
  peekDeleted(tokenId: string, rootId: string): boolean | undefined {
    if (!this.#store.exclusive) return undefined
    return this.#deletedTokens.has(tokenId) || this.#deletedTokens.has(rootId)
  }

  async isDeleted(tokenId: string, rootId: string): Promise<boolean> {
    return this.peekDeleted(tokenId, rootId) ?? (await this.#store.tokens.isDeleted([tokenId, rootId]))
  }

  /** To be called when the deletion is committed, before it is answered. */
  tokenDeleted(tokenId: string): void {
    this.#generation++
    this.#deletedTokens.add(tokenId)
  }

  /** Drops what committed changes made out of date: all that is known of these users. */
  forget(userIds: readonly string[]): void {
    this.#generation++
    for (const userId of userIds) {
      this.#users.delete(userId)
      this.#applicationCredentials.delete(userId)
      this.#changedAt.set(userId, this.#generation)
    }
    if (this.#changedAt.size > MAX_CHANGED) {
      this.#keys.clear()
      this.#pairs.clear()
      this.#changedAt.clear()
    }
  }

  #mayRemember(generation: number): boolean {
    return this.#store.exclusive && generation === this.#generation
  }

  #remember<T>(map: Map<string, T>, id: string, value: T, generation: number): void {
    if (!this.#mayRemember(generation)) return
    if (map.size >= MAX_KNOWN) map.delete(oldestOf(map))
    map.set(id, value)
  }

  #rememberKey(secret: string, key: KnownKey, generation: number): void {
    const name = this.#fingerprint(secret)
    if (name !== null) this.#remember(this.#keys, name, remembered(key, generation), generation)
  }
}

/** Written out: a spread copy would take 32 bytes more. */
function remembered(key: KnownKey, readAfter: number): RememberedKey {
  const { keyId, userId, userName, accountId, roles, usable, endsAtMs } = key
  return { keyId, userId, userName, accountId, roles, usable, endsAtMs, readAfter }
}

function oldestOf(map: ReadonlyMap<string, unknown>): string {
  const [oldest = ''] = map.keys()
  return oldest
}
