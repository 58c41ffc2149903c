import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { UserActor } from '../../domain/actor.ts'
import { DomainError } from '../../domain/errors.ts'
import { setRequirement } from '../../domain/factors/account-switch.ts'
import { confirmTotp } from '../../domain/factors/confirm-totp.ts'
import { enrolTotp } from '../../domain/factors/enrol-totp.ts'
import { listFactors } from '../../domain/factors/list-factors.ts'
import { makeBypassCodes } from '../../domain/factors/recovery-codes.ts'
import { removeTotp } from '../../domain/factors/remove-factor.ts'
import { resetFactors } from '../../domain/factors/reset-factors.ts'
import { setUserRule, unlockFactors } from '../../domain/factors/user-rule.ts'
import { isByPassword } from '../../domain/tokens/token.ts'
import { readUser } from '../../domain/users/read-user.ts'
import type { User } from '../../domain/users/user.ts'
import type { HttpContext } from '../kit/context.ts'
import { qrCode } from '../kit/qr-code.ts'
import { RequestError } from '../kit/request-error.ts'
import { type Caller, setUpCallerOf } from './auth.ts'
import {
  BYPASS_CODES,
  bypassFromWire,
  changeFromWire,
  codeFromWire,
  DEVICE,
  deviceNameFromWire,
  deviceToWire,
  domainLevelFromWire,
  type FactorChange,
} from './multi-factor-wire.ts'
import type { UserPath } from './users.ts'

const FACTORS = '/users/:userId/RAX-AUTH/multi-factor'
const DEVICES = `${FACTORS}/otp-devices`
const PHONES = `${FACTORS}/mobile-phones`

interface DevicePath {
  readonly Params: { readonly userId: string; readonly deviceId: string }
}

/** Second factors: authenticator apps, codes for a while, and who must have one. */
export function addFactorRoutes(app: FastifyInstance, context: HttpContext): void {
  const { deps } = context
  addDeviceRoutes(app, context)
  addPhoneRoutes(app, context)

  app.put<UserPath>(FACTORS, async (request, reply) => {
    const actor = await changerOf(context, request)
    const user = await readUser(deps, actor, request.params.userId)
    const change = changeFromWire(request.body)
    requirePresent(user, change)
    if (change.rule) await setUserRule(deps, actor, user.id, change.rule)
    if (change.unlock) await unlockFactors(deps, actor, user.id)
    return reply.code(204).send()
  })

  app.delete<UserPath>(FACTORS, async (request, reply) => {
    await resetFactors(deps, await changerOf(context, request), request.params.userId)
    return reply.code(204).send()
  })

  app.post<UserPath>(`${FACTORS}/bypass-codes`, async (request) => {
    const actor = await changerOf(context, request)
    const { validityDuration, ...asked } = bypassFromWire(request.body)
    const codes = await makeBypassCodes(deps, actor, request.params.userId, asked)
    return { [BYPASS_CODES]: { codes, validityDuration } }
  })

  app.put<{ Params: { domainId: string } }>(
    '/RAX-AUTH/domains/:domainId/multi-factor',
    async (request, reply) => {
      const actor = await changerOf(context, request)
      if (request.params.domainId !== actor.accountId) throw new DomainError('account.not_found')
      await setRequirement(deps, actor, domainLevelFromWire(request.body) === 'REQUIRED')
      return reply.code(204).send()
    },
  )
}

