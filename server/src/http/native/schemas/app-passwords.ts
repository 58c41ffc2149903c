import { z } from 'zod'
import { MAIL_PROTOCOLS } from '../../../domain/mailboxes/app-password.ts'
import { SIGN_IN_FAULTS } from '../../../domain/mailboxes/test-sign-in.ts'
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

export const SignInTest = z
  .strictObject({
    protocol: z.enum(MAIL_PROTOCOLS).describe('The way in'),
    password: z.string().max(1_024).describe('That of the mailbox, or of a mail program'),
  })
  .meta({ id: 'SignInTest', examples: [{ protocol: 'imap', password: '$MAILBOX_PASSWORD' }] })

export const SignInResult = z
  .strictObject({
    accepted: z.boolean(),
    fault: z.enum(SIGN_IN_FAULTS).nullable().describe('Why nobody gets in; null when accepted'),
  })
  .meta({ id: 'SignInResult' })
