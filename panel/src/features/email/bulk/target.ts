import type { BulkFilter, BulkKind, BulkRequest, MailboxFilter, MailboxSummary } from '@keyward/sdk'
import { isFitFor, type MailboxAct, reverseOf } from '../acts.ts'

/** What is done to many at once. */
export type BulkAct = MailboxAct | 'quota' | 'requirePassword' | 'waivePassword'

/** Which mailboxes, as the server is told, and as people are. */
export interface BulkTarget {
  readonly count: number
  /** Those of them that can be named here. */
  readonly addresses: readonly string[]
  readonly which: { readonly mailboxes: readonly string[] } | { readonly filter: BulkFilter }
  readonly domain?: string
}

/** Of those that were selected, the ones that the act makes a difference to. */
export function targetOfRows(act: BulkAct, rows: readonly MailboxSummary[]): BulkTarget {
  const fit = rows.filter((row) => (isOfRows(act) ? isFitFor(act, row) : row.restorableUntil === null))
  const addresses = fit.map(({ address }) => address)
  // Two that were deleted may have had the same address.
  const mailboxes = act === 'restore' ? fit.map(({ id }) => id) : addresses
  return { count: fit.length, addresses, which: { mailboxes } }
}

/** Whatever the filter finds: nothing but the filter is sent. @param rows those that are loaded */
export function targetOfFilter(
  { text, state, alias, forwards, nearlyFull, neverSignedIn, domain }: MailboxFilter,
  count: number,
  rows: readonly MailboxSummary[],
): BulkTarget {
  const filter: BulkFilter = {
    ...(text !== undefined && { text }),
    ...(state && { state }),
    ...(alias !== undefined && { alias }),
    ...(forwards !== undefined && { forwards }),
    ...(nearlyFull && { nearlyFull }),
    ...(neverSignedIn && { neverSignedIn }),
  }
  const addresses = rows.map(({ address }) => address)
  return { count, addresses, which: { filter }, ...(domain !== undefined && { domain }) }
}

const isOfRows = (act: BulkAct): act is MailboxAct =>
  act !== 'quota' && act !== 'requirePassword' && act !== 'waivePassword'

/** The act that takes it back; null where nobody knows what was before. */
export function undoOf(act: BulkAct): BulkAct | null {
  if (act === 'requirePassword') return 'waivePassword'
  return isOfRows(act) ? reverseOf(act) : null
}

const KINDS: Readonly<Record<BulkAct, BulkKind>> = {
  block: 'mailbox.block',
  unblock: 'mailbox.allow',
  delete: 'mailbox.delete',
  restore: 'mailbox.restore',
  quota: 'mailbox.quota',
  requirePassword: 'mailbox.require_password',
  waivePassword: 'mailbox.waive_password',
}

export const kindOf = (act: BulkAct): BulkKind => KINDS[act]

/** @param quotaMb for the act that sets it */
export function requestFor(act: BulkAct, { which, domain }: BulkTarget, quotaMb: number | null): BulkRequest {
  const size = quotaMb === null ? {} : { quotaMb }
  return { kind: kindOf(act), ...(domain !== undefined && { domain }), ...which, ...size }
}
