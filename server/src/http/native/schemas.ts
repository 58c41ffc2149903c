import { z } from 'zod'
import { MAX_STEP_UP_MINUTES } from '../../domain/accounts/account.ts'
import { MAX_OVERLAP_SECONDS } from '../../domain/keys/key.ts'
import { AssertionBody } from '../kit/passkey-answer.ts'

/** Shapes of the native API: what goes in and what comes out. The SDK's types are compared with these by a test. */

const StepUpMinutes = z.int().min(0).max(MAX_STEP_UP_MINUTES)
export const Time = z.iso.datetime().describe('ISO 8601 in UTC')
const Count = z.int().nonnegative()
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
    confirmBy: z.enum(['password', 'totp', 'passkey']).describe('What a proof of presence asks for'),
  })
  .meta({ id: 'Session' })

const KeyUse = z.strictObject({ at: Time, client: z.string(), address: z.string(), dialect: z.string() })
const Overlap = z.strictObject({ keyId: Id, lastFour: z.string(), endsAt: Time })

export const ApiKey = z
  .strictObject({
    id: Id,
    userId: Id,
    lastFour: z.string(),
    createdAt: Time,
    lastUse: KeyUse.nullable(),
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

export const Caller = z
  .strictObject({
    client: z.string(),
    address: z.string(),
    dialect: z.string(),
    calls: Count,
    firstUse: Time,
    lastUse: Time,
  })
  .meta({ id: 'Caller' })

/** One application: what it calls itself and where from, in whatever dialects. */
const Application = { client: z.string(), address: z.string(), dialects: z.array(z.string()).readonly() }

export const Impact = z
  .strictObject({
    windowDays: Count,
    recordedSince: Time.describe('Use before this moment was not recorded'),
    callers: z
      .array(
        z.strictObject({
          ...Application,
          calls: Count,
          firstUse: Time,
          lastUse: Time,
          stopsAtOnce: z
            .boolean()
            .describe('It goes on with the old key of an overlap, which any reset ends at once'),
        }),
      )
      .readonly(),
    activeCallers: Count.describe('Applications seen in the last 24 hours'),
    activeOnOldKey: Count.describe('Those among them that stop at once, whatever overlap the reset has'),
  })
  .meta({ id: 'Impact' })

const ShowOnce = z
  .exactOptional(z.boolean())
  .describe('The new key is in this answer and can never be shown again; without it, as the account says')

export const CreateKeyRequest = z.strictObject({ showOnce: ShowOnce }).meta({ id: 'CreateKeyRequest' })

export const ResetRequest = z
  .strictObject({
    overlapSeconds: z
      .exactOptional(z.int().min(0).max(MAX_OVERLAP_SECONDS))
      .describe('How long the old key goes on working; 0, the default, ends it at once'),
    note: z.exactOptional(z.string().max(200)).describe('Kept in the audit log'),
    showOnce: ShowOnce,
  })
  .meta({ id: 'ResetRequest' })

const ReconnectingCaller = z.strictObject({
  ...Application,
  state: z
    .enum(['moved', 'old-key', 'failing', 'silent', 'new'])
    .describe('`new`: only ever seen with the current key, so that it had nothing to come back from'),
  calls: Count.nullable().describe(
    'Since the reset; null where calls before and after it were counted together',
  ),
  lastUse: Time,
})

export const Reconnect = z
  .strictObject({ resetAt: Time.nullable(), callers: z.array(ReconnectingCaller).readonly() })
  .meta({ id: 'Reconnect' })

export const UsageWindow = z.enum(['24h', '7d', '30d'])

const UsagePoint = z.strictObject({
  at: Time,
  outcome: z.enum(['valid', 'expired', 'disabled']),
  calls: Count,
})

const UserUsage = z.strictObject({ userId: Id, username: z.string(), calls: Count, lastUse: Time })
const KeyUsage = z.strictObject({
  ...UserUsage.shape,
  keyId: Id,
  lastFour: z.string().nullable().describe('Null for what is no account key, and for one that is forgotten'),
  current: z.boolean().describe('False for a key or key pair that was replaced'),
  applicationCredential: z.string().nullable().describe('The name of one that was used in place of a key'),
  userKey: z.string().nullable().describe('That of a key pair of the e-mail API'),
})

export const Usage = z
  .strictObject({
    window: UsageWindow,
    from: Time,
    to: Time,
    stepSeconds: Count,
    recordedSince: Time,
    points: z.array(UsagePoint).readonly(),
    byDialect: z.array(z.strictObject({ dialect: z.string(), calls: Count })).readonly(),
    byCaller: z.array(Caller).readonly(),
    byUser: z.array(UserUsage).readonly(),
    byKey: z.array(KeyUsage).readonly(),
  })
  .meta({ id: 'Usage' })

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
  .meta({ id: 'RoleRequest' })

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
  })
  .meta({ id: 'Verification' })

export const AccountSettings = z
  .strictObject({
    accountId: z.string(),
    name: z.string(),
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
    resetKeepsTokens: z.exactOptional(z.boolean()),
    apiReveal: z.exactOptional(z.boolean()),
    showOnce: z.exactOptional(z.boolean()),
    stepUpMinutes: z.exactOptional(StepUpMinutes),
  })
  .meta({ id: 'AccountSettingsChange' })

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
  .meta({ id: 'VerifyRequest' })

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
  .meta({ id: 'StepUpRequest', description: 'What `confirmBy` of the session names' })
export const EmailChange = z.strictObject({ email: z.string() }).meta({ id: 'EmailChange' })
export const PasswordChange = z
  .strictObject({ currentPassword: Password, newPassword: Password })
  .meta({ id: 'PasswordChange' })
