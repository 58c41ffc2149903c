import type { Random } from '../domain/ports.ts'
import type { Stores } from '../domain/store.ts'
import type { MasterKey } from './master-key.ts'

/** By this the master key is recognised. Its absence means: first start. */
const CHECK_NAME = 'key-check'
const TURN_NAME = 'key-ring-turn'
const VERSION_NAME = 'key-ring-version'
const VERSION_BYTES = 8
const RENEWAL_NAME = 'data-key-rotation'
const PENDING = 'pending'

export function recordedCheck(stores: Pick<Stores, 'meta'>): Promise<string | null> {
  return stores.meta.get(CHECK_NAME)
}

export function recordMasterKey(tx: Pick<Stores, 'meta'>, master: MasterKey): Promise<void> {
  return tx.meta.set(CHECK_NAME, master.check)
}

/** Changes whenever a data key is made or removed, so that other processes notice. */
export async function ringVersion(stores: Pick<Stores, 'meta'>): Promise<string> {
  return (await stores.meta.get(VERSION_NAME)) ?? ''
}

export function recordRingChange(tx: Pick<Stores, 'meta'>, random: Random): Promise<void> {
  return tx.meta.set(VERSION_NAME, Buffer.from(random.bytes(VERSION_BYTES)).toString('hex'))
}

/** True from the making of new data keys until everything was sealed and digested anew. */
export async function isRenewalPending(stores: Pick<Stores, 'meta'>): Promise<boolean> {
  return (await stores.meta.get(RENEWAL_NAME)) === PENDING
}

export function recordRenewal(tx: Pick<Stores, 'meta'>, isPending: boolean): Promise<void> {
  return tx.meta.set(RENEWAL_NAME, isPending ? PENDING : '')
}

/**
 * Makes transactions that change the ring take turns, by writing a row that all of them write:
 * else an account's key could be wrapped under a master key that another process is just replacing.
 */
export function takeTurn(tx: Pick<Stores, 'meta'>): Promise<void> {
  return tx.meta.set(TURN_NAME, '1')
}
