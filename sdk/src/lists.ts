import type {
  AddressFilter,
  GroupList,
  GroupListChange,
  GroupListPage,
  NewGroupList,
} from './address-types.ts'
import { newIdempotencyKey } from './idempotency.ts'
import type { Rehearsal } from './mail-types.ts'
import { queryOf } from './query.ts'
import type { FileTransport, Transport } from './transport.ts'
import { type Edit, editCall, type Versioned } from './version.ts'

/** Addresses whose mail goes to everybody on a list, for administrators. One of another account looks like none. */
export interface GroupLists {
  list(filter?: AddressFilter): Promise<GroupListPage>
  /** All that a filter finds, with their members, as CSV as it arrives. */
  export(filter?: Omit<AddressFilter, 'limit' | 'after'>): Promise<ReadableStream<Uint8Array>>
  get(address: string): Promise<GroupList & Versioned>
  /** @throws KeywardError `conflict` for an address that is taken, `invalid` with `field` */
  create(list: NewGroupList, options?: Rehearsal, idempotencyKey?: string): Promise<GroupList>
  /** What is not named stays; 1,000 members at once. @throws KeywardError `invalid` with `field` */
  change(address: string, change: Edit<GroupListChange>, options?: Rehearsal): Promise<GroupList & Versioned>
  delete(address: string, options?: Rehearsal): Promise<void>
}

export function createGroupLists(send: Transport, fetchFile: FileTransport): GroupLists {
  const path = (address: string, options: Rehearsal = {}) =>
    `/lists/${encodeURIComponent(address)}${queryOf(options)}`
  return {
    list: (filter = {}) => send('GET', `/lists${queryOf(filter)}`),
    export: (filter = {}) => fetchFile(`/lists/export${queryOf(filter)}`),
    get: (address) => send('GET', path(address)),
    create: (body, options = {}, key = newIdempotencyKey()) =>
      send('POST', `/lists${queryOf(options)}`, { body, headers: { 'idempotency-key': key } }),
    change: (address, change, options) => send('PATCH', path(address, options), editCall(change)),
    delete: (address, options) => send('DELETE', path(address, options)),
  }
}
