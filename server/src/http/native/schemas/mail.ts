import { z } from 'zod'
import { MAIL_PRODUCTS } from '../../../domain/domains/mail-domain.ts'
import { MAIL_PROTOCOLS } from '../../../domain/mailboxes/app-password.ts'
import { CONTACT_FIELDS } from '../../../domain/mailboxes/mailbox.ts'
import { Id, Time } from '../schemas.ts'
import { SearchText } from '../search-text.ts'

/** Shapes of domains and mailboxes. The SDK's types are compared with these by a test. */

const Count = z.int().nonnegative()
/** Bounds are the domain's to tell: it knows what a domain allows. */
const Whole = z.int()
const Text = z.string().max(16_384)

export const MailDomain = z
  .strictObject({
    name: z.string().describe('As DNS has it: lower case, international names as `xn--`'),
    accountId: z.string(),
    maxMailboxes: Count.nullable().describe('Null for no limit'),
    mailboxes: Count.describe('Those that are there, without deleted ones'),
    baseMailboxMb: Count.describe('What a mailbox may hold that is made without a size'),
    extraStorageMb: Count.describe('What any one mailbox may hold beyond that'),
    product: z.enum(MAIL_PRODUCTS),
    createdAt: Time,
  })
  .meta({ id: 'MailDomain' })

export const MailDomainPage = z
  .strictObject({ items: z.array(MailDomain).readonly(), total: Count.describe('Domains on all pages') })
  .meta({ id: 'MailDomainPage' })

const Account = z
  .exactOptional(z.string().regex(/^\d{6,20}$/))
  .describe('Account number; the own one without it')
const Limit = z
  .string()
  .regex(/^(?:[1-9]\d?|100)$/)
  .default('50')
  .describe('1 to 100')
const Flag = z.enum(['true', 'false'])

export const MailDomainQuery = z.strictObject({
  account: Account,
  text: z.exactOptional(SearchText).describe('Part of the name'),
  limit: Limit,
  offset: z
    .string()
    .regex(/^\d{1,7}$/)
    .default('0')
    .describe('How many to leave out at the beginning'),
})

const DomainSettings = {
  maxMailboxes: z.exactOptional(Whole.nullable()).describe('Null for no limit'),
  baseMailboxMb: z.exactOptional(Whole),
  extraStorageMb: z.exactOptional(Whole),
  product: z.exactOptional(z.enum(MAIL_PRODUCTS)),
}

export const NewMailDomain = z
  .strictObject({ name: z.string().max(1_024), account: Account, ...DomainSettings })
  .meta({ id: 'NewMailDomain', examples: [{ name: 'example.com', maxMailboxes: 100 }] })

export const MailDomainChange = z
  .strictObject(DomainSettings)
  .meta({ id: 'MailDomainChange', examples: [{ maxMailboxes: 200 }] })

export const DryRun = z.strictObject({
  dryRun: z
    .exactOptional(Flag)
    .describe('True: everything is checked and answered as if it were done, and nothing is done'),
})

const Contact = z.partialRecord(z.enum(CONTACT_FIELDS), Text)

/** Kept for programs that ask for them: no address list of this server does. */
const InDirectory = z.boolean().describe('Whether a directory of the company shows it')
const InGal = z.boolean().describe('Whether the address list of an Exchange server shows it')
const Directory = { inDirectory: InDirectory, inGal: InGal }

const Protocols = z
  .array(z.enum(MAIL_PROTOCOLS))
  .readonly()
  .describe('Ways in that are open; app passwords open no other')

const MustChange = z
  .boolean()
  .describe(
    'Until it is changed the own password opens nothing but the page where it is; app passwords go on',
  )

const MailboxFacts = {
  id: Id,
  address: z.string(),
  displayName: z.string(),
  quotaMb: Count,
  usageMb: Count.describe('As the mail server last told'),
  enabled: z.boolean().describe('False: nobody signs in; mail goes on coming in'),
  forwardTo: z.array(z.string()).readonly(),
  keepForwarded: z.boolean().describe('Whether what is forwarded is kept here, too'),
  vacationEnabled: z.boolean(),
  createdAt: Time,
  lastSignInAt: Time.nullable(),
}

export const Mailbox = z
  .strictObject({
    ...MailboxFacts,
    vacationMessage: z.string(),
    protocols: Protocols,
    mustChangePassword: MustChange,
    ...Directory,
    contact: Contact,
  })
  .meta({ id: 'Mailbox' })

