import { DomainError } from '../errors.ts'
import {
  type AccountSettings,
  MAX_PASSWORD_HISTORY,
  MAX_SESSION_IDLE_SECONDS,
  MIN_SESSION_IDLE_SECONDS,
} from './account.ts'

type Rules = Pick<AccountSettings, 'sessionIdleSeconds' | 'passwordLifeSeconds' | 'passwordHistory'>

const OF_USERS: readonly string[] = [
  'sessionIdleSeconds',
  'passwordLifeSeconds',
  'passwordHistory',
  'secondFactorRequired',
]

/** Whether a change is about nothing but what those who manage an account's users may set. */
export function isOfUsersAlone(change: Partial<AccountSettings>): boolean {
  return Object.keys(change).every((name) => OF_USERS.includes(name))
}

/** @throws DomainError `input.invalid` */
export function checkRules({
  sessionIdleSeconds,
  passwordLifeSeconds,
  passwordHistory,
}: Partial<Rules>): void {
  const [least, most] = [MIN_SESSION_IDLE_SECONDS, MAX_SESSION_IDLE_SECONDS]
  requireWhole('sessionIdleSeconds', sessionIdleSeconds, least, most, 'From five minutes to a day.')
  const life = passwordLifeSeconds ?? undefined
  requireWhole('passwordLifeSeconds', life, 1, 10 * 366 * 86_400, 'From a second to ten years.')
  requireWhole('passwordHistory', passwordHistory, 0, MAX_PASSWORD_HISTORY, 'From 0 to 10.')
}

function requireWhole(
  field: string,
  value: number | undefined,
  least: number,
  most: number,
  reason: string,
): void {
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return
  throw new DomainError('input.invalid', { field, reason })
}
