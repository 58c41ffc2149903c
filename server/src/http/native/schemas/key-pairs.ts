import { z } from 'zod'
import { MAIL_AREAS } from '../../../domain/administrators/mail-scope.ts'
import { CLOCK_CHECKS } from '../../../domain/key-pairs/key-pair.ts'
import { MAX_OVERLAP_SECONDS } from '../../../domain/keys/key.ts'
import { Id, KeyUse, Time } from '../schemas.ts'

const Areas = z.array(z.enum(MAIL_AREAS)).readonly().nullable().describe('Null for every area')
const Domains = z.array(z.string()).readonly().nullable().describe('Null for every domain of the account')
const Networks = z
  .array(z.string())
  .readonly()
  .describe('Addresses and networks that it works from; none for everywhere')
const Access = z.enum(['read', 'write'])
const ClockCheck = z
  .enum(CLOCK_CHECKS)
  .describe(
    '`lenient`: 26 hours; `strict`: UTC, 5 minutes, no header twice for a change; `static`: not at all',
  )
const Limit = z.int().min(1).max(100_000_000)

const facts = {
  id: Id,
  name: z.string().describe('`default` for the one that is good for everything'),
  userKey: z.string().describe('Told with every request'),
  access: Access,
  areas: Areas,
  domains: Domains,
  networks: Networks,
  clockCheck: ClockCheck,
  limits: z
    .strictObject({ read: Limit, write: Limit, domainWrite: Limit })
    .describe('Calls in a minute, of all pairs of an administrator together'),
  createdAt: Time,
  expiresAt: Time.nullable(),
  lastUse: KeyUse.nullable(),
  state: z
    .enum(['active', 'unconfirmed'])
    .describe(
      '`unconfirmed`: refused since older data were put back, until it is reset or the operator trusts all',
    ),
  overlap: z
    .strictObject({ userKey: z.string(), endsAt: Time })
    .nullable()
    .describe('The pair it replaced, while that one still works'),
}

export const KeyPair = z.strictObject(facts).meta({ id: 'KeyPair' })
export const KeyPairList = z.strictObject({ items: z.array(KeyPair).readonly() }).meta({ id: 'KeyPairList' })
export const RevealedKeyPair = z
  .strictObject({ ...facts, secretKey: z.string(), username: z.string() })
  .meta({ id: 'RevealedKeyPair' })

export const GenerateKeyPair = z
  .strictObject({
    overlapSeconds: z
      .exactOptional(z.int().min(0).max(MAX_OVERLAP_SECONDS))
      .describe('How long the old pair goes on working; 0, the default, ends it at once'),
    note: z.exactOptional(z.string().max(200)).describe('Kept in the audit log'),
    access: z.exactOptional(Access),
    areas: z.exactOptional(Areas),
    domains: z.exactOptional(Domains),
    networks: z.exactOptional(Networks),
    expiresAt: z.exactOptional(Time.nullable()),
    clockCheck: z.exactOptional(ClockCheck),
  })
  .describe('What is not named stays as it was with the pair before; limits are for named pairs')
  .meta({
    id: 'GenerateKeyPair',
    examples: [{ overlapSeconds: 3600, note: 'moved to the new host' }],
  })

export const KeyPairChange = z
  .strictObject({
    clockCheck: z.exactOptional(ClockCheck),
    limits: z.exactOptional(
      z.strictObject({
        read: z.exactOptional(Limit.nullable()),
        write: z.exactOptional(Limit.nullable()),
        domainWrite: z.exactOptional(Limit.nullable()),
      }),
    ),
  })
  .describe('Null brings the usual limit back')
  .meta({ id: 'KeyPairChange', examples: [{ clockCheck: 'lenient' }] })
