import { CONTACT_FIELDS, type ContactField } from '../mailboxes/mailbox.ts'

/** What a column of a file can be of a mailbox. */
export type ImportField = (typeof OWN_FIELDS)[number] | ContactField

const OWN_FIELDS = ['username', 'password', 'enabled', 'displayName', 'size', 'forwardTo'] as const

export const IMPORT_FIELDS: readonly ImportField[] = [...OWN_FIELDS, ...CONTACT_FIELDS]

/** Other names for fields, in letters and digits alone: those of the vendor's template and of other exports. */
const OTHER_NAMES: Readonly<Record<string, ImportField>> = {
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

const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '')
const BY_NAME = new Map(IMPORT_FIELDS.map((field) => [plain(field), field]))

/** What each column most likely is; null for one that is left out. No field twice. */
export function guessFields(columns: readonly string[]): readonly (ImportField | null)[] {
  const taken = new Set<ImportField>()
  return columns.map((column) => {
    const field = BY_NAME.get(plain(column)) ?? OTHER_NAMES[plain(column)]
    if (field === undefined || taken.has(field)) return null
    taken.add(field)
    return field
  })
}
