import { createSecretKey, type KeyObject } from 'node:crypto'
import { DomainError } from '../domain/errors.ts'
import type { Place } from '../domain/ports.ts'
import type { WrappedKey } from '../domain/store.ts'
import { decrypt, encrypt, splitSealed } from './aead.ts'
import { generationOf } from './data-keys.ts'
import { MasterKeyError } from './errors.ts'
import type { DataKey } from './wrapping.ts'

const VERSION = 1

/**
 * Seals texts under the data key of their account, bound to the place they belong to.
 * A data key stays wrapped until its account needs it: an installation has many accounts, and Show and Reset are rare.
 */
export class SealedCopies {
  readonly #rows = new Map<string, WrappedKey>()
  readonly #currentOf = new Map<string, string>()
  readonly #opened = new Map<string, KeyObject>()
  readonly #unwrap: (row: WrappedKey) => DataKey
  readonly #nextNonce: () => Uint8Array

  constructor(unwrap: (row: WrappedKey) => DataKey, nextNonce: () => Uint8Array) {
    this.#unwrap = unwrap
    this.#nextNonce = nextNonce
  }

  /** The account's texts are sealed under its newest key; older keys still open what they sealed. */
  add(row: WrappedKey): void {
    this.#rows.set(row.id, row)
    this.#opened.delete(row.id)
    const current = this.#currentOf.get(row.accountId)
    const isNewest = current === undefined || generationOf(row) >= generationOf({ id: current })
    if (isNewest) this.#currentOf.set(row.accountId, row.id)
  }

  /** From now on these are all the keys there are. */
  replaceAll(rows: readonly WrappedKey[]): void {
    const ids = new Set(rows.map(({ id }) => id))
    for (const [id, row] of this.#rows) {
      if (ids.has(id)) continue
      this.#rows.delete(id)
      this.#opened.delete(id)
      if (this.#currentOf.get(row.accountId) === id) this.#currentOf.delete(row.accountId)
    }
    for (const row of rows) if (!this.#rows.has(row.id)) this.add(row)
  }

  /** The id of the data key that a sealed text names. */
  keyIdOf(sealed: Uint8Array): string {
    return Buffer.from(sealed.subarray(2, 2 + (sealed[1] ?? 0))).toString('latin1')
  }

  currentKeyIdOf(accountId: string): string | undefined {
    return this.#currentOf.get(accountId)
  }

  /** Version, length of the key's id, the id, nonce, ciphertext, tag. */
  seal(place: Place, text: string): Uint8Array {
    const keyId = this.#currentOf.get(place.accountId) ?? ''
    const key = this.#keyOf(keyId)
    if (!key) {
      const cause = new Error(`account ${place.accountId} has no data key that opens`)
      throw new DomainError('secret.unreadable', {}, { cause })
    }
    const parts = encrypt(key, this.#nextNonce(), context(place, keyId), Buffer.from(text, 'utf8'))
    const id = Buffer.from(keyId, 'ascii')
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
    const keyId = sealed.toString('latin1', 2, idEnd)
    const parts = splitSealed(sealed.subarray(idEnd))
    if (sealed[0] !== VERSION || !parts || this.#rows.get(keyId)?.accountId !== place.accountId) return null
    const key = this.#keyOf(keyId)
    return key ? (decrypt(key, context(place, keyId), parts)?.toString('utf8') ?? null) : null
  }

  /** A data key that was altered or moved makes the account's secrets unreadable, nothing else. */
  #tryUnwrap(row: WrappedKey): KeyObject | undefined {
    try {
      return createSecretKey(this.#unwrap(row).bytes)
    } catch (error) {
      if (error instanceof MasterKeyError) return undefined
      throw error
    }
  }

  #keyOf(id: string): KeyObject | undefined {
    const row = this.#rows.get(id)
    const known = this.#opened.get(id)
    if (known || !row) return known
    const key = this.#tryUnwrap(row)
    if (key) this.#opened.set(id, key)
    return key
  }
}

/** As a JSON list no two places read alike, whatever their parts hold. */
function context(place: Place, keyId: string): Buffer {
  const { table, column, rowId, accountId, ownerId } = place
  return Buffer.from(JSON.stringify(['keyward/seal/1', table, column, rowId, accountId, ownerId, keyId]))
}
