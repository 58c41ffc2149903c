import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import type { SecretKind } from '../domain/ports.ts'
import type { DataKey } from './wrapping.ts'

/** HMAC-SHA-256 for look-ups in the database; what memory knows is found by a cheaper name (`lib/siphash.ts`). */
export class Digests {
  readonly #key: KeyObject
  readonly #mark: string

  /** @param mark what every digest begins with, so that rows tell under which look-up key they are found */
  constructor({ bytes }: Pick<DataKey, 'bytes'>, mark = '') {
    this.#mark = mark
    // With the bytes themselves each digest would take several times as long.
    this.#key = createSecretKey(bytes)
  }

  /** No kind holds a NUL, so no two pairs of kind and secret read alike. */
  digest(kind: SecretKind, secret: string): string {
    return this.#mark + createHmac('sha256', this.#key).update(`${kind}\0${secret}`).digest('base64url')
  }
}
