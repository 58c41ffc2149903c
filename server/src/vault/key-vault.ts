import type { Clock, Place, Random, SecretKind, Vault } from '../domain/ports.ts'
import type { Stores } from '../domain/store.ts'
import { Digests } from './digests.ts'
import { MasterKeyError } from './errors.ts'
import type { MasterKey } from './master-key.ts'
import { recordedCheck, takeTurn } from './ring-facts.ts'
import { SealedCopies } from './sealed-copies.ts'
import { makeKey, sharedKey } from './shared-keys.ts'
import type { DataKey } from './wrapping.ts'

export interface KeyVaultParts {
  readonly master: MasterKey
  readonly keys: readonly DataKey[]
  readonly nextNonce: () => Uint8Array
  readonly random: Random
  readonly clock: Clock
}

/** Digests and sealed copies with the keys of one open database. */
export class KeyVault implements Vault {
  readonly #parts: KeyVaultParts
  readonly #digests: Digests
  readonly #copies: SealedCopies
  #master: MasterKey

  constructor(parts: KeyVaultParts) {
    const accountKeys = parts.keys.filter((key) => key.purpose === 'account')
    this.#parts = parts
    this.#master = parts.master
    this.#digests = new Digests(sharedKey(parts.keys, 'lookup'))
    this.#copies = new SealedCopies(accountKeys, parts.nextNonce)
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
    const key = await makeKey(tx, making, { purpose: 'account', accountId, generation: 1 })
    // Before the commit, and harmless: without its row no account will ever use it.
    this.#copies.add(key)
  }

  /** The master key that new data keys are wrapped under from now on. */
  useMasterKey(master: MasterKey): void {
    this.#master = master
  }
}
