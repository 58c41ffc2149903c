import { z } from 'zod'
import { ALIAS_FIELDS, MAILBOX_FIELDS, USER_FIELDS } from '../../../domain/imports/fields.ts'
import { BULK_KINDS, IMPORT_KINDS, JOB_KINDS, JOB_STATES } from '../../../domain/jobs/job.ts'
import { Id } from '../schemas.ts'

export const JobParams = z.strictObject({ jobId: Id.describe('Of the job, as its start answered') })

const Field = z.enum([...new Set([...MAILBOX_FIELDS, ...ALIAS_FIELDS, ...USER_FIELDS])]).nullable()

export const Job = z
  .strictObject({
    id: Id,
    kind: z.enum(JOB_KINDS),
    domain: z.string().nullable().describe('Null for one about several, or about users'),
    state: z
      .enum(JOB_STATES)
      .describe(
        '`stopped`: who had asked for it may not any more. Cancelled and stopped ones can be resumed',
      ),
    total: z.int().describe('Rows'),
    done: z.int(),
    failed: z.int(),
    rowsPerSecond: z.number().nullable().describe('Null while it cannot be told'),
    secondsLeft: z.number().nullable(),
    createdAt: z.string(),
    endedAt: z.string().nullable(),
  })
  .meta({ id: 'Job' })

const limit = z
  .string()
  .regex(/^(?:[1-9]\d?|100)$/)
  .default('50')
  .describe('1 to 100')

export const JobQuery = z.strictObject({
  limit,
  after: z.exactOptional(Id).describe('`next` of the page before'),
})

export const JobPage = z
  .strictObject({ items: z.array(Job).readonly(), next: z.string().nullable() })
  .meta({ id: 'JobPage' })

export const JobRowQuery = z.strictObject({
  state: z.exactOptional(z.enum(['waiting', 'done', 'failed'])).describe('Only rows in this state'),
  limit,
  after: z.exactOptional(z.string().regex(/^\d{1,6}$/)).describe('`next` of the page before'),
})

const JobRow = z.strictObject({
  number: z.int().describe('As a spreadsheet counts: the names of the columns are row 1'),
  state: z.enum(['waiting', 'done', 'failed']),
  outcome: z
    .string()
    .nullable()
    .describe(
      '`created`, `changed`, `unchanged`, `deleted`, `restored`, or the code of a refusal; null while it waits',
    ),
  field: z.string().nullable(),
  message: z.string().nullable(),
  cells: z.array(z.string()).readonly().describe('Without passwords'),
})

export const JobRowPage = z
  .strictObject({ items: z.array(JobRow).readonly(), next: z.string().nullable() })
  .meta({ id: 'JobRowPage' })

const JobInvitation = z.strictObject({
  username: z.string(),
  email: z.string().nullable(),
  link: z.string().describe('Where the person chooses a password, once'),
  endsAt: z.string(),
})

export const JobInvitations = z
  .strictObject({ items: z.array(JobInvitation).readonly() })
  .meta({ id: 'JobInvitations' })

const BulkFilter = z
  .strictObject({
    text: z.exactOptional(z.string().max(255)).describe('Part of the address or of the display name'),
    state: z.exactOptional(z.enum(['open', 'blocked', 'deleted'])),
    alias: z.exactOptional(z.string().max(254)),
    forwards: z.exactOptional(z.boolean()),
    nearlyFull: z.exactOptional(z.literal(true)),
    neverSignedIn: z.exactOptional(z.literal(true)),
  })
  .describe('As of `GET /mailboxes`: whatever it finds at the start, 50,000 at most')

export const BulkRequest = z
  .strictObject({
    kind: z.enum(BULK_KINDS),
    domain: z
      .exactOptional(z.string().max(255))
      .describe('Only mailboxes of it; of the whole account without one'),
    mailboxes: z
      .exactOptional(z.array(z.string().max(320)).min(1).max(10_000).readonly())
      .describe('Addresses, to restore also ids. One of `mailboxes`, `filter` and `job` is given'),
    filter: z.exactOptional(BulkFilter),
    job: z.exactOptional(Id).describe('A job that is over: those mailboxes that it has changed'),
    quotaMb: z.exactOptional(z.int().min(1)).describe('For `mailbox.quota`'),
  })
  .meta({ id: 'BulkRequest', examples: [{ kind: 'mailbox.block', mailboxes: ['$MAILBOX'] }] })

const CellFix = z.strictObject({
  number: z.int().min(2).describe('Of the row, as `faults` has it'),
  column: z.int().min(0).describe('From 0'),
  text: z.string().max(8_000),
})

export const ImportRequest = z
  .strictObject({
    kind: z.exactOptional(z.enum(IMPORT_KINDS)).describe('What the rows are; mailboxes without it'),
    domain: z.exactOptional(z.string().max(255)).describe('Of mailboxes and aliases; users are in none'),
    file: z
      .string()
      .describe(
        'The file in base64: comma, semicolon or tab separated, 50,000 rows (1,000 of users) and 10 MB at most',
      ),
    mapping: z
      .exactOptional(z.array(Field).max(200).readonly())
      .describe(
        'What each column is, null to leave one out; guessed by the names of the columns without it. `alias` and any number of `members` for aliases; `username`, `email` and `roles` for users',
      ),
    fixes: z
      .exactOptional(z.array(CellFix).max(1_000).readonly())
      .describe('Cells that say something else than in the file'),
  })
  .meta({
    id: 'ImportRequest',
    examples: [{ domain: '$DOMAIN', file: 'VXNlcm5hbWUsUGFzc3dvcmQKYW5uYSxTdHIwbmctZW5vdWdoCg==' }],
  })

const ImportFault = z.strictObject({
  number: z.int(),
  field: z.string().nullable(),
  code: z.string(),
  message: z.string(),
})

export const ImportPlan = z
  .strictObject({
    columns: z.array(z.string()).readonly(),
    mapping: z.array(Field).readonly(),
    total: z.int(),
    create: z.int(),
    update: z.int().describe('Of what is there. Rows with a password are counted here, whichever it is'),
    unchanged: z.int().describe('Rows that say what is so already'),
    failed: z.int(),
    faults: z.array(ImportFault).readonly().describe('The first 1,000'),
  })
  .meta({ id: 'ImportPlan' })
