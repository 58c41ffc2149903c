import { newIdempotencyKey } from './idempotency.ts'
import type {
  AddressState,
  Mailbox,
  MailboxChange,
  MailboxFilter,
  MailboxLoginToken,
  MailboxPage,
  NewMailbox,
  Rehearsal,
} from './mail-types.ts'
import { queryOf } from './query.ts'
import type { FileTransport, Transport } from './transport.ts'
import { type Edit, editCall, type Versioned } from './version.ts'

/** Mailboxes, for administrators. One of another account looks like none: every method throws `not_found` for both. */
export interface Mailboxes {
  /** One page; `next` of its answer is `after` of the next call. @throws KeywardError `forbidden` */
  list(filter?: MailboxFilter): Promise<MailboxPage>
  /** All that a filter finds, as CSV as it arrives. @throws KeywardError `forbidden`; reading fails when the connection breaks */
  export(filter?: Omit<MailboxFilter, 'limit' | 'after' | 'count'>): Promise<ReadableStream<Uint8Array>>
  get(address: string): Promise<Mailbox & Versioned>
  /** @throws KeywardError `conflict` for an address that is taken, `invalid` with `field` */
  create(mailbox: NewMailbox, options?: Rehearsal, idempotencyKey?: string): Promise<Mailbox>
  /** All of it or nothing. @throws KeywardError `conflict` for a new name that is taken, `invalid` with `field` */
  change(address: string, change: Edit<MailboxChange>, options?: Rehearsal): Promise<Mailbox & Versioned>
  /** For 14 days it can be brought back with its mail. */
  delete(address: string, options?: Rehearsal): Promise<void>
  /** @throws KeywardError `conflict` when its address was given to another, `invalid` when the domain is full */
  restore(mailboxId: string, options?: Rehearsal): Promise<Mailbox>
  /**
   * Opens it as its owner does: an address for a browser, good once and for ten minutes. For super administrators.
   * @throws KeywardError `forbidden`, `step_up_needed`, `invalid` for a blocked mailbox
   */
  loginToken(address: string): Promise<MailboxLoginToken>
  /** Whether an address can be taken. @throws KeywardError `invalid` for what cannot be a name */
  address(address: string): Promise<AddressState>
}

export function createMailboxes(send: Transport, fetchFile: FileTransport): Mailboxes {
  const path = (address: string, options: Rehearsal = {}) =>
    `/mailboxes/${encodeURIComponent(address)}${queryOf(options)}`
  return {
    list: (filter = {}) => send('GET', `/mailboxes${queryOf(filter)}`),
    export: (filter = {}) => fetchFile(`/mailboxes/export${queryOf(filter)}`),
    get: (address) => send('GET', path(address)),
    create: (mailbox, options = {}, idempotencyKey = newIdempotencyKey()) =>
      send('POST', `/mailboxes${queryOf(options)}`, {
        body: mailbox,
        headers: { 'idempotency-key': idempotencyKey },
      }),
    change: (address, change, options) => send('PATCH', path(address, options), editCall(change)),
    delete: (address, options) => send('DELETE', path(address, options)),
    restore: (mailboxId, options = {}) =>
      send('POST', `/deleted-mailboxes/${encodeURIComponent(mailboxId)}/restore${queryOf(options)}`),
    loginToken: (address) => send('POST', `${path(address)}/login-token`),
    address: (address) => send('GET', `/mail-addresses/${encodeURIComponent(address)}`),
  }
}
