import { createSecretKey, type KeyObject } from 'node:crypto'
import { DomainError } from '../domain/errors.ts'
import type { Place } from '../domain/ports.ts'
import { decrypt, encrypt, splitSealed } from './aead.ts'
import type { DataKey } from './wrapping.ts'

const VERSION = 1

/** Seals texts under the data key of their account, bound to the place they belong to. */
export class SealedCopies {
  readonly #byId = new Map<string, AccountKey>()
  readonly #currentOf = new Map<string, AccountKey>()
  readonly #nextNonce: () => Uint8Array

  constructor(keys: readonly DataKey[], nextNonce: () => Uint8Array) {
    this.#nextNonce = nextNonce
    for (const key of keys) this.add(key)
  }

  /** From now on the account's texts are sealed under this key; older keys still open what they sealed. */
  add(key: DataKey): void {
    const known = { id: key.id, accountId: key.accountId, key: createSecretKey(key.bytes) }
    this.#byId.set(key.id, known)
    this.#currentOf.set(key.accountId, known)
  }

  /** Version, length of the key's id, the id, nonce, ciphertext, tag. */
  seal(place: Place, text: string): Uint8Array {
    const key = this.#currentOf.get(place.accountId)
    if (!key) throw new Error(`account ${place.accountId} has no data key in this process`)
    const parts = encrypt(key.key, this.#nextNonce(), context(place, key.id), Buffer.from(text, 'utf8'))
    const id = Buffer.from(key.id, 'ascii')
    const header = Buffer.concat([Uint8Array.of(VERSION, id.length), id])
    return Buffer.concat([header, parts.nonce, parts.ciphertext, parts.tag])
  }

  open(place: Place, sealed: Uint8Array): string {
    const text = this.#tryOpen(place, Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength))
    if (text === null) throw new DomainError('secret.unreadable')
    return text
  }

  #tryOpen(place: Place, sealed: Buffer): string | null {
    const idEnd = 2 + (sealed[1] ?? 0)
    const key = sealed[0] === VERSION ? this.#byId.get(sealed.toString('latin1', 2, idEnd)) : undefined
    const parts = splitSealed(sealed.subarray(idEnd))
    if (!key || !parts || key.accountId !== place.accountId) return null
    return decrypt(key.key, context(place, key.id), parts)?.toString('utf8') ?? null
  }
}

interface AccountKey {
  readonly id: string
  readonly accountId: string
  readonly key: KeyObject
}

/** As a JSON list no two places read alike, whatever their parts hold. */
function context(place: Place, keyId: string): Buffer {
  const { table, column, rowId, accountId, ownerId } = place
  return Buffer.from(JSON.stringify(['keyward/seal/1', table, column, rowId, accountId, ownerId, keyId]))
}
