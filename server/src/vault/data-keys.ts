import type { Random } from '../domain/ports.ts'
import type { RingPurpose } from '../domain/store.ts'
import { KEY_BYTES } from './aead.ts'
import type { DataKey } from './wrapping.ts'

export interface KeyOrder {
  readonly purpose: RingPurpose
  /** Account number for purpose `account`, else empty. */
  readonly accountId: string
  /** Counts up whenever a key takes the place of another one. */
  readonly generation: number
  readonly createdAtMs: number
}

export function newDataKey(random: Random, order: KeyOrder): DataKey {
  const { purpose, accountId, generation, createdAtMs } = order
  const id = [purpose, ...(accountId ? [accountId] : []), generation].join('-')
  return { id, purpose, accountId, bytes: random.bytes(KEY_BYTES), createdAtMs }
}

/** The newest first. */
export function byGeneration(one: { readonly id: string }, other: { readonly id: string }): number {
  return generationOf(other) - generationOf(one)
}

/**
 * What the digests of a look-up key begin with: nothing for the first one, then `2.`, `3.` … No digest has a dot in
 * itself, so this tells which look-up key a row needs without a column for it.
 */
export function markOf(key: { readonly id: string }): string {
  const generation = generationOf(key)
  return generation === 1 ? '' : `${generation}.`
}

export function generationOf(key: { readonly id: string }): number {
  return Number(key.id.slice(key.id.lastIndexOf('-') + 1))
}
