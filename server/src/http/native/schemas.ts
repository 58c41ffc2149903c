import { z } from 'zod'
import { MAX_STEP_UP_MINUTES } from '../../domain/accounts/account.ts'
import { MAX_OVERLAP_SECONDS } from '../../domain/keys/key.ts'
import { AssertionBody } from '../kit/passkey-answer.ts'

/** Shapes of the native API: what goes in and what comes out. The SDK's types are compared with these by a test. */

const StepUpMinutes = z.int().min(0).max(MAX_STEP_UP_MINUTES)
export const Time = z.iso.datetime().describe('ISO 8601 in UTC')
export const Count = z.int().nonnegative()
export const Id = z.string().regex(/^[0-9a-f]{32}$/)

export const User = z
  .strictObject({
    id: Id,
    name: z.string(),
    accountId: z.string().describe('Decimal account number; the same as tenant and project'),
    email: z.string().nullable(),
    enabled: z.boolean(),
    roles: z.array(z.string()).readonly(),
    defaultRegion: z.string().nullable(),
    secondFactor: z.boolean().describe('Signing in takes more than the password'),
    adminType: z
      .enum(['super', 'standard', 'limited'])
      .nullable()
      .describe('The part that the user has in the e-mail area; null for none'),
    createdAt: Time,
    passwordChangedAt: Time.nullable(),
  })
  .meta({ id: 'User' })

export const Session = z
  .strictObject({
    user: User,
    csrfToken: z.string().describe('For the header X-CSRF-Token of every request that changes something'),
    expiresAt: Time,
    confirmedUntil: Time.nullable().describe('Null when a proof of presence is needed now'),
    managesUsers: z.boolean().describe('The user may list and manage other users'),
    adminType: z
      .enum(['super', 'standard', 'limited'])
      .nullable()
      .describe('The part in the e-mail area; null for none'),
    confirmBy: z.enum(['password', 'totp', 'passkey']).describe('What a proof of presence asks for'),
    serverVersion: z.string().describe('A page of another version should be loaded again'),
  })
  .meta({ id: 'Session' })

export const KeyUse = z.strictObject({
  at: Time,
  client: z.string(),
  address: z.string(),
  dialect: z.string(),
})
const Overlap = z.strictObject({ keyId: Id, lastFour: z.string(), endsAt: Time })

export const ApiKey = z
  .strictObject({
    id: Id,
    userId: Id,
    lastFour: z.string(),
    createdAt: Time,
    lastUse: KeyUse.nullable(),
    state: z
      .enum(['active', 'unconfirmed', 'lost'])
      .describe(
        '`unconfirmed`: refused since older data were put back, until it is reset or the operator trusts all; ' +
          '`lost` with its master key: refused for good, and never shown',
      ),
    shownOnce: z.boolean().describe('The value was shown when the key was made, and cannot be shown again'),
    showOnceRequired: z
      .boolean()
      .describe('The account, or the whole installation, lets no key be shown a second time'),
    overlap: Overlap.nullable().describe('The key it replaced, while that one still works'),
  })
  .meta({ id: 'ApiKey' })

export const RevealedKey = z
  .strictObject({ ...ApiKey.shape, apiKey: z.string(), username: z.string() })
  .meta({ id: 'RevealedKey' })

const ShowOnce = z
  .exactOptional(z.boolean())
  .describe('The new key is in this answer and can never be shown again; without it, as the account says')

export const CreateKeyRequest = z
  .strictObject({ showOnce: ShowOnce })
  .meta({ id: 'CreateKeyRequest', examples: [{ showOnce: false }] })

export const ResetRequest = z
  .strictObject({
    overlapSeconds: z
      .exactOptional(z.int().min(0).max(MAX_OVERLAP_SECONDS))
      .describe('How long the old key goes on working; 0, the default, ends it at once'),
    note: z.exactOptional(z.string().max(200)).describe('Kept in the audit log'),
    showOnce: ShowOnce,
  })
  .meta({ id: 'ResetRequest', examples: [{ overlapSeconds: 3600, note: 'moved to the new host' }] })

export const Endpoint = z
  .strictObject({
    id: z.int(),
    name: z.string(),
    type: z.string(),
    region: z.string().nullable(),
    publicUrl: z.string(),
  })
  .meta({ id: 'Endpoint' })

export const Role = z
  .strictObject({
    name: z.string(),
    description: z.string(),
    givenByAccounts: z.boolean().describe("Those who manage an account's users may give it"),
  })
  .meta({ id: 'Role' })

export const RoleRequest = z
  .strictObject({
    name: z.string(),
    description: z.exactOptional(z.string()),
    givenByAccounts: z.exactOptional(z.boolean()).describe('True when left out'),
  })
  .meta({
    id: 'RoleRequest',
    examples: [{ name: 'auditor', description: 'Reads the books', givenByAccounts: true }],
  })

export const Catalog = z.strictObject({ items: z.array(Endpoint).readonly() }).meta({ id: 'Catalog' })

const Api = z.strictObject({
  id: z.string(),
  title: z.string(),
  version: z.string(),
  status: z.enum(['current', 'legacy']).describe('`legacy`: for programs of old'),
  summary: z.string(),
  signIn: z.string().describe('How a caller proves who it is'),
  basePath: z.string(),
  baseUrl: z.string(),
  firstCall: z.string().describe('The operation to try first'),
  documentationUrl: z.string(),
  openApiUrl: z.string(),
})

export const Apis = z.strictObject({ items: z.array(Api).readonly() }).meta({ id: 'Apis' })

