import type { Clock, Place, Random, SecretKind, Vault } from '../domain/ports.ts'
import type { Stores, WrappedKey } from '../domain/store.ts'
import { Digests } from './digests.ts'
import { MasterKeyError } from './errors.ts'
import type { MasterKey } from './master-key.ts'
import { recordedCheck, takeTurn } from './ring-facts.ts'
import { SealedCopies } from './sealed-copies.ts'
import { makeKey, sharedKey } from './shared-keys.ts'
import { unwrapKey } from './wrapping.ts'

export interface KeyVaultParts {
  /** The key in use. */
  readonly master: MasterKey
  /** All that are known: a cut-short rotation leaves some data keys under the previous one. */
  readonly masters: readonly MasterKey[]
  readonly rows: readonly WrappedKey[]
  readonly nextNonce: () => Uint8Array
  readonly random: Random
  readonly clock: Clock
}

/** Digests and sealed copies with the keys of one open database. */
export class KeyVault implements Vault {
  readonly #parts: KeyVaultParts
  readonly #digests: Digests
  readonly #copies: SealedCopies
  /** Rows in memory stay under the master key they were read with, so keys that were replaced are kept. */
  readonly #masters: MasterKey[]
  #master: MasterKey

  constructor(parts: KeyVaultParts) {
    const { rows, masters } = parts
    this.#parts = parts
    this.#master = parts.master
    this.#digests = new Digests(sharedKey(rows, masters, 'lookup'))
    this.#masters = [...masters]
    this.#copies = new SealedCopies((row) => unwrapKey(this.#masters, row), parts.nextNonce)
    for (const row of rows) if (row.purpose === 'account') this.#copies.add(row)
  }

  digest(kind: SecretKind, secret: string): string {
    return this.#digests.digest(kind, secret)
  }

  seal(place: Place, text: string): Uint8Array {
    return this.#copies.seal(place, text)
  }

  open(place: Place, sealed: Uint8Array): string {
    return this.#copies.open(place, sealed)
  }

  /** @throws MasterKeyError when another process has changed the master key since this one started */
  async addAccountKey(tx: Pick<Stores, 'ring' | 'meta'>, accountId: string): Promise<void> {
    await takeTurn(tx)
    if ((await recordedCheck(tx)) !== this.#master.check)
      throw new MasterKeyError('The master key was changed by another process. Restart this one.')
    const making = { ...this.#parts, master: this.#master }
    const { row } = await makeKey(tx, making, { purpose: 'account', accountId, generation: 1 })
    // Before the commit, and harmless: without its row no account will ever use it.
    this.#copies.add(row)
  }

  /** The master key that new data keys are wrapped under from now on. */
  useMasterKey(master: MasterKey): void {
    this.#masters.push(master)
    this.#master = master
  }
}
