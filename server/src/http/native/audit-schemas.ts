import { z } from 'zod'
import { MAX_AUDIT_PAGE } from '../../domain/audit/read-audit.ts'

const Time = z.iso.datetime().describe('ISO 8601 in UTC')
const Id = z.string().regex(/^[0-9a-f]{32}$/)
/** Every database takes it: PostgreSQL cannot compare a text with NUL. */
const Text = z
  .string()
  .min(1)
  .max(255)
  .refine((text) => !text.includes('\0'), 'has a character that is not allowed')
const Outcome = z.enum(['done', 'refused'])

const AuditCredential = z.strictObject({
  kind: z.enum(['key', 'password', 'application-credential']),
  id: Id,
})

const AuditActor = z.strictObject({
  kind: z.enum(['user', 'system', 'unknown']),
  text: z
    .string()
    .describe('As the log has it; `actor` of a question takes `user:ID` or the name of a system part'),
  id: Id.nullable(),
  name: z.string().nullable().describe('Of a user who still exists; what a part of the system calls itself'),
  keyId: Id.nullable().describe('The key that was used; null for a panel session and the system'),
  credential: AuditCredential.nullable().describe('What was used, or what the token was got with'),
})

const AuditTarget = z.strictObject({
  kind: z.string().describe('`user`, `account`, `service`, …'),
  text: z.string().describe('As the log has it, for `target` of a question'),
  name: z.string().nullable().describe('Of a user who still exists'),
})

const AuditSource = z.strictObject({
  dialect: z.string().describe('The API, `panel`, or `local` for the command line and the server itself'),
  address: z.string().nullable(),
  requestId: z.string().nullable(),
})

const AuditEntry = z.strictObject({
  chain: z.string(),
  number: z.int().positive(),
  at: Time,
  actor: AuditActor,
  action: z.string(),
  target: AuditTarget,
  outcome: Outcome,
  source: AuditSource,
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  previousHash: z.string(),
  hash: z.string(),
})

export const AuditPage = z
  .strictObject({
    items: z.array(AuditEntry).readonly(),
    next: z
      .string()
      .nullable()
      .describe(
        'The `cursor` of the next page, which may be there although this one is not full; null at the end',
      ),
    lookedBackTo: Time.nullable().describe(
      'How far back this page looked: nothing newer fits that it does not have. Null when it is the end',
    ),
  })
  .meta({ id: 'AuditPage' })

const FILTER = {
  chain: z
    .exactOptional(z.string().regex(/^(?:system|\d{1,20})$/))
    .describe('For operators: an account number, or `system`. The own account without it'),
  from: z.exactOptional(z.iso.datetime({ offset: true })).describe('From this moment on'),
  to: z.exactOptional(z.iso.datetime({ offset: true })).describe('Before this moment'),
  actor: z
    .exactOptional(Text)
    .describe('Who did it: a user name or `user:ID`, whichever key was used, or a part of the system'),
  action: z.exactOptional(z.string().regex(/^[a-z_.]{1,64}$/)).describe('Such as `key.reset`'),
  area: z
    .exactOptional(z.string().regex(/^[a-z_]{1,32}$/))
    .describe('What the action begins with: `key` of `key.reset`'),
  target: z
    .exactOptional(Text)
    .describe('What it was done to: a user name, an address, another name, or as the log has it: `user:ID`'),
  outcome: z.exactOptional(Outcome).describe('What became of it'),
  text: z.exactOptional(Text).describe('Anywhere in the entry, in any case'),
}

export const AuditStatusQuery = z.strictObject({ chain: FILTER.chain })

export const AuditStatus = z
  .strictObject({
    chain: z.string(),
    entries: z.int().describe('The number of the newest entry'),
    checked: z.int().describe('How many of the newest entries were followed, 2,000 at most'),
    problem: z.string().nullable().describe('What is wrong with them; null while nothing is'),
    signed: z
      .strictObject({ number: z.int(), at: Time })
      .nullable()
      .describe('The last entry that a checkpoint was signed for'),
  })
  .meta({ id: 'AuditStatus' })

export const AuditQuery = z.strictObject({
  ...FILTER,
  cursor: z.exactOptional(z.string().regex(/^\d{1,15}-\d{1,15}$/)).describe('`next` of the page before'),
  limit: z
    .exactOptional(
      z
        .string()
        .regex(/^\d{1,3}$/)
        .transform(Number)
        .pipe(z.int().min(1).max(MAX_AUDIT_PAGE)),
    )
    .describe(`Entries on a page, 1 to ${MAX_AUDIT_PAGE}; 100 without it`),
})

export const AuditExportQuery = z.strictObject({
  ...FILTER,
  format: z.enum(['csv', 'jsonl']).default('csv').describe('Table or JSON lines'),
})
