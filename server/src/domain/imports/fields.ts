import { CONTACT_FIELDS, type ContactField } from '../mailboxes/mailbox.ts'

/** What a column of a file can be of a mailbox. */
export type MailboxField = (typeof OWN_FIELDS)[number] | ContactField

export const ALIAS_FIELDS = ['alias', 'members'] as const
/** The same of an alias: any number of columns have its members. */
export type AliasField = (typeof ALIAS_FIELDS)[number]

export const USER_FIELDS = ['username', 'email', 'roles'] as const
/** The same of a user of the account. */
export type UserField = (typeof USER_FIELDS)[number]

export type ImportField = MailboxField | AliasField | UserField
/** What each column is; null for one that is left out. */
export type Mapping = readonly (ImportField | null)[]

const OWN_FIELDS = ['username', 'password', 'enabled', 'displayName', 'size', 'forwardTo'] as const

export const MAILBOX_FIELDS: readonly MailboxField[] = [...OWN_FIELDS, ...CONTACT_FIELDS]

type Names = Readonly<Record<string, ImportField>>

/** Other names for fields, in letters and digits alone: those of the vendor's template and of other exports. */
export const MAILBOX_NAMES: Names = {
  user: 'username',
  login: 'username',
  mailbox: 'username',
  email: 'username',
  emailaddress: 'username',
  address: 'username',
  pass: 'password',
  pwd: 'password',
  active: 'enabled',
  name: 'displayName',
  fullname: 'displayName',
  quota: 'size',
  quotamb: 'size',
  sizemb: 'size',
  forwarding: 'forwardTo',
  forward: 'forwardTo',
  givenname: 'firstName',
  middleinitial: 'initials',
  surname: 'lastName',
  familyname: 'lastName',
  company: 'organization',
  businessphonenumber: 'businessNumber',
  phone: 'businessNumber',
  mobilephonenumber: 'mobileNumber',
  mobile: 'mobileNumber',
  street: 'businessStreet',
  city: 'businessCity',
  state: 'businessState',
  postalcode: 'businessPostalCode',
  zip: 'businessPostalCode',
  country: 'businessCountry',
}

export const ALIAS_NAMES: Names = {
  name: 'alias',
  address: 'alias',
  aliasname: 'alias',
  aliasaddress: 'alias',
  email: 'alias',
  emailaddress: 'alias',
  member: 'members',
  memberaddress: 'members',
  aliasemails: 'members',
  forwardto: 'members',
  recipients: 'members',
  to: 'members',
}

export const USER_NAMES: Names = {
  user: 'username',
  name: 'username',
  login: 'username',
  mail: 'email',
  emailaddress: 'email',
  role: 'roles',
}

const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '')

/**
 * What each column most likely is. No field twice, but `members`: also those columns have them that are numbered
 * (`Member 2`) or, behind the first, have no name.
 */
export function guessFields(
  columns: readonly string[],
  fields: readonly ImportField[],
  others: Names,
): Mapping {
  const byName = new Map(fields.map((field) => [plain(field), field]))
  const taken = new Set<ImportField>()
  return columns.map((column) => {
    const name = plain(column)
    const behind = name === '' && taken.has('members') ? 'members' : undefined
    const numbered = others[name.replace(/\d+$/, '')] === 'members' ? 'members' : undefined
    const field = byName.get(name) ?? others[name] ?? numbered ?? behind
    if (field === undefined || (taken.has(field) && field !== 'members')) return null
    taken.add(field)
    return field
  })
}
