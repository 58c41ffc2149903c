import { z } from 'zod'
import { OUTCOMES } from '../../../domain/callers/caller.ts'
import { MAX_STRETCH_MS } from '../../../domain/callers/span.ts'
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

/** Offsets are of use here: a day begins where its reader is. */
const Moment = z.iso.datetime({ offset: true })

/** Whose calls. */
export const UsageScope = z
  .enum(['me', 'account'])
  .default('me')
  .describe('`account` is for owners and managers: everybody whom they may act on')

const Period = {
  window: z.exactOptional(UsageWindow).describe('A period that ends now; `24h` without `from` and `to`'),
  from: z.exactOptional(Moment).describe('The first moment of a period of at most 92 days'),
  to: z.exactOptional(Moment).describe('The moment at which it ends; what is to come is left out'),
  step: z
    .exactOptional(z.enum(['hour', 'day']))
    .describe('Of `points`; hours up to a week without it, days of UTC from there on'),
}

type Asked = z.infer<z.ZodObject<typeof Period>>

/** The rules of every query that has a period. */
function ofPeriod<Query extends Asked>(query: z.ZodType<Query>) {
  return query
    .refine(({ from, to }) => (from === undefined) === (to === undefined), {
      path: ['to'],
      message: 'must be given together with `from`',
    })
    .refine(({ window, from }) => window === undefined || from === undefined, {
      path: ['window'],
      message: 'must not be given with `from` and `to`',
    })
    .refine(({ from, to }) => lengthOf(from, to) > 0, { path: ['to'], message: 'must be after `from`' })
    .refine(({ from, to }) => lengthOf(from, to) <= MAX_STRETCH_MS, {
      path: ['from'],
      message: 'must be at most 92 days before `to`',
    })
}

export const UsageQuery = ofPeriod(z.strictObject({ ...Period, scope: UsageScope }))
export const AnswerTimesQuery = ofPeriod(z.strictObject(Period))

/** One for what is not there: that has a refusal of its own, or none. */
function lengthOf(from: string | undefined, to: string | undefined): number {
  return from === undefined || to === undefined ? 1 : Date.parse(to) - Date.parse(from)
}

const UsagePoint = z.strictObject({
  at: Time,
  outcome: z.enum([...OUTCOMES, 'unknown']),
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
  byOutcome: z
    .array(z.strictObject({ outcome: z.enum(OUTCOMES), calls: Count }))
    .readonly()
    .describe('Its calls by how they ended; what did not happen is not there'),
})

const StretchFacts = {
  window: z.enum([...UsageWindow.options, 'custom']),
  from: Time,
  to: Time,
  stepSeconds: Count,
}

export const Usage = z
  .strictObject({
    ...StretchFacts,
    recordedSince: Time,
    points: z
      .array(UsagePoint)
      .readonly()
      .describe('`unknown`, of an account: what was no key, with the name of one of its users'),
    unknownEverywhere: Count.nullable().describe(
      'Calls in the whole installation with what is no key; null unless an operator asks for an account',
    ),
    byDialect: z.array(z.strictObject({ dialect: z.string(), calls: Count })).readonly(),
    byCaller: z.array(Caller).readonly(),
    byUser: z.array(UserUsage).readonly(),
    byKey: z.array(KeyUsage).readonly(),
  })
  .meta({ id: 'Usage' })

const Kinds = {
  tokens: Count.describe('Tokens that were got with a key'),
  verifications: Count.describe('Of the calls, those that asked whether a key or token is good'),
}

const KeyHistory = z.strictObject({
  ...KeyUsage.shape,
  byDialect: z
    .array(z.strictObject({ dialect: z.string(), calls: Count, rejected: Count, ...Kinds }))
    .readonly(),
})

export const UsageHistory = z
  .strictObject({
    keptSince: Time.describe('The first month that is still known'),
    months: z
      .array(
        z.strictObject({
          month: z.string().describe('Such as `2026-03`, of UTC'),
          dialect: z.string(),
          outcome: z.enum(OUTCOMES),
          calls: Count,
          ...Kinds,
        }),
      )
      .readonly()
      .describe('The oldest first; what did not happen is not there'),
    byKey: z.array(KeyHistory).readonly().describe('Most calls first, of all these months'),
    mail: z
      .strictObject({ mailboxes: Count, storageMb: Count.describe('As the mail server told last') })
      .nullable()
      .describe('What the account has now; null with `scope=me` and for whoever may not see all its domains'),
  })
  .meta({ id: 'UsageHistory' })

const Milliseconds = z.number().min(0)
const AnswerTime = {
  p50Ms: Milliseconds.describe('Half of the answers took no longer'),
  p95Ms: Milliseconds.describe('95 of 100 answers took no longer'),
}

export const AnswerTimes = z
  .strictObject({
    ...StretchFacts,
    points: z
      .array(z.strictObject({ at: Time, ...AnswerTime }))
      .readonly()
      .describe('The oldest first; steps without an answer are not there'),
    byDialect: z.array(z.strictObject({ dialect: z.string(), ...AnswerTime })).readonly(),
  })
  .meta({ id: 'AnswerTimes' })
