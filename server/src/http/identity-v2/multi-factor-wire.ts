import { z } from 'zod'
import type { TotpDevice } from '../../domain/factors/factor.ts'
import type { SecondFactorRule, User } from '../../domain/users/user.ts'
import { durationOfSeconds, secondsOfDuration } from '../../lib/iso-duration.ts'
import { RequestError } from '../kit/request-error.ts'

export const DEVICE = 'RAX-AUTH:otpDevice'
export const BYPASS_CODES = 'RAX-AUTH:bypassCodes'
const CODE = 'RAX-AUTH:verificationCode'
const FACTOR = 'RAX-AUTH:multiFactor'
const DOMAIN = 'RAX-AUTH:multiFactorDomain'

export function deviceToWire({ id, name, verifiedAtMs }: TotpDevice) {
  return { id, name, verified: verifiedAtMs !== null }
}

const LEVELS = { default: 'DEFAULT', required: 'REQUIRED', optional: 'OPTIONAL' } as const
const RULES: Readonly<Record<string, SecondFactorRule>> = {
  DEFAULT: 'default',
  REQUIRED: 'required',
  OPTIONAL: 'optional',
}

/** Beside the user where one alone is read. */
export function factorStateToWire({ secondFactor, secondFactorRule }: User, isLocked: boolean) {
  return {
    'RAX-AUTH:userMultiFactorEnforcementLevel': LEVELS[secondFactorRule],
    ...(secondFactor && {
      'RAX-AUTH:factorType': 'OTP',
      'RAX-AUTH:multiFactorState': isLocked ? 'LOCKED' : 'ACTIVE',
    }),
  }
}

const NameBody = z.object({ [DEVICE]: z.object({ name: z.string().default('') }) })

/** @throws RequestError */
export function deviceNameFromWire(body: unknown): string {
  return read(NameBody, body, `${DEVICE} with name`)[DEVICE].name
}

const CodeBody = z.object({ [CODE]: z.object({ code: z.string() }) })

/** @throws RequestError */
export function codeFromWire(body: unknown): string {
  return read(CodeBody, body, `${CODE} with code`)[CODE].code
}

/** Some clients write booleans and numbers as text. */
const YesOrNo = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])
const Count = z.union([
  z.int(),
  z
    .string()
    .regex(/^[0-9]{1,3}$/)
    .transform(Number),
])

const Change = z
  .strictObject({
    enabled: YesOrNo.optional(),
    factorType: z.enum(['OTP', 'SMS']).optional(),
    unlock: z.union([z.literal(true), z.literal('true')]).optional(),
    userMultiFactorEnforcementLevel: z.enum(['REQUIRED', 'OPTIONAL', 'DEFAULT']).optional(),
  })
  .refine((change) => Object.keys(change).length > 0)
const ChangeBody = z.object({ [FACTOR]: Change })

/** What a client wants of a user's second factor; what is absent stays. */
export interface FactorChange {
  readonly enabled?: boolean | undefined
  readonly factorType?: 'OTP' | 'SMS' | undefined
  readonly unlock: boolean
  readonly rule?: SecondFactorRule | undefined
}

/** @throws RequestError */
export function changeFromWire(body: unknown): FactorChange {
  const words = `${FACTOR} with enabled, factorType, unlock or userMultiFactorEnforcementLevel`
  const { userMultiFactorEnforcementLevel: level, unlock, ...rest } = read(ChangeBody, body, words)[FACTOR]
  return { ...rest, unlock: unlock !== undefined, rule: level && RULES[level] }
}

const BypassBody = z.object({
  [BYPASS_CODES]: z.object({
    validityDuration: z.string().default('PT30M'),
    numberOfCodes: Count.default(1),
  }),
})

/** @throws RequestError */
export function bypassFromWire(body: unknown) {
  const words = `${BYPASS_CODES} with validityDuration, as PT20M, and numberOfCodes`
  const { validityDuration: given, numberOfCodes: count } = read(BypassBody, body, words)[BYPASS_CODES]
  const lifeSeconds = secondsOfDuration(given)
  if (lifeSeconds === null) throw new RequestError('bad_request', `The body needs ${words}.`)
  return { count, lifeSeconds, validityDuration: durationOfSeconds(lifeSeconds) }
}

const DomainBody = z.object({
  [DOMAIN]: z.object({ domainMultiFactorEnforcementLevel: z.enum(['REQUIRED', 'OPTIONAL']) }),
})

/** @throws RequestError */
export function domainLevelFromWire(body: unknown): 'REQUIRED' | 'OPTIONAL' {
  const words = `${DOMAIN} with domainMultiFactorEnforcementLevel, REQUIRED or OPTIONAL`
  return read(DomainBody, body, words)[DOMAIN].domainMultiFactorEnforcementLevel
}

function read<T>(schema: z.ZodType<T>, body: unknown, words: string): T {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  throw new RequestError('bad_request', `The body needs ${words}.`)
}
