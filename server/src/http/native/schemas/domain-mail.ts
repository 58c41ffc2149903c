import { z } from 'zod'
import { PERCENTAGES } from '../../../domain/domains/change-storage-notice.ts'
import { MULTI_FACTOR } from '../../../domain/domains/webmail-settings.ts'

/** Shapes of what belongs to a domain besides its limits. */

export const CatchAll = z
  .strictObject({
    address: z.string().nullable().describe('Where mail goes that is for nobody; null where it is refused'),
  })
  .meta({ id: 'CatchAll' })

export const CatchAllChange = z
  .strictObject({
    address: z
      .string()
      .max(320)
      .nullable()
      .describe('A mailbox or an alias of the domain, or an address elsewhere; null to refuse such mail'),
  })
  .meta({ id: 'CatchAllChange', examples: [{ address: '$MAILBOX' }] })

export const AlternateName = z.strictObject({ name: z.string() }).meta({ id: 'AlternateName' })

export const AlternateNames = z
  .strictObject({ items: z.array(AlternateName).readonly().describe('By name') })
  .meta({ id: 'AlternateNames' })

export const NewAlternateName = z
  .strictObject({ name: z.string().max(1_024).describe('Which no domain of any account may have') })
  .meta({ id: 'NewAlternateName', examples: [{ name: 'example.net' }] })

const Line = z.string().max(1_024)

export const NewAnnouncement = z
  .strictObject({
    fromName: z.exactOptional(Line),
    fromAddress: z.string().max(320).describe('An address that exists in the domain'),
    subject: Line,
    text: z.string().max(60_000),
  })
  .meta({
    id: 'NewAnnouncement',
    examples: [
      {
        fromName: 'Postmaster',
        fromAddress: '$MAILBOX',
        subject: 'Maintenance on Sunday',
        text: 'Mail pauses between 6:00 and 6:15.',
      },
    ],
  })

export const Announced = z
  .strictObject({ recipients: z.int().describe('Mailboxes that it goes to') })
  .meta({ id: 'Announced' })

const OWNER_RULES = {
  changePassword: z.boolean().describe('Whether owners set the passwords of their mailboxes themselves'),
  secondFactor: z
    .enum(MULTI_FACTOR)
    .describe('A code of an app besides the password: not asked for, up to the owner, or a must'),
}

export const OwnerRules = z.strictObject(OWNER_RULES).meta({ id: 'OwnerRules' })

export const OwnerRulesChange = z
  .strictObject({
    changePassword: z.exactOptional(OWNER_RULES.changePassword),
    secondFactor: z.exactOptional(OWNER_RULES.secondFactor),
  })
  .meta({ id: 'OwnerRulesChange', examples: [{ secondFactor: 'optional' }] })

const Percentage = z.int().describe(`How full a mailbox is then: ${PERCENTAGES.join(', ')}`)

export const StorageNotice = z
  .strictObject({
    enabled: z.boolean(),
    percentage: Percentage,
    message: z
      .string()
      .describe('`<*USER*>` and `<*DOMAIN*>` are the parts of the address; empty: a text of the server'),
    cc: z.string().describe('Who is told as well; empty for nobody'),
  })
  .meta({ id: 'StorageNotice' })

export const StorageNoticeChange = z
  .strictObject({
    enabled: z.exactOptional(z.boolean()),
    percentage: z.exactOptional(Percentage),
    message: z.exactOptional(z.string().max(16_384)),
    cc: z.exactOptional(z.string().max(320)),
  })
  .meta({ id: 'StorageNoticeChange', examples: [{ enabled: true, percentage: 90 }] })