export const MailboxSummary = z
  .strictObject({
    ...MailboxFacts,
    restorableUntil: Time.nullable().describe('Of a deleted mailbox; null for one that is there'),
  })
  .meta({ id: 'MailboxSummary' })

export const MailboxPage = z
  .strictObject({
    items: z.array(MailboxSummary).readonly(),
    next: z.string().nullable().describe('For `after`; null on the last page'),
    total: Count.nullable().describe('Mailboxes on all pages, where `count` asked for it'),
  })
  .meta({ id: 'MailboxPage' })

const SORTS = ['address', 'displayName', 'usage', 'lastSignIn', 'created'] as const

export const MailboxQuery = z.strictObject({
  account: Account,
  domain: z.exactOptional(z.string().max(1_024)).describe('Of one domain; of all without it'),
  text: z.exactOptional(SearchText).describe('Part of the address or of the display name'),
  state: z
    .exactOptional(z.enum(['open', 'blocked', 'deleted']))
    .describe('`deleted`: those that can be brought back. Without it: open and blocked'),
  alias: z.exactOptional(SearchText).describe('Address of an alias: only those that it leads to'),
  forwards: z
    .exactOptional(Flag)
    .describe('Only those that forward their mail; with `false` only the others'),
  nearlyFull: z.exactOptional(z.literal('true')).describe('Holds more than four fifths of what it may'),
  neverSignedIn: z.exactOptional(z.literal('true')).describe('Only those that nobody has signed in to yet'),
  sort: z
    .enum([...SORTS, ...SORTS.map((sort) => `-${sort}` as const)])
    .default('address')
    .describe('`-` before it turns the order round'),
  limit: Limit,
  after: z.exactOptional(Id).describe('`next` of the page before'),
  count: z.exactOptional(Flag).describe('Whether the answer says how many there are'),
})

export const MailboxExportQuery = MailboxQuery.omit({ limit: true, after: true, count: true })

const MailboxSettings = {
  displayName: z.exactOptional(Text),
  quotaMb: z.exactOptional(Whole).describe('Up to what the domain allows; its base size when left out'),
  enabled: z.exactOptional(z.boolean()).describe('True when left out'),
  protocols: z.exactOptional(Protocols),
  mustChangePassword: z.exactOptional(MustChange),
  forwardTo: z.exactOptional(z.array(Text).max(100)).describe('15 at most, 4 of them outside the domain'),
  keepForwarded: z.exactOptional(z.boolean()),
  vacationEnabled: z.exactOptional(z.boolean()),
  vacationMessage: z.exactOptional(Text),
  inDirectory: z.exactOptional(InDirectory),
  inGal: z.exactOptional(InGal),
  contact: z.exactOptional(Contact).describe('What is named is replaced; the rest stays'),
}
const Address = z
  .string()
  .max(1_024)
  .regex(/^[^@]+@[^@]+$/)
const MailboxPassword = Text.describe(
  'At least 8 characters of three kinds: upper case, lower case, digits, others; without the name of the mailbox',
)

export const NewMailbox = z
  .strictObject({ address: Address, password: MailboxPassword, ...MailboxSettings })
  .meta({
    id: 'NewMailbox',
    examples: [{ address: '$MAILBOX', password: '$MAILBOX_PASSWORD', displayName: 'Anna Example' }],
  })

export const MailboxChange = z
  .strictObject({
    name: z
      .exactOptional(z.string().max(1_024))
      .describe('Another part before the `@`: mail stays, the old address is refused'),
    password: z.exactOptional(MailboxPassword),
    ...MailboxSettings,
  })
  .meta({
    id: 'MailboxChange',
    examples: [{ displayName: 'Anna Example', forwardTo: ['anna@example.net'], keepForwarded: true }],
  })

export const AddressState = z
  .strictObject({
    address: z.string(),
    holder: z
      .enum(['mailbox', 'alias', 'list'])
      .nullable()
      .describe('What has it; null when it can be taken'),
    recoverable: z
      .strictObject({ id: Id, deletedAt: Time, restorableUntil: Time })
      .nullable()
      .describe('The mailbox of this address that was deleted last and can be brought back'),
  })
  .meta({ id: 'AddressState' })

export const MailboxLoginToken = z
  .strictObject({
    token: z.string().describe('Lets in once. Shown now and never again'),
    url: z.string().describe('Where a browser brings it: the mailbox as its owner sees it'),
    expiresAt: Time,
  })
  .meta({ id: 'MailboxLoginToken' })
