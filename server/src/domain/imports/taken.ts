import type { AddressHolder } from '../mailboxes/stores.ts'
import type { RowFault } from './sort.ts'

const WORDS: Readonly<Record<AddressHolder, string>> = {
  mailbox: 'a mailbox',
  alias: 'an alias',
  list: 'a group list',
}

/** Something of another kind has the address that a row names. */
export function takenFault(field: 'username' | 'alias', holder: AddressHolder): RowFault {
  return { code: 'address.exists', field, message: `The address is taken by ${WORDS[holder]}.` }
}
