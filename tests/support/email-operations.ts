/** What the tables of the signed e-mail API need of each operation: a new route needs a row here. */

/** What a pair must be good for: nothing at all, everything, everything of the installation, or a right in a domain. */
export type Needs =
  | 'nothing'
  | 'everything'
  | 'operator'
  | 'see'
  | 'found'
  | 'domains'
  | 'mailboxes'
  | 'aliases'
  | 'spam'

export interface EmailOperation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** As it is mounted, parameters as `:name`. */
  readonly path: string
  readonly needs: Needs
  readonly form?: Readonly<Record<string, string>>
  /** Parameters that name something else than is there. */
  readonly names?: Readonly<Record<string, string>>
  /** What somebody who may is answered; 200 when left out. */
  readonly done?: number
}

const PASSWORD = 'Str0ng-enough'
const NEW_ADMIN = {
  ...{ type: 'standard', password: 'seven grey geese walked home', firstName: 'N', lastName: 'A' },
  email: 'n@elsewhere.example',
}

const LETTER = { senderAddress: 'anna@DOMAIN', subject: 'Hello', body: 'Hello, everybody.' }

type Row = readonly [address: string, needs: Needs, more?: Pick<EmailOperation, 'form' | 'names' | 'done'>]

const C = '/customers/:customer'
const D = `${C}/domains/:domain`
const M = `${D}/rs/mailboxes`
const A = `${D}/rs/aliases`

