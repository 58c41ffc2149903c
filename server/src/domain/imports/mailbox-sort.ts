import type { MailDomain } from '../domains/mail-domain.ts'
import type { AddressHolder } from '../mailboxes/stores.ts'
import type { Stores } from '../store.ts'
import { guessFields, MAILBOX_FIELDS, MAILBOX_NAMES } from './fields.ts'
import { changesNothing, prepareMailbox } from './import-mailbox.ts'
import { mailboxRow } from './mailbox-row.ts'
import { givenDomain, type ImportRow, type ImportSort, MAX_MAIL_ROWS, type RowFault } from './sort.ts'
import { takenFault } from './taken.ts'

export const MAILBOXES: ImportSort = {
  kind: 'mailbox.import',
  fields: MAILBOX_FIELDS,
  guess: (columns) => guessFields(columns, MAILBOX_FIELDS, MAILBOX_NAMES),
  key: 'username',
  word: 'mailbox',
  maxRows: MAX_MAIL_ROWS,
  keyMissing: 'Say which column has the user names.',
  read: (cells, mapping, given) => {
    const domain = givenDomain(given)
    const row = mailboxRow(cells, mapping, domain)
    const prepare: ImportRow['prepare'] = (deps, accountId, isThere) =>
      prepareMailbox(deps, { accountId, domain: domain.name }, row, isThere)
    return { ...row, needs: [], prepare }
  },
  judge: async (stores, { domain }, rows) => {
    const holders = await stores.mailboxes.holdersOf(addressesOf(rows))
    const room = await roomOf(stores, givenDomain(domain))
    let made = 0
    return ({ address, password }) => {
      const holder = holders.get(address ?? '')
      return holder === 'mailbox' || (newFault(password, holder, ++made > room) ?? false)
    }
  },
  unchanged: async ({ mailboxes }, { accountId }, rows) => {
    const found = await mailboxes.byAddresses(accountId, addressesOf(rows))
    return rows.filter((row) => {
      const there = found.get(row.address ?? '')
      return there !== undefined && changesNothing(there, row)
    })
  },
}

const addressesOf = (rows: readonly ImportRow[]) => rows.flatMap(({ address }) => address ?? [])

async function roomOf({ mailboxes }: Pick<Stores, 'mailboxes'>, { id, maxMailboxes }: MailDomain) {
  return maxMailboxes === null ? Number.POSITIVE_INFINITY : maxMailboxes - (await mailboxes.countOf(id))
}

/** Why a new mailbox cannot be made. */
function newFault(
  password: string | null,
  holder: AddressHolder | undefined,
  isFull: boolean,
): RowFault | null {
  if (holder !== undefined) return takenFault('username', holder)
  if (password === null)
    return { code: 'input.invalid', field: 'password', message: 'A new mailbox needs a password.' }
  return isFull
    ? { code: 'input.invalid', field: 'username', message: 'The domain has no room for more mailboxes.' }
    : null
}
