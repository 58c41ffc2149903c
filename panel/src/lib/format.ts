import { later } from './later.ts'
import { locale, styles } from './locale.ts'
import { t } from './messages/index.ts'
import { utcTimes } from './timeZone.ts'

const dateTimes = inZone(() => ({ ...styles().date, ...styles().time }))
const dates = inZone(() => styles().date)
const times = inZone(() => styles().time)
const days = inZone(() => ({ weekday: 'short', day: 'numeric', month: 'short' }))
const relative = later(() => new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }))

const SECOND_MS = 1000
const STEPS = [
  { unit: 'minute', ms: 60 * SECOND_MS },
  { unit: 'hour', ms: 3600 * SECOND_MS },
  { unit: 'day', ms: 86_400 * SECOND_MS },
  { unit: 'month', ms: 30 * 86_400 * SECOND_MS },
  { unit: 'year', ms: 365 * 86_400 * SECOND_MS },
] as const

/** `12 Mar 2026, 14:20` in the reader's own time zone; `12 Mar 2026, 13:20 UTC` for who chose so. */
export const formatDateTime = (iso: string): string => dateTimes(iso) + zoneName()
export const formatDate = (iso: string): string => dates(iso)
export const formatTime = (iso: string): string => times(iso) + zoneName()
export const formatDay = (iso: string): string => days(iso)

function inZone(options: () => Intl.DateTimeFormatOptions): (iso: string) => string {
  const own = later(() => new Intl.DateTimeFormat(locale(), options()))
  const utc = later(() => new Intl.DateTimeFormat(locale(), { ...options(), timeZone: 'UTC' }))
  return (iso) => (utcTimes.get() ? utc() : own()).format(new Date(iso))
}

const zoneName = () => (utcTimes.get() ? ' UTC' : '')

/** `3 minutes ago`, `in 2 hours`, `just now` within a minute. What is past is rounded down, what is to come to the nearest. */
export function formatRelative(iso: string, nowMs: number): string {
  const distanceMs = new Date(iso).getTime() - nowMs
  const step = STEPS.findLast(({ ms }) => Math.abs(distanceMs) >= ms)
  if (step === undefined) return t('time.justNow')
  const distance = distanceMs / step.ms
  return relative().format(distance < 0 ? Math.ceil(distance) : Math.round(distance), step.unit)
}

const DIALECTS: Readonly<Record<string, string>> = {
  'identity-v1.0': 'Identity v1.0',
  'identity-v1.1': 'Identity v1.1',
  'identity-v2.0': 'Identity v2.0',
  'identity-v3': 'Identity v3',
  native: 'Native API',
  'forward-auth': 'Forward-auth',
  introspection: 'Introspection',
}

/** The name people use for a way of speaking to Keyward; an unknown one is shown as it came. */
export function formatDialect(dialect: string): string {
  if (dialect === 'email' || dialect === 'panel') return t(`dialect.${dialect}`)
  return DIALECTS[dialect] ?? dialect
}
