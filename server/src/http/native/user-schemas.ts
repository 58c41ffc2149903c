import { z } from 'zod'
import { Id, Time, User } from './schemas.ts'
import { SearchText } from './search-text.ts'

/** Shapes of user management. The SDK's types are compared with these by a test. */

const UserState = z.enum(['active', 'invited', 'disabled'])

const ContactType = z.enum(['administrative', 'technical'])
const SecondFactorRule = z.enum(['default', 'required', 'optional'])

export const ManagedUser = z
  .strictObject({
    ...User.shape,
    state: UserState.describe('`invited`: has no password yet and was sent a link to choose one'),
    contactType: ContactType.nullable().describe('What others turn to this user about; gives no right'),
    secondFactorRule: SecondFactorRule.describe(
      'Whether this user must have a second factor; `default`: as the account says',
    ),
    invitationEndsAt: Time.nullable().describe('May be past: then the person needs another invitation'),
    lastSignInAt: Time.nullable(),
    key: z
      .strictObject({
        createdAt: Time,
        lastUsedAt: Time.nullable().describe('Of the last 90 days; a call shows after some seconds'),
      })
      .nullable()
      .describe('The API key; null without one, and for whoever asks and may not manage this user'),
    manageable: z.boolean().describe('Whoever asks may change this user'),
    assistable: z
      .boolean()
      .describe('Whoever asks may change the e-mail address, disable, enable and reset second factors'),
  })
  .meta({ id: 'ManagedUser' })

export const UserPage = z
  .strictObject({
    items: z.array(ManagedUser).readonly(),
    next: z.string().nullable().describe('For `after`; null on the last page'),
    total: z.int().nonnegative().nullable().describe('Users on all pages, where `count` asked for it'),
  })
  .meta({ id: 'UserPage' })

const UserSort = z.enum(['name', '-name', 'created', '-created'])

export const UserQuery = z.strictObject({
  account: z
    .exactOptional(z.string().regex(/^\d{6,20}$/))
    .describe('Account number; without it the own account, for staff all accounts'),
  text: z.exactOptional(SearchText).describe('Part of the user name or e-mail address'),
  state: z.exactOptional(UserState).describe('Only users in this state'),
  role: z
    .exactOptional(z.string().regex(/^[A-Za-z][A-Za-z0-9._:-]{0,63}$/))
    .describe('Only users who were given this role, by its name'),
  sort: UserSort.default('name').describe('`-` before it turns the order round'),
  limit: z
    .string()
    .regex(/^(?:[1-9]\d?|100)$/)
    .default('50')
    .describe('1 to 100'),
  after: z.exactOptional(z.string().max(1_024)).describe('`next` of the page before'),
  count: z.exactOptional(z.enum(['true', 'false'])).describe('Whether the answer says how many there are'),
})

export const Deletion = z.strictObject({
  handOverTo: z
    .exactOptional(Id)
    .describe('Id of a user of the same account who gets the roles of the one who is deleted'),
})

const Roles = z.array(z.string().max(64)).max(64).readonly()

export const NewUser = z
  .strictObject({
    username: z.string().min(1).max(255),
    email: z.exactOptional(z.string()),
    roles: z.exactOptional(Roles).describe('Without any: the default role'),
    account: z
      .exactOptional(z.string().regex(/^\d{6,20}$/))
      .describe('Account number; the own one without it'),
    invite: z
      .exactOptional(z.boolean())
      .describe('False for a program: it gets an API key, and nobody signs in as it'),
    password: z
      .exactOptional(z.string().min(1).max(4_096))
      .describe('In place of an invitation; whoever makes the user knows it'),
  })
  .refine(({ invite, password }) => password === undefined || invite !== true, {
    path: ['password'],
    message: 'must come without invite',
  })
  .meta({ id: 'NewUser', examples: [{ username: 'anna', email: 'anna@example.com', invite: true }] })

