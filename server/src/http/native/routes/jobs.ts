import { z } from 'zod'
import { attemptInSteps, type LastStep } from '../../../domain/idempotency/attempt.ts'
import type { BulkAsked, BulkWhich } from '../../../domain/jobs/bulk-rows.ts'
import { cancelJob, resumeJob } from '../../../domain/jobs/change-job.ts'
import type { Job as StartedJob } from '../../../domain/jobs/job.ts'
import { makeInvitations } from '../../../domain/jobs/make-invitations.ts'
import { findJob, listJobRows, listJobs } from '../../../domain/jobs/read-jobs.ts'
import { startBulk } from '../../../domain/jobs/start-bulk.ts'
import { RequestError } from '../../kit/request-error.ts'
import { failedRowsCsv, jobInvitationToWire, jobRowToWire, jobToWire } from '../job-wire.ts'
import { PLAIN, route } from '../route.ts'
import {
  BulkRequest,
  Job,
  JobInvitations,
  JobPage,
  JobParams,
  JobQuery,
  JobRowPage,
  JobRowQuery,
} from '../schemas/jobs.ts'
import { TextFile } from '../text-file.ts'

const ABOUT_ONE = { ...PLAIN, access: 'caller', params: JobParams } as const
const REACH = ['forbidden', 'not_found'] as const
/** 10,000 addresses of the longest. */
const BULK_BODY_LIMIT = 4_000_000

export const JOB_ROUTES = [
  route({
    ...PLAIN,
    operationId: 'listJobs',
    method: 'GET',
    path: '/jobs',
    summary: 'Imports and other work on many mailboxes, newest first; kept for 30 days',
    access: 'caller',
    needs: ['mailboxes'],
    query: JobQuery,
    success: 200,
    output: JobPage,
    refusals: ['forbidden'],
    handle: async ({ context, actor, query }) => {
      const page = { after: query.after ?? null, limit: Number(query.limit) }
      const { jobs, next } = await listJobs(context.deps, actor(), actor().accountId, page)
      return { body: { items: jobs.map(jobToWire), next } }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'startJob',
    method: 'POST',
    path: '/jobs',
    summary: 'Block, let in, delete, restore or size many mailboxes, named or found by a filter, as a job',
    access: 'caller',
    needs: ['mailboxes'],
    idempotent: true,
    bodyLimit: BULK_BODY_LIMIT,
    body: BulkRequest,
    success: 201,
    output: Job,
    refusals: [...REACH, 'conflict'],
    handle: async ({ context, actor, body, idempotencyKey }) => {
      const { accountId } = actor()
      const how = { idempotencyKey, request: ['job.bulk', body] }
      const act = (last: LastStep<StartedJob>) =>
        startBulk(context.deps, actor(), bulkOf(body, accountId), last)
      const work = { act, answerOf: jobToWire, revive: (text: unknown) => Job.parse(text) }
      return { body: await attemptInSteps(context.deps, actor(), how, work) }
    },
  }),
  route({
    ...ABOUT_ONE,
    operationId: 'getJob',
    needs: ['mailboxes'],
    method: 'GET',
    path: '/jobs/:jobId',
    summary: 'How far a job is',
    success: 200,
    output: Job,
    refusals: REACH,
    handle: async ({ context, actor, params }) => {
      const { store } = context.deps
      return { body: jobToWire(await findJob(store, actor(), actor().accountId, params.jobId)) }
    },
  }),
  route({
    ...ABOUT_ONE,
    operationId: 'cancelJob',
    needs: ['mailboxes'],
    method: 'POST',
    path: '/jobs/:jobId/cancel',
    summary: 'Leave the rest of a job undone; what is done stays',
    success: 200,
    output: Job,
    refusals: [...REACH, 'conflict'],
    handle: async ({ context, actor, params }) => {
      return { body: jobToWire(await cancelJob(context.deps, actor(), params.jobId)) }
    },
  }),
  route({
    ...ABOUT_ONE,
    operationId: 'resumeJob',
    needs: ['mailboxes'],
    method: 'POST',
    path: '/jobs/:jobId/resume',
    summary: 'Go on with a job that was cancelled or stopped, in your name',
    success: 200,
    output: Job,
    refusals: [...REACH, 'conflict'],
    handle: async ({ context, actor, params }) => {
      return { body: jobToWire(await resumeJob(context.deps, actor(), params.jobId)) }
    },
  }),
  route({
    ...ABOUT_ONE,
    operationId: 'makeJobInvitations',
    needs: ['mailboxes'],
    method: 'POST',
    path: '/jobs/:jobId/invitations',
    summary: 'Links for those whom an import of users has made and who have chosen no password yet',
    success: 200,
    output: JobInvitations,
    refusals: [...REACH, 'step_up_needed'],
    handle: async ({ context, actor, params }) => {
      const made = await makeInvitations(context.deps, actor(), params.jobId)
      return { body: { items: made.map((one) => jobInvitationToWire(context, one)) } }
    },
  }),
  route({
    ...ABOUT_ONE,
    operationId: 'listJobRows',
    needs: ['mailboxes'],
    method: 'GET',
    path: '/jobs/:jobId/rows',
    summary: 'What the rows of a job came to',
    query: JobRowQuery,
    success: 200,
    output: JobRowPage,
    refusals: REACH,
    handle: async ({ context, actor, params, query }) => {
      const job = { accountId: actor().accountId, id: params.jobId }
      const limit = Number(query.limit)
      const page = { state: query.state ?? null, after: Number(query.after ?? 0), limit }
      const rows = await listJobRows(context.deps, actor(), job, page)
      const next = rows.length < limit ? null : String(rows.at(-1)?.number)
      return { body: { items: rows.map(jobRowToWire), next } }
    },
  }),
  route({
    ...ABOUT_ONE,
    operationId: 'exportFailedRows',
    needs: ['mailboxes'],
    method: 'GET',
    path: '/jobs/:jobId/failed',
    summary: 'The rows that failed, as a file: to be mended and imported again',
    success: 200,
    produces: ['text/csv'],
    output: z.instanceof(TextFile),
    refusals: REACH,
    handle: async ({ context, actor, params }) => {
      const { store } = context.deps
      const job = await findJob(store, actor(), actor().accountId, params.jobId)
      const name = `keyward-failed-${job.id.slice(0, 8)}.csv`
      return { body: new TextFile('text/csv; charset=utf-8', name, failedRowsCsv(context.deps, job)) }
    },
  }),
]

type Bulk = z.output<typeof BulkRequest>

function bulkOf(body: Bulk, accountId: string): BulkAsked {
  const { kind, domain, quotaMb } = body
  const rest = { ...(domain !== undefined && { domain }), ...(quotaMb !== undefined && { quotaMb }) }
  return { accountId, kind, which: whichOf(body), ...rest }
}

function whichOf({ mailboxes, filter, job }: Bulk): BulkWhich {
  const named: readonly BulkWhich[] = [
    ...(mailboxes ? [{ mailboxes }] : []),
    ...(filter ? [{ filter: filterOf(filter) }] : []),
    ...(job === undefined ? [] : [{ jobId: job }]),
  ]
  const [which] = named
  if (which && named.length === 1) return which
  throw new RequestError('bad_request', 'Give one of mailboxes, filter and job.', 'mailboxes')
}

function filterOf({ state, ...filter }: NonNullable<Bulk['filter']>) {
  return {
    ...filter,
    deleted: state === 'deleted',
    ...((state === 'open' || state === 'blocked') && { enabled: state === 'open' }),
  }
}
