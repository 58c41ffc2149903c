import type { RingPurpose, WrappedKey } from '../domain/store.ts'
import { decrypt, encrypt, splitSealed } from './aead.ts'
import { MasterKeyError } from './errors.ts'
import type { MasterKey } from './master-key.ts'

/** A data key in the clear. */
export interface DataKey {
  /** Purpose, account number where there is one, and generation: `lookup-1`, `account-100001-1`. */
  readonly id: string
  readonly purpose: RingPurpose
  /** Account number for purpose `account`, else empty. */
  readonly accountId: string
  readonly bytes: Uint8Array
  readonly createdAtMs: number
}

const VERSION = 1
/** Version and master key id, in front of nonce, ciphertext and tag. */
const ID_BYTES = 8
const HEADER_BYTES = 1 + ID_BYTES

export function wrapKey(master: MasterKey, key: DataKey, nonce: Uint8Array): WrappedKey {
  const parts = encrypt(master.kek, nonce, context(key, master.id), key.bytes)
  const header = Buffer.concat([Uint8Array.of(VERSION), Buffer.from(master.id, 'hex')])
  const { id, purpose, accountId, createdAtMs } = key
  const wrapped = Buffer.concat([header, parts.nonce, parts.ciphertext, parts.tag])
  return { id, purpose, accountId, wrapped, createdAtMs }
}

/** The id of the master key that a data key is wrapped under. */
export function masterIdOf({ wrapped }: WrappedKey): string {
  return Buffer.from(wrapped).toString('hex', 1, HEADER_BYTES)
}

/** @throws MasterKeyError when none of the master keys opens it */
export function unwrapKey(masters: readonly MasterKey[], row: WrappedKey): DataKey {
  const wrapped = Buffer.from(row.wrapped)
  const masterId = masterIdOf(row)
  const master = masters.find(({ id }) => id === masterId)
  const parts = wrapped[0] === VERSION ? splitSealed(wrapped.subarray(HEADER_BYTES)) : null
  const bytes = master && parts ? decrypt(master.kek, context(row, masterId), parts) : null
  if (!bytes)
    throw new MasterKeyError(`The data key ${row.id} in the database does not open with the master key.`)
  return { id: row.id, purpose: row.purpose, accountId: row.accountId, bytes, createdAtMs: row.createdAtMs }
}

/** Binds a wrapped key to its row, so that rows cannot be exchanged. */
function context(row: Pick<WrappedKey, 'id' | 'purpose' | 'accountId'>, masterId: string): Buffer {
  return Buffer.from(JSON.stringify(['keyward/wrap/1', row.id, row.purpose, row.accountId, masterId]))
}
