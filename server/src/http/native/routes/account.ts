import { changeOwnSettings, readOwnSettings } from '../../../domain/accounts/own-settings.ts'
import { appliedLimits } from '../../../domain/limits/applied-limits.ts'
import { PLAIN, route } from '../route.ts'
import { AccountSettings, AccountSettingsChange, Limits } from '../schemas.ts'
import { settingsToWire } from '../wire.ts'

export const ACCOUNT_ROUTES = [
  route({
    ...PLAIN,
    operationId: 'getAccountSettings',
    method: 'GET',
    path: '/account/settings',
    summary: 'How the own account is set; for its owner',
    access: 'caller',
    needs: ['owner'],
    success: 200,
    output: AccountSettings,
    refusals: ['forbidden'],
    handle: async ({ context, actor }) => {
      return { body: settingsToWire(await readOwnSettings(context.deps, actor())) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'changeAccountSettings',
    method: 'PATCH',
    path: '/account/settings',
    summary:
      'Set the own account; for its owner. `showOnce` forgets for good the copies that `copies` counts',
    access: 'session',
    needs: ['owner'],
    body: AccountSettingsChange,
    success: 200,
    output: AccountSettings,
    refusals: ['forbidden', 'step_up_needed'],
    handle: async ({ context, actor, body }) => {
      return { body: settingsToWire(await changeOwnSettings(context.deps, actor(), body)) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'getLimits',
    method: 'GET',
    path: '/limits',
    summary: 'The limits that apply to whoever asks, and what is used of them',
    access: 'caller',
    needs: ['any'],
    success: 200,
    output: Limits,
    refusals: [],
    handle: async ({ context, actor }) => ({ body: { items: await appliedLimits(context.deps, actor()) } }),
  }),
]
