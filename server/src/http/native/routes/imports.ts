import type { z } from 'zod'
import type { UserActor } from '../../../domain/actor.ts'
import { attemptInSteps, type LastStep } from '../../../domain/idempotency/attempt.ts'
import { planImport } from '../../../domain/imports/plan-import.ts'
import { startImport } from '../../../domain/imports/start-import.ts'
import type { Job as StartedJob } from '../../../domain/jobs/job.ts'
import { sha256Hex } from '../../../lib/sha256.ts'
import { RequestError } from '../../kit/request-error.ts'
import { jobToWire } from '../job-wire.ts'
import { PLAIN, route } from '../route.ts'
import { ImportPlan, ImportRequest, Job } from '../schemas/jobs.ts'

/** 10 MB in base64, and the rest. */
const BODY_LIMIT = 14_100_000
const MAX_FAULTS = 1_000
const REACH = ['forbidden', 'not_found'] as const

export const IMPORT_ROUTES = [
  route({
    ...PLAIN,
    operationId: 'planImport',
    method: 'POST',
    path: '/imports/plan',
    summary:
      'What an import of mailboxes, aliases or users would come to, row by row; nothing is done or kept',
    access: 'caller',
    needs: ['mailboxes'],
    readsOnly: true,
    bodyLimit: BODY_LIMIT,
    body: ImportRequest,
    success: 200,
    output: ImportPlan,
    refusals: REACH,
    handle: async ({ context, actor, body }) => {
      const plan = await planImport(context.deps, actor(), placeOf(actor(), body), fileOf(body))
      return { body: { ...plan, faults: plan.faults.slice(0, MAX_FAULTS) } }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'startImport',
    method: 'POST',
    path: '/imports',
    summary: 'Make and change mailboxes, aliases or users by a file, as a job',
    access: 'caller',
    needs: ['mailboxes'],
    idempotent: true,
    bodyLimit: BODY_LIMIT,
    body: ImportRequest,
    success: 201,
    output: Job,
    refusals: [...REACH, 'conflict', 'step_up_needed'],
    handle: async ({ context, actor, body, idempotencyKey }) => {
      const { file, ...rest } = body
      const how = { idempotencyKey, request: ['job.import', rest, sha256Hex(file)] }
      const act = (last: LastStep<StartedJob>) =>
        startImport(context.deps, actor(), placeOf(actor(), body), fileOf(body), last)
      const work = { act, answerOf: jobToWire, revive: (text: unknown) => Job.parse(text) }
      return { body: await attemptInSteps(context.deps, actor(), how, work) }
    },
  }),
]

type Body = z.output<typeof ImportRequest>

const placeOf = ({ accountId }: UserActor, { domain, kind }: Body) => {
  return { accountId, ...(domain !== undefined && { domain }), ...(kind !== undefined && { kind }) }
}

function fileOf({ file, mapping, fixes }: Body) {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(file))
    throw new RequestError('bad_request', 'The file is not base64.', 'file')
  return { bytes: Buffer.from(file, 'base64'), ...(mapping && { mapping }), ...(fixes && { fixes }) }
}
