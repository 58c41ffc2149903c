import type { Clock } from '../ports.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Length and step of each window, ms. */
const WINDOWS = {
  '24h': { lengthMs: DAY_MS, step: 'hour' },
  '7d': { lengthMs: 7 * DAY_MS, step: 'hour' },
  '30d': { lengthMs: 30 * DAY_MS, step: 'day' },
} as const

const STEP_MS = { hour: HOUR_MS, day: DAY_MS } as const

/** The longest stretch that is told at once: a little more than calls are kept. */
export const MAX_STRETCH_MS = 92 * DAY_MS
/** A week in which clocks are set back is an hour longer. */
const LONGEST_BY_HOUR_MS = 7 * DAY_MS + HOUR_MS

/** A period that ends now. */
export type UsageWindow = keyof typeof WINDOWS
/** A period that begins and ends where somebody said. */
export interface UsageStretch {
  readonly fromMs: number
  readonly toMs: number
}
export type UsageStep = keyof typeof STEP_MS

/** A period in steps. It begins with a whole step; what is to come is not part of it. */
export interface Span extends UsageStretch {
  readonly window: UsageWindow | 'custom'
  readonly stepMs: number
  /** Hours that begin before it belong to the period: the hour that is running, too, unless the period ended. */
  readonly hoursBeforeMs: number
}

/** @param asked the step; else hours up to a week, and days of UTC from there on */
export function spanOf(clock: Clock, period: UsageWindow | UsageStretch, asked?: UsageStep): Span {
  const nowMs = clock.now()
  if (typeof period === 'string') {
    const { lengthMs, step } = WINDOWS[period]
    const stepMs = STEP_MS[asked ?? step]
    const fromMs = floor(nowMs - lengthMs, stepMs)
    return { window: period, fromMs, toMs: nowMs, stepMs, hoursBeforeMs: nowMs + 1 }
  }
  const lengthMs = period.toMs - period.fromMs
  const stepMs = STEP_MS[asked ?? (lengthMs <= LONGEST_BY_HOUR_MS ? 'hour' : 'day')]
  const fromMs = floor(period.fromMs, stepMs)
  const toMs = Math.max(fromMs, Math.min(period.toMs, nowMs))
  return { window: 'custom', fromMs, toMs, stepMs, hoursBeforeMs: period.toMs }
}

const floor = (ms: number, stepMs: number): number => ms - (ms % stepMs)
