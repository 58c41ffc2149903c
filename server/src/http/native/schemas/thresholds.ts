import { z } from 'zod'
import { MAX_THRESHOLD } from '../../../domain/thresholds/threshold.ts'
import { Count } from '../schemas.ts'

const Calls = z.int().min(1).max(MAX_THRESHOLD).nullable()
const Audience = z
  .enum(['owners', 'managers', 'nobody'])
  .describe('Who gets a mail: the owners, the managers as well, or nobody. The panel tells all of them')

export const UsageThreshold = z
  .strictObject({
    callsPerDay: Calls.describe('Null for none'),
    callsPerMonth: Calls.describe('Null for none'),
    notify: Audience,
    callsToday: Count.describe('With the keys of the account, since midnight UTC'),
    callsThisMonth: Count,
    reached: z.strictObject({ day: z.boolean(), month: z.boolean() }),
  })
  .meta({ id: 'UsageThreshold' })

export const UsageThresholdChange = z
  .strictObject({
    callsPerDay: z.exactOptional(Calls),
    callsPerMonth: z.exactOptional(Calls),
    notify: z.exactOptional(Audience),
  })
  .meta({ id: 'UsageThresholdChange', examples: [{ callsPerDay: 10_000 }] })
