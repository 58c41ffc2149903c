import { checkPin } from '../../../domain/support/check-pin.ts'
import { ownPinState, renewOwnPin, revealOwnPin } from '../../../domain/support/own-pin.ts'
import { actAs } from '../../../domain/tokens/act-as.ts'
import { MAX_IMPERSONATION_SECONDS } from '../../../domain/tokens/impersonate.ts'
import { PLAIN, route } from '../route.ts'
import {
  Impersonation,
  ImpersonationToken,
  PinCheck,
  PinCheckResult,
  SupportPin,
  SupportPinState,
} from '../schemas/support.ts'
import { time } from '../wire.ts'

const OWN = '/users/me/support-pin'

/** By what support knows people on the telephone, and looks at things as they see them. */
export const SUPPORT_ROUTES = [
  route({
    ...PLAIN,
    operationId: 'getSupportPin',
    method: 'GET',
    path: OWN,
    summary: 'Whether there is an own support PIN, without it',
    access: 'session',
    needs: ['any'],
    success: 200,
    output: SupportPinState,
    refusals: [],
    handle: async ({ context, actor }) => ({ body: { state: await ownPinState(context.deps, actor()) } }),
  }),
  route({
    ...PLAIN,
    operationId: 'revealSupportPin',
    method: 'POST',
    path: `${OWN}/reveal`,
    summary: 'Show the own support PIN, by which support knows who calls',
    access: 'session',
    needs: ['any'],
    success: 200,
    output: SupportPin,
    refusals: ['step_up_needed', 'forbidden', 'not_found'],
    handle: async ({ context, actor }) => ({ body: { pin: await revealOwnPin(context.deps, actor()) } }),
  }),
  route({
    ...PLAIN,
    operationId: 'resetSupportPin',
    method: 'POST',
    path: `${OWN}/reset`,
    summary: 'Make another support PIN; the earlier one is wrong at once',
    access: 'session',
    needs: ['any'],
    success: 200,
    output: SupportPin,
    refusals: ['step_up_needed', 'forbidden'],
    handle: async ({ context, actor }) => ({ body: { pin: await renewOwnPin(context.deps, actor()) } }),
  }),
  route({
    ...PLAIN,
    operationId: 'checkSupportPin',
    method: 'POST',
    path: '/support-pins/check',
    summary:
      'Whether somebody on the telephone has named the PIN of a user; staff only, six wrong ones lock it',
    access: 'session',
    needs: ['staff'],
    body: PinCheck,
    success: 200,
    output: PinCheckResult,
    refusals: ['forbidden', 'not_found'],
    handle: async ({ context, actor, body: { userId, pin } }) => {
      return { body: { right: await checkPin(context.deps, actor(), userId, pin) } }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'impersonateUser',
    method: 'POST',
    path: '/impersonations',
    summary: "A token to act in a user's name, which shows and replaces no secret; staff only",
    access: 'session',
    needs: ['staff'],
    body: Impersonation,
    success: 201,
    output: ImpersonationToken,
    refusals: ['step_up_needed', 'forbidden', 'not_found'],
    handle: async ({ context, actor, body: { userId, seconds = MAX_IMPERSONATION_SECONDS } }) => {
      const { token, claims } = await actAs(context.deps, actor(), { userId, seconds })
      return { body: { token, expiresAt: time(claims.expiresAtMs) } }
    },
  }),
]
