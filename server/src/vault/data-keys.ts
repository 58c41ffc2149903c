import type { Random } from '../domain/ports.ts'
import type { RingPurpose } from '../domain/store.ts'
import { KEY_BYTES } from './aead.ts'
import type { DataKey } from './wrapping.ts'

export interface KeyOrder {
  readonly purpose: RingPurpose
  /** Account number for purpose `account`, else empty. */
  readonly accountId: string
  /** Counts up whenever a key takes the place of a lost one. */
  readonly generation: number
  readonly createdAtMs: number
}

export function newDataKey(random: Random, order: KeyOrder): DataKey {
  const { purpose, accountId, generation, createdAtMs } = order
  const id = [purpose, ...(accountId ? [accountId] : []), generation].join('-')
  return { id, purpose, accountId, bytes: random.bytes(KEY_BYTES), createdAtMs }
}

export function generationOf(key: { readonly id: string }): number {
  return Number(key.id.slice(key.id.lastIndexOf('-') + 1))
}
