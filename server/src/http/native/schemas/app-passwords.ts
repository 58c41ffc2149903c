import { z } from 'zod'
import { MAIL_PROTOCOLS } from '../../../domain/mailboxes/app-password.ts'
import { Time } from '../schemas.ts'

const Protocols = z.array(z.enum(MAIL_PROTOCOLS)).readonly()
const Facts = {
  id: z.string().describe('8 hex digits, of its mailbox alone: what the password begins with'),
  name: z.string(),
  protocols: Protocols.describe('What it opens'),
  createdAt: Time,
  lastUsedAt: Time.nullable(),
}

export const AppPassword = z.strictObject(Facts).meta({ id: 'AppPassword' })

export const AppPasswordList = z
  .strictObject({ items: z.array(AppPassword).readonly().describe('By time') })
  .meta({ id: 'AppPasswordList' })

export const NewAppPassword = z
  .strictObject({
    name: z.string().max(1_024).describe('The program, such as `phone`'),
    protocols: z.exactOptional(Protocols).describe('All of them when left out'),
  })
  .meta({ id: 'NewAppPassword', examples: [{ name: 'phone', protocols: ['imap', 'smtp'] }] })

export const MadeAppPassword = z
  .strictObject({ ...Facts, password: z.string().describe('Shown now and never again') })
  .meta({ id: 'MadeAppPassword' })
