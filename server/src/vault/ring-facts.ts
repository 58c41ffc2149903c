import type { Stores } from '../domain/store.ts'
import type { MasterKey } from './master-key.ts'

/** By this the master key is recognised. Its absence means: first start. */
const CHECK_NAME = 'key-check'
const TURN_NAME = 'key-ring-turn'

export function recordedCheck(stores: Pick<Stores, 'meta'>): Promise<string | null> {
  return stores.meta.get(CHECK_NAME)
}

export function recordMasterKey(tx: Pick<Stores, 'meta'>, master: MasterKey): Promise<void> {
  return tx.meta.set(CHECK_NAME, master.check)
}

/**
 * Makes transactions that change the ring take turns, by writing a row that all of them write:
 * else an account's key could be wrapped under a master key that another process is just replacing.
 */
export function takeTurn(tx: Pick<Stores, 'meta'>): Promise<void> {
  return tx.meta.set(TURN_NAME, '1')
}
