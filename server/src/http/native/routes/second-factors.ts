import { readRequirement, setRequirement } from '../../../domain/factors/account-switch.ts'
import { confirmTotp } from '../../../domain/factors/confirm-totp.ts'
import { enrolTotp } from '../../../domain/factors/enrol-totp.ts'
import { listFactors } from '../../../domain/factors/list-factors.ts'
import { readFactors } from '../../../domain/factors/read-factors.ts'
import { renewRecoveryCodes } from '../../../domain/factors/recovery-codes.ts'
import { removeTotp } from '../../../domain/factors/remove-factor.ts'
import { resetFactors } from '../../../domain/factors/reset-factors.ts'
import { unlockFactors } from '../../../domain/factors/user-rule.ts'
import { qrCode } from '../../kit/qr-code.ts'
import { MANAGER, SELF_OR_HELPER } from '../../kit/rights.ts'
import { NoContent, PLAIN, route } from '../route.ts'
import {
  FactorName,
  FirstCodes,
  NewTotp,
  RecoveryCodes,
  Requirement,
  RequirementChange,
  SecondFactors,
  TotpCode,
} from '../schemas/second-factors.ts'
import { deviceToWire, factorsToWire } from '../second-factors-wire.ts'
import { DeviceParams, UserParams, userIdFor } from './params.ts'

const OWN = '/users/me/second-factors'
const CHANGE = ['step_up_needed', 'forbidden'] as const

export const SECOND_FACTOR_ROUTES = [
  route({
    ...PLAIN,
    operationId: 'getSecondFactors',
    method: 'GET',
    path: OWN,
    summary: 'The own second factors',
    access: 'session',
    needs: ['any'],
    success: 200,
    output: SecondFactors,
    refusals: [],
    handle: async ({ context, actor }) => {
      return { body: factorsToWire(await listFactors(context.deps, actor().userId), context.publicUrl) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'enrolTotp',
    method: 'POST',
    path: `${OWN}/totp`,
    summary: 'Begin to set up an authenticator app; it counts once a code of it is confirmed',
    access: 'session',
    needs: ['any'],
    body: FactorName,
    success: 201,
    output: NewTotp,
    refusals: CHANGE,
    handle: async ({ context, actor, body }) => {
      const { device, secret, uri } = await enrolTotp(context.deps, actor(), body.name)
      return { body: { ...deviceToWire(device), secret, uri, qrCode: qrCode(uri) } }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'confirmTotp',
    method: 'POST',
    path: `${OWN}/totp/:deviceId/confirm`,
    summary: 'Make an authenticator app count, by its first code; other sessions end',
    access: 'session',
    needs: ['any'],
    params: DeviceParams,
    body: TotpCode,
    success: 200,
    output: FirstCodes,
    refusals: [...CHANGE, 'wrong_code', 'not_found', 'throttled'],
    handle: async ({ context, actor, params, body }) => {
      return { body: { recoveryCodes: await confirmTotp(context.deps, actor(), params.deviceId, body.code) } }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'removeTotp',
    method: 'DELETE',
    path: `${OWN}/totp/:deviceId`,
    summary: 'Take an authenticator app away; other sessions end',
    access: 'session',
    needs: ['any'],
    params: DeviceParams,
    success: 204,
    output: NoContent,
    refusals: [...CHANGE, 'not_found', 'factor_required'],
    handle: async ({ context, actor, params }) => {
      await removeTotp(context.deps, actor(), params.deviceId)
      return { body: undefined }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'renewRecoveryCodes',
    method: 'POST',
    path: `${OWN}/recovery-codes`,
    summary: 'A new list of recovery codes; the earlier one is worth nothing then',
    access: 'session',
    needs: ['any'],
    success: 201,
    output: RecoveryCodes,
    refusals: [...CHANGE, 'not_found'],
    handle: async ({ context, actor }) => {
      return { body: { recoveryCodes: await renewRecoveryCodes(context.deps, actor()) } }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'getUserSecondFactors',
    method: 'GET',
    path: '/users/:userId/second-factors',
    summary: "A user's second factors, for those who may take them away",
    access: 'caller',
    needs: SELF_OR_HELPER,
    params: UserParams,
    success: 200,
    output: SecondFactors,
    refusals: ['forbidden', 'not_found'],
    handle: async ({ context, actor, params }) => {
      const factors = await readFactors(context.deps, actor(), userIdFor(actor(), params))
      return { body: factorsToWire(factors, context.publicUrl) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'resetSecondFactors',
    method: 'POST',
    path: '/users/:userId/second-factors/reset',
    summary: 'Take every second factor of a user away; their sessions end',
    access: 'caller',
    inPerson: true,
    needs: SELF_OR_HELPER,
    params: UserParams,
    success: 204,
    output: NoContent,
    refusals: ['forbidden', 'not_found', 'step_up_needed', 'factor_required'],
    handle: async ({ context, actor, params }) => {
      await resetFactors(context.deps, actor(), userIdFor(actor(), params))
      return { body: undefined }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'unlockSecondFactors',
    method: 'POST',
    path: '/users/:userId/second-factors/unlock',
    summary: "Forget a user's wrong codes, so that codes are taken again at once; nobody does it for oneself",
    access: 'caller',
    inPerson: true,
    needs: MANAGER,
    params: UserParams,
    success: 204,
    output: NoContent,
    refusals: ['forbidden', 'not_found', 'step_up_needed'],
    handle: async ({ context, actor, params }) => {
      await unlockFactors(context.deps, actor(), userIdFor(actor(), params))
      return { body: undefined }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'getRequirement',
    method: 'GET',
    path: '/account/second-factor',
    summary: 'Whether the account requires a second factor, and whom that would sign out',
    access: 'session',
    needs: ['manager'],
    success: 200,
    output: Requirement,
    refusals: ['forbidden'],
    handle: async ({ context, actor }) => {
      return { body: await readRequirement(context.deps, actor()) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'setRequirement',
    method: 'PATCH',
    path: '/account/second-factor',
    summary: 'Require a second factor of every user of the account; those without are signed out at once',
    access: 'session',
    needs: ['manager'],
    body: RequirementChange,
    success: 200,
    output: Requirement,
    refusals: [...CHANGE, 'factor_required'],
    handle: async ({ context, actor, body }) => {
      await setRequirement(context.deps, actor(), body.required)
      return { body: await readRequirement(context.deps, actor()) }
    },
  }),
]