/** Everybody sets up their own. */
function addDeviceRoutes(app: FastifyInstance, context: HttpContext): void {
  const { deps, publicUrl } = context

  app.get<UserPath>(DEVICES, async (request) => {
    const actor = await ownUser(context, request, await setUpCallerOf(context, request))
    return { 'RAX-AUTH:otpDevices': (await listFactors(deps, actor.userId)).devices.map(deviceToWire) }
  })

  app.post<UserPath>(DEVICES, async (request, reply) => {
    const actor = await ownUser(context, request, await changingCallerOf(context, request))
    const { device, uri } = await enrolTotp(deps, actor, deviceNameFromWire(request.body))
    const place = `${publicUrl}/v2.0/users/${device.userId}/RAX-AUTH/multi-factor/otp-devices/${device.id}`
    const told = { ...deviceToWire(device), keyUri: uri, qrcode: qrCode(uri) }
    return reply
      .code(201)
      .header('Location', place)
      .send({ [DEVICE]: told })
  })

  app.get<DevicePath>(`${DEVICES}/:deviceId`, async (request) => {
    const actor = await ownUser(context, request, await setUpCallerOf(context, request))
    const { devices } = await listFactors(deps, actor.userId)
    const device = devices.find(({ id }) => id === request.params.deviceId)
    if (!device) throw new DomainError('factor.not_found')
    return { [DEVICE]: deviceToWire(device) }
  })

  app.delete<DevicePath>(`${DEVICES}/:deviceId`, async (request, reply) => {
    const actor = await ownUser(context, request, await changingCallerOf(context, request))
    await removeTotp(deps, actor, request.params.deviceId)
    return reply.code(204).send()
  })

  app.post<DevicePath>(`${DEVICES}/:deviceId/verify`, async (request, reply) => {
    const actor = await ownUser(context, request, await changingCallerOf(context, request))
    const code = codeFromWire(request.body)
    // Recovery codes would be told here, and this answer has no place for them: they are made at the panel.
    const withoutCodes = { recoveryCodes: false }
    await confirmTotp(deps, actor, request.params.deviceId, code, withoutCodes).catch((error: unknown) => {
      const isWrong = error instanceof DomainError && error.code === 'factor.wrong'
      throw isWrong ? new RequestError('bad_request', 'The code is wrong.') : error
    })
    return reply.code(204).send()
  })
}

const NO_PHONES = 'This server sends no messages to telephones. Set up an authenticator app: otp-devices.'

function addPhoneRoutes(app: FastifyInstance, context: HttpContext): void {
  app.get<UserPath>(PHONES, async (request) => {
    await ownUser(context, request, await setUpCallerOf(context, request))
    return { 'RAX-AUTH:mobilePhones': [] }
  })

  app.post<UserPath>(PHONES, async (request) => {
    await ownUser(context, request, await changingCallerOf(context, request))
    throw new DomainError('actor.forbidden', { reason: NO_PHONES })
  })
}

/** What is as a client wants it is no change; what cannot be so here is refused. @throws RequestError, DomainError */
function requirePresent({ secondFactor }: User, { enabled, factorType }: FactorChange): void {
  if (factorType === 'SMS') throw new DomainError('actor.forbidden', { reason: NO_PHONES })
  if (enabled === false && secondFactor) {
    throw new RequestError('bad_request', 'Multi-factor is on as long as there is a device. DELETE ends it.')
  }
  if ((enabled === true || factorType === 'OTP') && !secondFactor) {
    throw new RequestError('bad_request', 'Set up and verify a device first: otp-devices.')
  }
}

/** Whoever holds a key alone must not come past the second factor, or plant one. @throws DomainError `actor.forbidden` */
async function changingCallerOf(context: HttpContext, request: FastifyRequest): Promise<Caller> {
  const caller = await setUpCallerOf(context, request)
  if (isByPassword(caller.live.claims.method)) return caller
  throw new DomainError('actor.forbidden', { reason: 'This takes a token that was got with the password.' })
}

async function changerOf(context: HttpContext, request: FastifyRequest): Promise<UserActor> {
  return (await changingCallerOf(context, request)).actor
}

/** @throws DomainError `user.not_found`; `actor.forbidden` for everybody but the user */
async function ownUser(
  { deps }: HttpContext,
  request: FastifyRequest<UserPath>,
  { actor }: Caller,
): Promise<UserActor> {
  const { id } = await readUser(deps, actor, request.params.userId)
  if (id !== actor.userId) throw new DomainError('actor.forbidden', { reason: 'Users set up their own.' })
  return actor
}
