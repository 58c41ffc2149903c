import { DomainError } from '../domain/errors.ts'
import type { Clock, Place, Random, SecretKind, Vault } from '../domain/ports.ts'
import type { Stores, WrappedKey } from '../domain/store.ts'
import { generationOf } from './data-keys.ts'
import { MasterKeyError } from './errors.ts'
import type { KnownMasters } from './known-masters.ts'
import { LookUpKeys } from './look-up-keys.ts'
import type { MasterKey } from './master-key.ts'
import { recordedCheck, recordRingChange, ringVersion, takeTurn } from './ring-facts.ts'
import { SealedCopies } from './sealed-copies.ts'
import { makeKey } from './shared-keys.ts'
import { unwrapKey } from './wrapping.ts'

export interface KeyVaultParts {
  /** The key in use. */
  readonly master: MasterKey
  /** All that are known: a cut-short rotation leaves some data keys under the previous one. */
  readonly masters: KnownMasters
  readonly ring: Ring
  /** True when no other process can change the ring. */
  readonly exclusive: boolean
  readonly nextNonce: () => Uint8Array
  readonly random: Random
  readonly clock: Clock
}

/** The data keys of a database at one moment. */
export interface Ring {
  readonly version: string
  readonly rows: readonly WrappedKey[]
}

/** The version is read first: a change in between is then noticed by the next look at it. */
export async function readRing(stores: Pick<Stores, 'ring' | 'meta'>): Promise<Ring> {
  const version = await ringVersion(stores)
  return { version, rows: await stores.ring.list() }
}

/** Digests and sealed copies with the keys of one open database. */
export class KeyVault implements Vault {
  readonly #parts: KeyVaultParts
  readonly #lookUps: LookUpKeys
  readonly #copies: SealedCopies
  readonly #masters: KnownMasters
  #master: MasterKey
  #ring: Ring
  /** Some account's data key is under a master key that is not here yet. */
  #lacksMaster = false

  constructor(parts: KeyVaultParts) {
    this.#parts = parts
    this.#master = parts.master
    this.#masters = parts.masters
    this.#ring = parts.ring
    const unwrap = (row: WrappedKey) => unwrapKey(this.#masters.all, row)
    this.#lookUps = new LookUpKeys(unwrap, parts.ring.rows)
    this.#copies = new SealedCopies(unwrap, parts.nextNonce)
    for (const row of parts.ring.rows) if (row.purpose === 'account') this.#copies.add(row)
  }

  digest(kind: SecretKind, secret: string): string {
    return this.#lookUps.current.digest(kind, secret)
  }

  digests(kind: SecretKind, secret: string): readonly string[] {
    return this.#lookUps.digests(kind, secret)
  }

  seal(place: Place, text: string): Uint8Array {
    return this.#copies.seal(place, text)
  }

  open(place: Place, sealed: Uint8Array): string {
    return this.#copies.open(place, sealed)
  }

  /** @throws DomainError `master_key.away` when another process has changed it, and the new one is not here yet */
  async refresh(stores: Pick<Stores, 'ring' | 'meta'>): Promise<boolean> {
    if (this.#parts.exclusive) return false
    const isSameRing = (await ringVersion(stores)) === this.#ring.version
    if (isSameRing && !(this.#lacksMaster && (await this.#masters.look()))) return false
    await this.reload(stores).catch((error: unknown) => {
      throw error instanceof MasterKeyError ? masterKeyAway(error) : error
    })
    return true
  }

  /** Uses the data keys that are in the database now. @throws MasterKeyError */
  async reload(stores: Pick<Stores, 'ring' | 'meta'>): Promise<void> {
    const ring = await readRing(stores)
    if (!this.#masters.cover(ring.rows)) await this.#masters.look()
    this.#use(ring)
  }

  /** @throws DomainError `master_key.away` as `refresh` */
  async addAccountKey(tx: Pick<Stores, 'ring' | 'meta'>, accountId: string): Promise<void> {
    await this.#takeTurn(tx)
    const { row } = await makeKey(tx, this.#making(), { purpose: 'account', accountId, generation: 1 })
    await recordRingChange(tx, this.#parts.random)
    // Before the commit, and harmless: without its row no account will ever use it.
    this.#copies.add(row)
  }

  /**
   * Makes a new look-up key, and a new data key for every account. They are used from the next `reload` after the
   * commit. How many.
   * @throws DomainError `master_key.away` as `refresh`
   */
  async makeNextKeys(tx: Pick<Stores, 'ring' | 'meta'>): Promise<number> {
    await this.#takeTurn(tx)
    const { newest } = sortOut(await tx.ring.list())
    for (const row of newest) {
      const { purpose, accountId } = row
      await makeKey(tx, this.#making(), { purpose, accountId, generation: generationOf(row) + 1 })
    }
    await recordRingChange(tx, this.#parts.random)
    return newest.length
  }

  /** Look-up and account keys that others have taken the place of. */
  get outdatedKeys(): readonly WrappedKey[] {
    return sortOut(this.#ring.rows).outdated
  }

  isCurrentDigest(digest: string): boolean {
    return this.#lookUps.isCurrent(digest)
  }

  /** Whether a text is sealed under the account's current data key. */
  isCurrentSeal(accountId: string, sealed: Uint8Array): boolean {
    return this.#copies.keyIdOf(sealed) === this.#copies.currentKeyIdOf(accountId)
  }

  /** The id of the data key that a sealed text names. */
  keyIdOf(sealed: Uint8Array): string {
    return this.#copies.keyIdOf(sealed)
  }

  /** The master key that new data keys are wrapped under from now on. */
  useMasterKey(master: MasterKey): void {
    this.#masters.add(master)
    this.#master = master
  }

  #use(ring: Ring): void {
    // First what can fail.
    this.#lookUps.use(ring.rows)
    this.#copies.replaceAll(ring.rows.filter(({ purpose }) => purpose === 'account'))
    this.#ring = ring
    this.#lacksMaster = !this.#masters.cover(ring.rows)
  }

  async #takeTurn(tx: Pick<Stores, 'meta'>): Promise<void> {
    await takeTurn(tx)
    const check = await recordedCheck(tx)
    if (check === this.#master.check) return
    const master = await this.#masters.findByCheck(check)
    if (!master) throw masterKeyAway()
    this.#master = master
  }

  #making() {
    return { ...this.#parts, master: this.#master }
  }
}

/** For now, not for good: the operator puts the new one in its place on one server after the other. */
function masterKeyAway(cause?: Error): DomainError {
  return new DomainError('master_key.away', {}, { cause })
}

/** The newest look-up key, the newest key of each account, and those before them. */
export function sortOut(rows: readonly WrappedKey[]): SortedRing {
  const newest = new Map<string, WrappedKey>()
  const renewable = rows.filter(({ purpose }) => purpose === 'lookup' || purpose === 'account')
  for (const row of renewable) {
    const known = newest.get(row.accountId)
    if (!known || generationOf(row) > generationOf(known)) newest.set(row.accountId, row)
  }
  const kept = new Set(newest.values())
  return { newest: [...kept], outdated: renewable.filter((row) => !kept.has(row)) }
}

interface SortedRing {
  readonly newest: readonly WrappedKey[]
  readonly outdated: readonly WrappedKey[]
}