const ApplicationCredential = z
  .strictObject({
    id: Id,
    name: z.string(),
    restricted: z.boolean(),
    accessRules: z
      .array(z.strictObject({ service: z.string(), method: z.string(), path: z.string() }))
      .readonly()
      .nullable()
      .describe('Null: good for any request. Else let nothing through but what one of them allows.'),
  })
  .describe('Only of a token got with an application credential')

const Impersonator = z
  .strictObject({ userId: Id, username: z.string() })
  .describe('Only of a token with which one of the staff acts in the name of the user: who does')

export const Verification = z
  .strictObject({
    kind: z.enum(['key', 'token']),
    userId: Id,
    username: z.string(),
    accountId: z.string(),
    roles: z.array(z.string()).readonly(),
    scopes: z.array(z.string()).readonly().describe('Empty for an account key and what is got with it'),
    keyId: Id.nullable(),
    expiresAt: Time.nullable(),
    applicationCredential: z.exactOptional(ApplicationCredential),
    impersonator: z.exactOptional(Impersonator),
  })
  .meta({ id: 'Verification' })

const ContactText = z.string().max(1_000)

export const AccountContact = z
  .strictObject({
    addressLine1: ContactText,
    addressLine2: ContactText,
    city: ContactText,
    state: ContactText,
    zip: ContactText,
    country: ContactText,
    phone: ContactText,
    email: ContactText,
  })
  .meta({ id: 'AccountContact' })

export const AccountSettings = z
  .strictObject({
    accountId: z.string(),
    name: z.string(),
    contact: AccountContact.describe('Where its people are reached; each text may be empty'),
    resetKeepsTokens: z.boolean().describe('Tokens got with a key go on after its reset'),
    apiReveal: z.boolean().describe('The v2.0 credential calls may show and reset keys'),
    showOnce: z.boolean().describe('New keys are shown when they are made, and never again'),
    showOnceRequired: z.boolean().describe('The installation wants that of every account'),
    copies: Count.describe('Keys that can be shown now; `showOnce` would forget so many copies for good'),
    stepUpMinutes: StepUpMinutes.describe('How long a proof of presence lasts'),
  })
  .meta({ id: 'AccountSettings' })

export const AccountSettingsChange = z
  .strictObject({
    name: z.exactOptional(z.string().max(1_000)),
    contact: z.exactOptional(AccountContact),
    resetKeepsTokens: z.exactOptional(z.boolean()),
    apiReveal: z.exactOptional(z.boolean()),
    showOnce: z.exactOptional(z.boolean()),
    stepUpMinutes: z.exactOptional(StepUpMinutes),
  })
  .meta({ id: 'AccountSettingsChange', examples: [{ stepUpMinutes: 5 }] })

const Limit = z.strictObject({
  name: z.enum([
    'overlap',
    'step_up',
    'session_idle',
    'session_lifetime',
    'token_lifetime',
    'callers_per_key',
    'calls_kept',
    'failures_per_source',
    'failures_per_source_rate',
    'password_failures',
    'password_delay',
  ]),
  unit: z.enum(['seconds', 'callers', 'failures', 'failures per minute']),
  limit: Count,
  used: Count.nullable().describe('Null where nothing is counted'),
})

export const Limits = z.strictObject({ items: z.array(Limit).readonly() }).meta({ id: 'Limits' })

/** Credentials in one request at most. */
const MAX_CREDENTIALS = 100

export const VerifyRequest = z
  .strictObject({
    credentials: z
      .array(z.string())
      .min(1)
      .max(MAX_CREDENTIALS)
      .describe('API keys and tokens, as they were presented'),
  })
  .meta({ id: 'VerifyRequest', examples: [{ credentials: ['$KEYWARD_KEY'] }] })

const GoodResult = z.strictObject({ valid: z.literal(true), ...Verification.shape })
const BadResult = z.strictObject({ valid: z.literal(false) })

export const VerifyResults = z
  .strictObject({
    results: z
      .array(z.discriminatedUnion('valid', [GoodResult, BadResult]))
      .readonly()
      .describe('One for each credential, in their order'),
  })
  .meta({ id: 'VerifyResults' })

export const Problem = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().describe('Stable; switch on this'),
    field: z.exactOptional(z.string()).describe('The member at fault'),
    requestId: z.string(),
  })
  .meta({ id: 'Problem' })

const Password = z.string().min(1).max(4_096)

export const StepUpRequest = z
  .strictObject({
    password: z.exactOptional(Password),
    code: z.exactOptional(z.string().max(64)).describe('Of the authenticator app, or a recovery code'),
    passkey: z.exactOptional(AssertionBody).describe('The answer to `POST /session/step-up/options`'),
  })
  .refine((proof) => Object.keys(proof).length === 1, {
    path: ['password'],
    message: 'must come alone, or code or passkey in its place',
  })
  .meta({
    id: 'StepUpRequest',
    description: 'What `confirmBy` of the session names',
    examples: [{ password: '$KEYWARD_PASSWORD' }],
  })
export const EmailChange = z
  .strictObject({ email: z.string().nullable().describe('Null for none') })
  .meta({ id: 'EmailChange', examples: [{ email: 'anna@example.com' }] })
export const PasswordChange = z.strictObject({ currentPassword: Password, newPassword: Password }).meta({
  id: 'PasswordChange',
  examples: [{ currentPassword: '$KEYWARD_PASSWORD', newPassword: '$NEW_PASSWORD' }],
})
