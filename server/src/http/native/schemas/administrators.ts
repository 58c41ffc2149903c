import { z } from 'zod'
import { ADMIN_TYPES } from '../../../domain/administrators/administrator.ts'
import { MAIL_AREAS } from '../../../domain/administrators/mail-scope.ts'
import { Count, Id, Time } from '../schemas.ts'
import { Invitation } from '../user-schemas.ts'

const AdminType = z
  .enum(ADMIN_TYPES)
  .describe(
    '`super`: everything, and key pairs; `standard`: every domain; `limited`: the areas and domains given',
  )

/** What may be said of an administrator when one is made, and changed later. */
const settings = {
  firstName: z.string(),
  lastName: z.string(),
  passwordDays: Count.describe('How long a password is good; 0 for ever'),
  allowsSimultaneous: z.boolean().describe('False: signing in ends the sessions elsewhere'),
  networks: z
    .array(z.string())
    .readonly()
    .describe(
      'Addresses and networks from which passwords, passkeys and key pairs work; none for everywhere',
    ),
  areas: z.array(z.enum(MAIL_AREAS)).readonly().describe('What a limited administrator may do'),
  domains: z
    .array(z.string())
    .readonly()
    .nullable()
    .describe('Where a limited administrator may do it; null for every domain of the account'),
}

const optionalSettings = {
  firstName: z.exactOptional(settings.firstName),
  lastName: z.exactOptional(settings.lastName),
  passwordDays: z.exactOptional(settings.passwordDays),
  allowsSimultaneous: z.exactOptional(settings.allowsSimultaneous),
  networks: z.exactOptional(settings.networks),
  areas: z.exactOptional(settings.areas),
  domains: z.exactOptional(settings.domains),
}

export const Administrator = z
  .strictObject({
    id: Id,
    username: z.string(),
    email: z.string().nullable(),
    type: AdminType,
    enabled: z.boolean(),
    state: z.enum(['active', 'invited', 'disabled']),
    locked: z.boolean().describe('Whether wrong passwords make everybody wait who signs in as them'),
    application: z.boolean().describe('For a program: nobody signs in as it'),
    secondFactor: z.boolean(),
    lastSignInAt: Time.nullable(),
    createdAt: Time,
    ...settings,
  })
  .meta({ id: 'Administrator' })

export const AdministratorList = z
  .strictObject({ items: z.array(Administrator).readonly() })
  .meta({ id: 'AdministratorList' })

export const NewAdministrator = z
  .strictObject({
    username: z.string(),
    type: AdminType,
    email: z.exactOptional(z.string().nullable()),
    password: z.exactOptional(z.string()).describe('Without one the administrator is invited to choose it'),
    application: z.exactOptional(z.boolean()).describe('For a program: no password and no invitation'),
    ...optionalSettings,
  })
  .meta({ id: 'NewAdministrator', examples: [{ username: 'importer', type: 'super', application: true }] })

export const AddedAdministrator = z
  .strictObject({
    administrator: Administrator,
    invitation: Invitation.nullable(),
    keyPair: z
      .strictObject({ userKey: z.string(), secretKey: z.string() })
      .nullable()
      .describe('Of an application administrator that is made by a session; told this once'),
  })
  .meta({ id: 'AddedAdministrator' })

export const AdministratorChange = z
  .strictObject({
    type: z.exactOptional(AdminType),
    email: z.exactOptional(z.string()),
    enabled: z.exactOptional(z.boolean()),
    locked: z.exactOptional(z.boolean()).describe('False lets somebody who waits try again at once'),
    password: z.exactOptional(z.string()),
    ...optionalSettings,
  })
  .meta({ id: 'AdministratorChange', examples: [{ type: 'standard' }] })
