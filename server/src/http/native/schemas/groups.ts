import { z } from 'zod'
import { Count, Id, Time } from '../schemas.ts'

/** Shapes of user groups. The SDK's types are compared with these by a test. */

const Name = z.string().min(1).max(64)
const Description = z.string().max(255)
const RoleNames = z.array(z.string().max(64)).max(100).readonly()
const UserIds = z.array(Id).max(1_000).readonly()

export const GroupParams = z.strictObject({ groupId: Id.describe('Of the group, as the list tells it') })

const GROUP = {
  id: Id,
  accountId: z.string(),
  name: z.string(),
  description: z.string().describe('Empty for none'),
  roles: z.array(z.string()).readonly().describe('What every member has besides the roles of their own'),
  createdAt: Time,
}

export const UserGroupList = z
  .strictObject({
    items: z.array(z.strictObject({ ...GROUP, memberCount: Count })).readonly(),
  })
  .meta({ id: 'UserGroupList' })

export const UserGroup = z
  .strictObject({
    ...GROUP,
    members: z
      .array(z.strictObject({ id: Id, name: z.string(), enabled: z.boolean() }))
      .readonly()
      .describe('By name'),
  })
  .meta({ id: 'UserGroup' })

export const GroupQuery = z.strictObject({
  account: z
    .exactOptional(z.string().regex(/^\d{6,20}$/))
    .describe('Account number; without it the own account'),
})

export const NewUserGroup = z
  .strictObject({
    name: Name,
    description: z.exactOptional(Description),
    roles: z.exactOptional(RoleNames).describe('Of those that say `forGroups` in the list of roles'),
    account: z
      .exactOptional(z.string().regex(/^\d{6,20}$/))
      .describe('Account number; without it the own account'),
  })
  .meta({
    id: 'NewUserGroup',
    examples: [{ name: 'Billing', description: 'Reads the invoices', roles: ['reader'] }],
  })

export const UserGroupChange = z
  .strictObject({
    name: z.exactOptional(Name),
    description: z.exactOptional(Description),
    roles: z.exactOptional(RoleNames).describe('All that it is to have'),
  })
  .meta({ id: 'UserGroupChange', examples: [{ roles: ['reader'] }] })

export const MemberChange = z
  .strictObject({ add: z.exactOptional(UserIds), remove: z.exactOptional(UserIds) })
  .meta({ id: 'MemberChange', examples: [{ add: ['$USER_ID'], remove: [] }] })
