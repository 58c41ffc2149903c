import { z } from 'zod'
import { historyOf, historyOfAccount } from '../../../domain/callers/history.ts'
import { impactOfReset } from '../../../domain/callers/impact.ts'
import { reconnectAfterReset } from '../../../domain/callers/reconnect.ts'
import type { UsageStretch, UsageWindow } from '../../../domain/callers/span.ts'
import { tellAnswerTimes } from '../../../domain/callers/tell-answer-times.ts'
import { usageOf, usageOfAccount } from '../../../domain/callers/usage.ts'
import { SELF_OR_MANAGER } from '../../kit/rights.ts'
import { PLAIN, route } from '../route.ts'
import {
  AnswerTimes,
  AnswerTimesQuery,
  Impact,
  Reconnect,
  Usage,
  UsageHistory,
  UsageQuery,
  UsageScope,
} from '../schemas/callers.ts'
import { answerTimesToWire, impactToWire, reconnectToWire, usageHistoryToWire, usageToWire } from '../wire.ts'
import { UserParams, userIdFor } from './params.ts'

export const CALLER_ROUTES = [
  route({
    ...PLAIN,
    operationId: 'getResetImpact',
    method: 'GET',
    path: '/users/:userId/key/impact',
    summary: 'Who used the key in the last 30 days and would be disconnected by a reset',
    access: 'caller',
    needs: SELF_OR_MANAGER,
    params: UserParams,
    success: 200,
    output: Impact,
    refusals: ['forbidden', 'not_found'],
    handle: async ({ context, actor, params }) => {
      return { body: impactToWire(await impactOfReset(context.deps, actor(), userIdFor(actor(), params))) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'getReconnect',
    method: 'GET',
    path: '/users/:userId/key/reconnect',
    summary: 'Who came back after the last reset, and who did not',
    access: 'caller',
    needs: SELF_OR_MANAGER,
    params: UserParams,
    success: 200,
    output: Reconnect,
    refusals: ['forbidden', 'not_found'],
    handle: async ({ context, actor, params }) => {
      const userId = userIdFor(actor(), params)
      return { body: reconnectToWire(await reconnectAfterReset(context.deps, actor(), userId)) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'getUsage',
    method: 'GET',
    path: '/usage',
    summary:
      'Calls by outcome, dialect, caller, user and key: with the own keys, or with those of the account',
    access: 'caller',
    needs: ['any'],
    query: UsageQuery,
    success: 200,
    output: Usage,
    refusals: ['forbidden'],
    handle: async ({ context: { deps }, actor, query }) => {
      const usage =
        query.scope === 'account'
          ? await usageOfAccount(deps, actor(), periodIn(query), query.step)
          : await usageOf(deps, actor(), actor().userId, periodIn(query), query.step)
      return { body: usageToWire(usage) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'getUsageHistory',
    method: 'GET',
    path: '/usage/history',
    summary: 'Calls to date, by month: kept for 36 months, without where they came from',
    access: 'caller',
    needs: ['any'],
    query: z.strictObject({ scope: UsageScope }),
    success: 200,
    output: UsageHistory,
    refusals: ['forbidden'],
    handle: async ({ context: { deps }, actor, query: { scope } }) => {
      const history =
        scope === 'account'
          ? await historyOfAccount(deps, actor())
          : await historyOf(deps, actor(), actor().userId)
      return { body: usageHistoryToWire(history) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'getAnswerTimes',
    method: 'GET',
    path: '/usage/answer-times',
    summary: 'How long answers of the installation took, to anybody: over time, and by dialect',
    access: 'caller',
    needs: ['any'],
    query: AnswerTimesQuery,
    success: 200,
    output: AnswerTimes,
    refusals: [],
    handle: async ({ context: { deps }, actor, query }) => {
      actor()
      return { body: answerTimesToWire(await tellAnswerTimes(deps, periodIn(query), query.step)) }
    },
  }),
]

function periodIn({ window, from, to }: z.infer<typeof AnswerTimesQuery>): UsageWindow | UsageStretch {
  if (from === undefined || to === undefined) return window ?? '24h'
  return { fromMs: Date.parse(from), toMs: Date.parse(to) }
}
