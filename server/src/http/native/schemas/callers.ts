import { z } from 'zod'
import { Count, Id, Time } from '../schemas.ts'

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