export const Invitation = z
  .strictObject({
    link: z.string().describe('Opens once. Whoever has it chooses the password: hand it to that person only'),
    endsAt: Time,
    mailedTo: z
      .string()
      .nullable()
      .describe('Where a mail with a link of its own goes; null when the installation sends none'),
  })
  .meta({ id: 'Invitation' })

export const CreatedUser = z
  .strictObject({ user: User, invitation: Invitation.nullable() })
  .meta({ id: 'CreatedUser' })

export const UserChange = z
  .strictObject({
    email: z.exactOptional(z.string().nullable().describe('Null for none')),
    defaultRegion: z.exactOptional(z.string()).describe('Region that catalogs name first'),
    contactType: z
      .exactOptional(ContactType.nullable())
      .describe('What others turn to this user about; null for nothing'),
    secondFactorRule: z
      .exactOptional(SecondFactorRule)
      .describe('Whether a second factor is a must, whatever the account says; comes alone'),
  })
  .refine(
    ({ secondFactorRule, ...rest }) => secondFactorRule === undefined || Object.keys(rest).length === 0,
    {
      path: ['secondFactorRule'],
      message: 'must come alone',
    },
  )
  .meta({ id: 'UserChange', examples: [{ email: 'anna@example.com' }] })

const GivableRole = z.strictObject({
  name: z.string(),
  description: z.string(),
  builtIn: z.boolean(),
  givable: z.boolean().describe('Whoever asks may give it'),
  forGroups: z.boolean().describe('User groups can have it'),
})

export const RoleList = z.strictObject({ items: z.array(GivableRole).readonly() }).meta({ id: 'RoleList' })

const RoleOfUser = z.strictObject({
  name: z.string(),
  description: z.string(),
  builtIn: z.boolean(),
  source: z
    .enum(['assigned', 'group', 'every-user', 'operator'])
    .nullable()
    .describe('Where the user has it from; null for a role that the user does not have'),
  groups: z
    .array(z.strictObject({ id: Id, name: z.string() }))
    .readonly()
    .describe("The user's groups that give it, by name"),
  lock: z
    .enum(['implied', 'too-strong', 'own-ownership', 'no-right'])
    .nullable()
    .describe('Why whoever asks cannot give or take it; null when they can'),
})

export const RolesOfUser = z
  .strictObject({ items: z.array(RoleOfUser).readonly() })
  .meta({ id: 'RolesOfUser' })

const Ground = z.strictObject({
  kind: z.enum(['role', 'administrator', 'everybody']),
  name: z.string().describe('Of the role, or the type of the administrator; else empty'),
})

const Right = z.strictObject({
  act: z.string().describe('What it is about'),
  allowed: z.boolean(),
  through: z.array(Ground).readonly().describe('What the user has it by; each of them alone is enough'),
  grants: z
    .array(
      z.strictObject({
        ground: Ground,
        givable: z.boolean().describe('Whoever asks can give it'),
        givers: z.array(Ground).readonly().describe('What those have who can'),
      }),
    )
    .readonly()
    .describe('What would give the right, weakest first; empty where it is there'),
})

export const RightsOfUser = z.strictObject({ items: z.array(Right).readonly() }).meta({ id: 'RightsOfUser' })

export const RoleChange = z
  .strictObject({ add: z.exactOptional(Roles), remove: z.exactOptional(Roles) })
  .meta({ id: 'RoleChange', examples: [{ add: ['reader'], remove: [] }] })

const UserSession = z.strictObject({
  id: Id,
  current: z.boolean().describe('The session by which this was asked'),
  client: z.string(),
  address: z.string(),
  createdAt: Time,
  lastSeenAt: Time,
  endsAt: Time.describe('Unless it is used before'),
})

export const SessionList = z
  .strictObject({ items: z.array(UserSession).readonly() })
  .meta({ id: 'SessionList' })

export const EndedSessions = z.strictObject({ ended: z.int().nonnegative() }).meta({ id: 'EndedSessions' })
