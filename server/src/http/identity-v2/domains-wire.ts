import { z } from 'zod'
import type { Account, AccountSettings } from '../../domain/accounts/account.ts'
import { DomainError } from '../../domain/errors.ts'
import { durationOfSeconds, secondsOfDuration } from '../../lib/iso-duration.ts'
import { RequestError } from '../kit/request-error.ts'

export const DOMAIN = 'RAX-AUTH:domain'

/** Domain, tenant and account are one number. */
export function domainToWire({ id, name, enabled, sessionIdleSeconds, secondFactorRequired }: Account) {
  return {
    id,
    name: id,
    enabled,
    description: name,
    sessionInactivityTimeout: durationOfSeconds(sessionIdleSeconds),
    domainMultiFactorEnforcementLevel: secondFactorRequired ? 'REQUIRED' : 'OPTIONAL',
  }
}

const DomainBody = z.object({
  [DOMAIN]: z.looseObject({ sessionInactivityTimeout: z.string().optional() }),
})

/**
 * What a body changes of a domain; the rest may be sent back as it was read.
 * @throws RequestError; DomainError `actor.forbidden` for another value of anything else
 */
export function domainFromWire(body: unknown, present: Account): Partial<AccountSettings> {
  const parsed = DomainBody.safeParse(body)
  if (!parsed.success) throw badRequest(`The body needs ${DOMAIN} with sessionInactivityTimeout.`)
  const { sessionInactivityTimeout: timeout, ...others } = parsed.data[DOMAIN]
  const read = new Map<string, unknown>(Object.entries(domainToWire(present)))
  for (const [name, value] of Object.entries(others)) {
    if (!read.has(name)) throw badRequest('The domain has a member that is not known.')
    if (read.get(name) !== value) {
      throw new DomainError('actor.forbidden', { reason: `${name} of a domain cannot be set.` })
    }
  }
  return timeout === undefined ? {} : { sessionIdleSeconds: secondsOf(timeout) }
}

const POLICY = 'passwordPolicy'
const PolicyBody = z.object({
  [POLICY]: z.strictObject({
    passwordDuration: z.string().nullish(),
    passwordHistoryRestriction: z.union([z.string().regex(/^[0-9]{1,2}$/), z.int()]).nullish(),
  }),
})

export function policyToWire({ passwordLifeSeconds, passwordHistory }: Account) {
  return {
    [POLICY]: {
      ...(passwordLifeSeconds !== null && { passwordDuration: durationOfSeconds(passwordLifeSeconds) }),
      ...(passwordHistory > 0 && { passwordHistoryRestriction: String(passwordHistory) }),
    },
  }
}

/** The whole policy: what is not named is no longer asked for. @throws RequestError */
export function policyFromWire(body: unknown) {
  const parsed = PolicyBody.safeParse(body)
  if (!parsed.success) {
    throw badRequest(`The body needs ${POLICY} with passwordDuration and passwordHistoryRestriction.`)
  }
  const { passwordDuration: duration, passwordHistoryRestriction: history } = parsed.data[POLICY]
  return {
    passwordLifeSeconds: duration ? secondsOf(duration) : null,
    passwordHistory: Number(history ?? 0),
  }
}

function secondsOf(duration: string): number {
  const seconds = secondsOfDuration(duration)
  if (seconds === null) throw badRequest('A duration is written as P90DT6H30M5S, with D, H, M and S alone.')
  return seconds
}

function badRequest(words: string): RequestError {
  return new RequestError('bad_request', words)
}
