import type { UsagePeriod, UsageStep, UsageWindow } from '@keyward/sdk'
import { dayOf, midnight, usualZone, type Zone } from './zone.ts'

export const WINDOWS = ['24h', '7d', '30d'] as const satisfies readonly UsageWindow[]

const DAY_MS = 86_400_000
/** The server tells no more at once. */
const MAX_DAYS = 92
/** A week in which clocks are set back is an hour longer. */
const LONGEST_BY_HOUR_MS = 7 * DAY_MS + 3_600_000

export type Scope = 'me' | 'account'

/** What the address asks to be shown; days are whole, and the last one is part of the period. */
export interface Chosen {
  readonly window: UsageWindow | 'custom'
  readonly from: string
  readonly to: string
  readonly zone: Zone
  readonly scope: Scope
}

/** What makes no sense in the address is left out. Somebody who manages nobody sees their own. */
export function chosenIn(search: string, manages: boolean, nowMs: number): Chosen {
  const asked = new URLSearchParams(search)
  const zone = (['local', 'utc'] as const).find((name) => name === asked.get('zone')) ?? usualZone()
  const from = asked.get('from') ?? ''
  const to = asked.get('to') ?? ''
  const isPeriod = faultIn({ from, to, zone }) === null
  return {
    window: [...WINDOWS, 'custom' as const].find((name) => name === asked.get('window')) ?? '24h',
    from: isPeriod ? from : dayOf(nowMs - 6 * DAY_MS, zone),
    to: isPeriod ? to : dayOf(nowMs, zone),
    zone,
    scope: manages && asked.get('scope') === 'account' ? 'account' : 'me',
  }
}

/** The part of the address that asks for this. */
export function searchFor({ window, from, to, zone, scope }: Chosen) {
  return {
    window,
    ...(window === 'custom' && { from, to }),
    ...(zone !== usualZone() && { zone }),
    ...(scope === 'account' && { scope }),
  }
}

/** What is wrong with two days; null when nothing is. */
export function faultIn({
  from,
  to,
  zone,
}: Pick<Chosen, 'from' | 'to' | 'zone'>): 'missing' | 'order' | 'long' | null {
  const fromMs = midnight(from, zone)
  const toMs = midnight(to, zone, 1)
  if (fromMs === null || toMs === null) return 'missing'
  if (toMs <= fromMs) return 'order'
  return toMs - fromMs > MAX_DAYS * DAY_MS ? 'long' : null
}

/** For the server. It knows days of UTC alone: those of another time zone are made of hours. */
export function questionOf({ window, from, to, zone }: Chosen): {
  readonly period: UsageWindow | UsagePeriod
  readonly step?: UsageStep
} {
  const fromMs = midnight(from, zone)
  const toMs = midnight(to, zone, 1)
  if (window === 'custom' && fromMs !== null && toMs !== null) {
    const period = { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() }
    return isDaily(fromMs, toMs) && zone === 'local' ? { period, step: 'hour' } : { period }
  }
  if (window === '30d' && zone === 'local') return { period: window, step: 'hour' }
  return { period: window === 'custom' ? '24h' : window }
}

/** True where a bar is a day. */
export const isDaily = (fromMs: number, toMs: number): boolean => toMs - fromMs > LONGEST_BY_HOUR_MS
