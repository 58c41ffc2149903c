import type { Clock, Random } from '../domain/ports.ts'
import type { Stores } from '../domain/store.ts'
import { nonceSource } from './aead.ts'
import { MasterKeyError } from './errors.ts'
import { firstMasterKeys, type MasterKeySource } from './master-key-source.ts'
import { recordedCheck, recordMasterKey, takeTurn } from './ring-facts.ts'
import { makeSharedKeys } from './shared-keys.ts'

/** The part of the storage that holds data keys. */
export interface RingStores extends Pick<Stores, 'ring' | 'meta'> {
  readonly exclusive: boolean
  transaction<T>(work: (tx: Pick<Stores, 'ring' | 'meta'>) => Promise<T>): Promise<T>
}

export interface VaultNeeds {
  readonly store: RingStores
  readonly source: MasterKeySource
  readonly random: Random
  readonly clock: Clock
}

/**
 * Makes master key and data keys for a database that never had any.
 * @returns the file it has written; null when the master key was there already
 */
export async function firstStart({ store, source, random, clock }: VaultNeeds): Promise<string | null> {
  if ((await store.ring.list()).length > 0) {
    // Written together by another process since we looked for the key-check value.
    if ((await recordedCheck(store)) !== null) return null
    // A new master key beside data keys would hide that they are lost.
    throw new MasterKeyError('The database holds data keys but no key-check value. Restore a backup.')
  }
  const { keys, createdFile } = await firstMasterKeys(source, random)
  const making = { master: keys[0], nextNonce: nonceSource(random), random, clock }
  await store.transaction(async (tx) => {
    await takeTurn(tx)
    // Another process may have been faster; whether its key is ours is seen when the vault opens.
    if ((await recordedCheck(tx)) !== null) return
    await makeSharedKeys(tx, making, 1)
    await recordMasterKey(tx, making.master)
  })
  return createdFile
}
