import { z } from 'zod'
import { IMPORT_FIELDS } from '../../../domain/imports/fields.ts'
import { JOB_KINDS, JOB_STATES } from '../../../domain/jobs/job.ts'
import { Id } from '../schemas.ts'

export const JobParams = z.strictObject({ jobId: Id })

const Field = z.enum(IMPORT_FIELDS).nullable()

export const Job = z
  .strictObject({
    id: Id,
    kind: z.enum(JOB_KINDS),
    domain: z.string(),
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
  state: z.exactOptional(z.enum(['waiting', 'done', 'failed'])),
  limit,
  after: z.exactOptional(z.string().regex(/^\d{1,6}$/)).describe('`next` of the page before'),
})

const JobRow = z.strictObject({
  number: z.int().describe('As a spreadsheet counts: the names of the columns are row 1'),
  state: z.enum(['waiting', 'done', 'failed']),
  outcome: z
    .string()
    .nullable()
    .describe('`created`, `changed`, `unchanged`, `deleted`, or the code of a refusal; null while it waits'),
  field: z.string().nullable(),
  message: z.string().nullable(),
  cells: z.array(z.string()).readonly().describe('Without passwords'),
})

export const JobRowPage = z
  .strictObject({ items: z.array(JobRow).readonly(), next: z.string().nullable() })
  .meta({ id: 'JobRowPage' })

export const BulkRequest = z
  .strictObject({
    kind: z.enum(['mailbox.block', 'mailbox.allow', 'mailbox.delete']),
    domain: z.string().max(255),
    mailboxes: z.array(z.string().max(320)).min(1).max(1_000).readonly().describe('Addresses of the domain'),
  })
  .meta({ id: 'BulkRequest' })

export const ImportRequest = z
  .strictObject({
    domain: z.string().max(255),
    file: z
      .string()
      .describe('The file in base64: comma, semicolon or tab separated, 50,000 rows and 10 MB at most'),
    mapping: z
      .exactOptional(z.array(Field).max(200).readonly())
      .describe('What each column is, null to leave one out; guessed by the names of the columns without it'),
  })
  .meta({ id: 'ImportRequest' })

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
    update: z.int().describe('Mailboxes that are there'),
    failed: z.int(),
    faults: z.array(ImportFault).readonly().describe('The first 1,000'),
  })
  .meta({ id: 'ImportPlan' })
