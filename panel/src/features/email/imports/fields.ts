import { inOurWords } from '../../../lib/messages/learn.ts'

/** What a column of a file of mailboxes can be, as the API names it. */
export const MAILBOX_FIELDS = [
  'username',
  'password',
  'enabled',
  'displayName',
  'size',
  'forwardTo',
  'firstName',
  'initials',
  'lastName',
  'title',
  'organization',
  'organizationUnit',
  'businessNumber',
  'mobileNumber',
  'faxNumber',
  'homeNumber',
  'businessStreet',
  'businessCity',
  'businessState',
  'businessPostalCode',
  'businessCountry',
  'notes',
  'userID',
  'customID',
] as const

/** `businessPostalCode` is "Business postal code", or what another language has for it. */
export function fieldName(field: string): string {
  const words = field.replace(
    /([a-z])([A-Z]+)/g,
    (_, end: string, begin: string) => `${end} ${begin.length > 1 ? begin : begin.toLowerCase()}`,
  )
  return inOurWords(words.charAt(0).toUpperCase() + words.slice(1))
}

/** Whether a column counts for nothing because another one has its name. */
export function isLeftOutTwin(
  columns: readonly string[],
  mapping: readonly (string | null)[],
  at: number,
): boolean {
  const plain = (name: string | undefined) => name?.trim().toLowerCase()
  const twin = columns.findIndex((name, index) => index !== at && plain(name) === plain(columns[at]))
  return mapping[at] === null && typeof mapping[twin] === 'string'
}