/** In forms and names `DOMAIN`, `ADMIN`, `SPARE` and `SERIAL` stand for what is there, and for what is not yet. */
const ROWS: readonly Row[] = [
  ['GET /customers', 'operator'],
  ['POST /customers', 'operator', { form: { name: 'Another' } }],
  [`GET ${C}`, 'nothing'],
  [`PUT ${C}`, 'operator', { form: { name: 'Renamed SERIAL' } }],
  // Accounts are kept.
  [`DELETE ${C}`, 'operator', { done: 400 }],
  [`POST ${C}/disable`, 'operator', { names: { customer: 'SPARE' } }],
  [`POST ${C}/enable`, 'operator', { names: { customer: 'SPARE' } }],
  [`POST ${C}/logintoken`, 'everything', { form: { userName: 'ADMIN' } }],
  [`GET ${C}/admins`, 'everything'],
  [`GET ${C}/admins/:admin`, 'everything'],
  [`POST ${C}/admins/:admin`, 'everything', { names: { admin: 'new-SERIAL' }, form: NEW_ADMIN }],
  [`PUT ${C}/admins/:admin`, 'everything', { form: { lastName: 'New' } }],
  [`DELETE ${C}/admins/:admin`, 'everything'],
  [`GET ${C}/domains`, 'see'],
  [`GET ${D}`, 'see'],
  [`POST ${D}`, 'found', { names: { domain: 'new-SERIAL.example' }, form: { serviceType: 'rsemail' } }],
  [`PUT ${D}`, 'found', { form: { rsEmailMaxNumberMailboxes: '100' } }],
  // There are mailboxes in it.
  [`DELETE ${D}`, 'found', { done: 400 }],
  [`GET ${D}/alternatedomains`, 'see'],
  [`GET ${D}/alternatedomains/:alternate`, 'see'],
  [`POST ${D}/alternatedomains/:alternate`, 'found', { names: { alternate: 'newer-SERIAL.example' } }],
  [`DELETE ${D}/alternatedomains/:alternate`, 'found'],
  [`GET ${D}/catchalladdress`, 'domains'],
  [`PUT ${D}/catchalladdress`, 'domains', { form: { address: 'anna@DOMAIN' } }],
  [`GET ${D}/splitdomainrouting`, 'domains'],
  [`PUT ${D}/splitdomainrouting`, 'domains', { form: { enabled: 'false' } }],
  [`GET ${D}/dkim`, 'domains'],
  [`POST ${D}/dkim`, 'domains'],
  // Its record is not there.
  [`POST ${D}/dkim/verification`, 'domains', { done: 400 }],
  [`DELETE ${D}/dkim`, 'domains'],
  [`GET ${D}/mobilesync/users`, 'mailboxes'],
  [`PUT ${D}/mobilesync/users/:mailbox`, 'mailboxes', { form: { enabled: 'true' } }],
  [`GET ${M}`, 'mailboxes'],
  [`POST ${M}`, 'mailboxes', { form: { name: 'new-SERIAL', password: PASSWORD } }],
  [`GET ${M}/:mailbox`, 'mailboxes'],
  [`POST ${M}/:mailbox`, 'mailboxes', { names: { mailbox: 'new-SERIAL' }, form: { password: PASSWORD } }],
  [`PUT ${M}/:mailbox`, 'mailboxes', { form: { displayName: 'Anna B.', password: PASSWORD } }],
  [`DELETE ${M}/:mailbox`, 'mailboxes'],
  [`POST ${M}/:mailbox/logintoken`, 'mailboxes'],
  [`GET ${D}/rs/storagenotification`, 'mailboxes'],
  [
    `PUT ${D}/rs/storagenotification`,
    'mailboxes',
    { form: { enabled: 'true', notificationPercentage: '90' } },
  ],
  // No mail is sent here.
  [`POST ${D}/emaileveryone`, 'mailboxes', { form: LETTER, done: 400 }],
  [`GET ${D}/webmail/settings`, 'domains'],
  [`PUT ${D}/webmail/settings`, 'domains', { form: { Language: 'de_DE' } }],
  [`GET ${A}`, 'aliases'],
  [`GET ${A}/:alias`, 'aliases'],
  [`POST ${A}/:alias`, 'aliases', { names: { alias: 'new-SERIAL' }, form: { aliasEmails: 'anna@DOMAIN' } }],
  [`PUT ${A}/:alias`, 'aliases', { form: { aliasEmails: 'x@elsewhere.example' } }],
  [`DELETE ${A}/:alias`, 'aliases'],
  [`POST ${A}/:alias/:member`, 'aliases', { names: { member: 'new@elsewhere.example' } }],
  [`DELETE ${A}/:alias/:member`, 'aliases'],
  [`GET ${M}/:any/alias/:alias`, 'aliases', { names: { any: 'anna' } }],
  [`POST ${A}/:alias/emailaddresses/:member`, 'aliases', { names: { member: 'new@elsewhere.example' } }],
  [`DELETE ${A}/:alias/emailaddresses/:member`, 'aliases'],
  ...[D, `${M}/:mailbox`].flatMap((of): Row[] => [
    [`GET ${of}/spam/settings`, 'spam'],
    [
      `PUT ${of}/spam/settings`,
      'spam',
      { form: { filterLevel: 'off', ...(of === D && { overrideUserSettings: 'true' }) } },
    ],
    [`GET ${of}/spam/:list`, 'spam'],
    [`PUT ${of}/spam/:list`, 'spam', { form: { addList: '@new.example' } }],
    [`POST ${of}/spam/:list/:entry`, 'spam', { names: { entry: '@new.example' } }],
    [`DELETE ${of}/spam/:list/:entry`, 'spam'],
  ]),
]

/** No route has these addresses, and who may see the domain is told why. */
const UNSERVED: readonly Row[] = [
  [`GET ${D}/ex/mailboxes`, 'see', { done: 400 }],
  [`PUT ${D}/ex/lync/users/anna`, 'see', { done: 400 }],
  [`GET ${D}/archivingssologinurl`, 'see', { done: 404 }],
]

const METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const

function toOperation([address, needs, more]: Row): EmailOperation {
  const [verb, path = ''] = address.split(' ')
  const method = METHODS.find((one) => one === verb)
  if (!method) throw new TypeError(address)
  return { method, path, needs, ...more }
}

export const EMAIL_OPERATIONS: readonly EmailOperation[] = [...ROWS, ...UNSERVED].map(toOperation)
/** Of the rows for which there must be a route, as for each route there must be a row. */
export const EMAIL_ADDRESSES: readonly string[] = ROWS.map(([address]) => address)

export function isAboutDomain({ path }: EmailOperation): boolean {
  return path.includes(':domain')
}
