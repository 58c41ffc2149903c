import { changeThreshold, readThreshold } from '../../../domain/thresholds/own-threshold.ts'
import { PLAIN, route } from '../route.ts'
import { UsageThreshold, UsageThresholdChange } from '../schemas/thresholds.ts'

export const THRESHOLD_ROUTES = [
  route({
    ...PLAIN,
    operationId: 'getUsageThreshold',
    method: 'GET',
    path: '/usage/threshold',
    summary: 'From how many calls on somebody is told, and how many there are; for owners and managers',
    access: 'caller',
    needs: ['manager'],
    success: 200,
    output: UsageThreshold,
    refusals: ['forbidden'],
    handle: async ({ context, actor }) => ({ body: await readThreshold(context.deps, actor()) }),
  }),
  route({
    ...PLAIN,
    operationId: 'setUsageThreshold',
    method: 'PATCH',
    path: '/usage/threshold',
    summary:
      'Set from how many calls a day or a month on somebody is told; for the owner. Nothing is refused for it',
    access: 'caller',
    needs: ['owner'],
    body: UsageThresholdChange,
    success: 200,
    output: UsageThreshold,
    refusals: ['forbidden'],
    handle: async ({ context, actor, body }) => ({
      body: await changeThreshold(context.deps, actor(), body),
    }),
  }),
]
