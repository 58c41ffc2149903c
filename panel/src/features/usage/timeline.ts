import type { Usage, UsagePoint } from '@keyward/sdk'
import { isDaily } from './period.ts'
import { dayOf, midnight, type Zone } from './zone.ts'

/** In the order in which they are drawn, from below. */
export const OUTCOMES = [
  'valid',
  'expired',
  'revoked',
  'disabled',
  'throttled',
  'forbidden',
  'unknown',
] as const satisfies readonly UsagePoint['outcome'][]

export type ShownOutcome = (typeof OUTCOMES)[number]
type Calls = Readonly<Record<ShownOutcome, number>>

export const NO_CALLS: Calls = {
  ...{ valid: 0, expired: 0, revoked: 0, disabled: 0, throttled: 0, forbidden: 0, unknown: 0 },
}

const HOUR_MS = 3_600_000

/** One step of the window with its calls by outcome; steps without calls are there too. */
export interface Step {
  readonly at: string
  readonly calls: Calls
}

export interface Timeline {
  readonly daily: boolean
  readonly steps: readonly Step[]
}

/** Fills the gaps: the server names only steps in which something happened. Days are those of the zone. */
export function timelineOf({ from, to, points }: Usage, zone: Zone): Timeline {
  const fromMs = Date.parse(from)
  const endMs = Date.parse(to)
  const daily = isDaily(fromMs, endMs)
  const startOf = (ms: number) =>
    daily ? (midnight(dayOf(ms, zone), zone) ?? ms) : Math.floor(ms / HOUR_MS) * HOUR_MS
  // A day of clocks that are put on or back is not as long as others.
  const nextOf = (ms: number) => (daily ? (midnight(dayOf(ms, zone), zone, 1) ?? endMs) : ms + HOUR_MS)
  const steps = new Map<number, { at: string; calls: Record<ShownOutcome, number> }>()
  for (let ms = startOf(fromMs); ms < endMs; ms = nextOf(ms)) {
    steps.set(ms, { at: new Date(ms).toISOString(), calls: { ...NO_CALLS } })
  }
  for (const point of points) {
    const step = steps.get(startOf(Date.parse(point.at)))
    if (step) step.calls[point.outcome] += point.calls
  }
  return { daily, steps: [...steps.values()] }
}

/** Outcomes that happened at all; "valid" is always among them. */
export function outcomesIn(steps: readonly Step[]): readonly ShownOutcome[] {
  return OUTCOMES.filter((outcome) => outcome === 'valid' || steps.some(({ calls }) => calls[outcome] > 0))
}
