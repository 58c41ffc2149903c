import type { AddressFilter, Alias, AliasPage } from './address-types.ts'
import { newIdempotencyKey } from './idempotency.ts'
import type { Rehearsal } from './mail-types.ts'
import { queryOf } from './query.ts'
import type { FileTransport, Transport } from './transport.ts'
import { type Edit, editCall, type Versioned } from './version.ts'

/** Addresses whose mail goes to others, for administrators. One of another account looks like none. */
export interface Aliases {
  list(filter?: AddressFilter): Promise<AliasPage>
  /** All that a filter finds, with their members, as CSV as it arrives. */
  export(filter?: Omit<AddressFilter, 'limit' | 'after'>): Promise<ReadableStream<Uint8Array>>
  get(address: string): Promise<Alias & Versioned>
  /** @throws KeywardError `conflict` for an address that is taken, `invalid` with `field` */
  create(
    alias: Pick<Alias, 'address' | 'members'>,
    options?: Rehearsal,
    idempotencyKey?: string,
  ): Promise<Alias>
  /** Puts these members in the place of all. @throws KeywardError `invalid` with `field` */
  change(
    address: string,
    change: Edit<Pick<Alias, 'members'>>,
    options?: Rehearsal,
  ): Promise<Alias & Versioned>
  delete(address: string, options?: Rehearsal): Promise<void>
}

export function createAliases(send: Transport, fetchFile: FileTransport): Aliases {
  const path = (address: string, options: Rehearsal = {}) =>
    `/aliases/${encodeURIComponent(address)}${queryOf(options)}`
  return {
    list: (filter = {}) => send('GET', `/aliases${queryOf(filter)}`),
    export: (filter = {}) => fetchFile(`/aliases/export${queryOf(filter)}`),
    get: (address) => send('GET', path(address)),
    create: (body, options = {}, key = newIdempotencyKey()) =>
      send('POST', `/aliases${queryOf(options)}`, { body, headers: { 'idempotency-key': key } }),
    change: (address, change, options) => send('PATCH', path(address, options), editCall(change)),
    delete: (address, options) => send('DELETE', path(address, options)),
  }
}
