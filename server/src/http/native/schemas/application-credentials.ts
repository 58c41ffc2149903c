import { z } from 'zod'
import { UserParams } from '../routes/params.ts'
import { Id, Time } from '../schemas.ts'

const AccessRule = z.strictObject({
  service: z.string().min(1).max(255).describe('Type of a service in the catalog, such as `object-store`'),
  method: z
    .string()
    .regex(/^(?:GET|HEAD|POST|PUT|PATCH|DELETE)$/)
    .describe('In capitals'),
  path: z.string().min(1).max(255).describe('`*` and `{name}` stand for one segment, `**` for any depth'),
})

const Roles = z.array(z.string().min(1).max(64)).max(64).readonly()

const ApplicationCredential = z.strictObject({
  id: Id,
  name: z.string(),
  description: z.string().nullable(),
  roles: z.array(z.string()).readonly(),
  unrestricted: z.boolean().describe('Whether it may be used to manage application credentials'),
  accessRules: z
    .array(AccessRule)
    .readonly()
    .nullable()
    .describe('The requests it is good for; null for all'),
  createdAt: Time,
  expiresAt: Time.nullable(),
  state: z
    .enum(['active', 'unconfirmed'])
    .describe('`unconfirmed`: refused since older data were put back, until the operator trusts all'),
})

export const ApplicationCredentialList = z
  .strictObject({ items: z.array(ApplicationCredential).readonly() })
  .meta({ id: 'ApplicationCredentialList' })

export const NewApplicationCredential = z
  .strictObject({
    name: z.string().min(1).max(255).describe('No other credential of yours has it'),
    description: z.exactOptional(z.string().max(1_024)),
    roles: z.exactOptional(Roles).describe('Some of your own; without it all of them'),
    unrestricted: z
      .exactOptional(z.boolean())
      .describe('Whether it may be used to manage application credentials; else it may not'),
    accessRules: z
      .exactOptional(z.array(AccessRule).min(1).max(100).readonly())
      .describe('The only requests it is good for; without it all'),
    expiresAt: z.exactOptional(Time).describe('Until when it is good; without it until it is deleted'),
  })
  .meta({
    id: 'NewApplicationCredential',
    examples: [
      {
        name: 'nightly-copy',
        accessRules: [{ service: 'object-store', method: 'GET', path: '/v1/**' }],
        expiresAt: '2030-01-31T12:00:00Z',
      },
    ],
  })

export const CreatedApplicationCredential = ApplicationCredential.extend({
  secret: z.string().describe('Told this once'),
}).meta({ id: 'CreatedApplicationCredential' })

export const CredentialParams = z.strictObject({
  ...UserParams.shape,
  credentialId: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .describe('Of the application credential, as the list tells it'),
})
