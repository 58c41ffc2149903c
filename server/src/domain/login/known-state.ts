import type { ApplicationCredential } from '../application-credentials/application-credential.ts'
import type { Endpoint } from '../catalog/endpoint.ts'
import { DomainError } from '../errors.ts'
import { Protection } from '../services/protection.ts'
import type { Store } from '../store.ts'
import type { Change, KnownKey, KnownUser } from './known.ts'

/** Keys and users kept in memory at most; the oldest goes first. */
const MAX_KNOWN = 1_000_000

/**
 * The current state of keys, application credentials, users and the catalog, from memory where that is safe.
 *
 * Memory answers only when this process is the one writer of the data (`store.exclusive`): every committed change
 * is heard before its transaction resolves, so nothing ended is answered after the answer that ended it.
 * Otherwise each question goes to the database.
 */
export class KnownState {
  readonly #store: Store
  readonly #keys = new Map<string, KnownKey>()
  readonly #users = new Map<string, KnownUser>()
  /** By user. */
  readonly #applicationCredentials = new Map<string, readonly ApplicationCredential[]>()
  /** By the id of the credential: whose it is never changes, so this is true on every node for ever. */
  readonly #credentialOwners = new Map<string, string>()
  readonly #deletedTokens = new Set<string>()
  #endpoints: readonly Endpoint[] | undefined
  #protection: Protection | undefined
  /** Counts changes: a row read before a change must not be remembered after it. */
  #generation = 0

  constructor(store: Store) {
    this.#store = store
    store.onChange((changes) => this.forget(changes))
  }

  /** Reads the ids of deleted tokens. Call before the first request, and again to drop expired ones. */
  async loadDeletedTokens(): Promise<void> {
    if (!this.#store.exclusive) return
    const generation = this.#generation
    const ids = await this.#store.tokens.deleted()
    if (generation === this.#generation) this.#deletedTokens.clear()
    for (const id of ids) this.#deletedTokens.add(id)
  }

  /** Keys whose state is in memory. */
  get keyCount(): number {
    return this.#keys.size
  }

  /** The key if memory knows it, in this very turn. */
  peekKey(digest: string): KnownKey | undefined {
    return this.#keys.get(digest)
  }

  peekUser(userId: string): KnownUser | undefined {
    return this.#users.get(userId)
  }

  /** @param older digests under look-up keys that are on their way out */
  async key(digest: string, ...older: readonly string[]): Promise<KnownKey | null> {
    const known = this.#keys.get(digest)
    if (known) return known
    if (older.length > 0) return this.#keyAmong(digest, older)
    const generation = this.#generation
    const read = await this.#store.keys.known(digest)
    if (read) this.#remember(this.#keys, digest, read, generation)
    return read
  }

  /** Not remembered unless by its current digest: what is forgotten is named by the digest in the database. */
  async #keyAmong(digest: string, older: readonly string[]): Promise<KnownKey | null> {
    const generation = this.#generation
    const found = await this.#store.keys.knownAmong([digest, ...older])
    if (!found) return null
    if (found.digest === digest) this.#remember(this.#keys, digest, found.key, generation)
    else await this.#redigest(found.digest, digest)
    return found.key
  }

  /** A convenience only: while it cannot be written, the key is found by its older digest. */
  async #redigest(from: string, to: string): Promise<void> {
    try {
      await this.#store.keys.redigest(from, to)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
    }
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
    const known = this.#credentialOwners.get(id)
    if (known !== undefined) return known
    const generation = this.#generation
    const read = await this.#store.applicationCredentials.ownerOf(id)
    if (read !== null) this.#remember(this.#credentialOwners, id, read, generation)
    return read
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
    const read = new Protection(await this.#store.endpoints.list(), rules)
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

  /** Drops what committed changes made out of date. */
  forget(changes: readonly Change[]): void {
    this.#generation++
    for (const { userId, digests } of changes) {
      this.#users.delete(userId)
      this.#applicationCredentials.delete(userId)
      for (const digest of digests) this.#keys.delete(digest)
    }
  }

  #remember<T>(map: Map<string, T>, name: string, value: T, generation: number): void {
    if (!this.#store.exclusive || generation !== this.#generation) return
    if (map.size >= MAX_KNOWN) {
      for (const oldest of map.keys()) {
        map.delete(oldest)
        break
      }
    }
    map.set(name, value)
  }
}
