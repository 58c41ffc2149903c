import { z } from 'zod'
import { impactOfReset } from '../../../domain/callers/impact.ts'
import { reconnectAfterReset } from '../../../domain/callers/reconnect.ts'
import { usageOf, usageOfAccount } from '../../../domain/callers/usage.ts'
import { PLAIN, route } from '../route.ts'
import { Impact, Reconnect, Usage, UsageWindow } from '../schemas/callers.ts'
import { impactToWire, reconnectToWire, usageToWire } from '../wire.ts'
import { UserParams, userIdFor } from './params.ts'

export const CALLER_ROUTES = [
  route({
    ...PLAIN,
    operationId: 'getResetImpact',
    method: 'GET',
    path: '/users/:userId/key/impact',
    summary: 'Who used the key in the last 30 days and would be disconnected by a reset',
    access: 'caller',
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
    query: z.strictObject({
      window: UsageWindow.default('24h').describe('How far back'),
      scope: z
        .enum(['me', 'account'])
        .default('me')
        .describe('`account` is for owners and managers: everybody whom they may act on'),
    }),
    success: 200,
    output: Usage,
    refusals: ['forbidden'],
    handle: async ({ context: { deps }, actor, query: { window, scope } }) => {
      const usage =
        scope === 'account'
          ? await usageOfAccount(deps, actor(), window)
          : await usageOf(deps, actor(), actor().userId, window)
      return { body: usageToWire(usage) }
    },
  }),
]
