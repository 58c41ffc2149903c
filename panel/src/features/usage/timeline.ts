import type { Outcome, Usage } from '@keyward/sdk'

const OUTCOMES = ['valid', 'expired', 'disabled'] as const satisfies readonly Outcome[]

/** One step of the window with its calls by outcome; steps without calls are there too. */
export interface Step {
  readonly at: string
  readonly calls: Readonly<Record<Outcome, number>>
}

/** Fills the gaps: the server names only steps in which something happened. */
export function timelineOf({ from, to, stepSeconds, points }: Usage): readonly Step[] {
  const stepMs = stepSeconds * 1000
  const startMs = Math.floor(Date.parse(from) / stepMs) * stepMs
  const steps: { at: string; calls: Record<Outcome, number> }[] = []
  for (let atMs = startMs; atMs < Date.parse(to); atMs += stepMs) {
    steps.push({ at: new Date(atMs).toISOString(), calls: { valid: 0, expired: 0, disabled: 0 } })
  }
  for (const point of points) {
    const step = steps[Math.floor((Date.parse(point.at) - startMs) / stepMs)]
    if (step) step.calls[point.outcome] += point.calls
  }
  return steps
}

/** Outcomes that happened at all; "valid" is always among them. */
export function outcomesIn(steps: readonly Step[]): readonly Outcome[] {
  return OUTCOMES.filter((outcome) => outcome === 'valid' || steps.some(({ calls }) => calls[outcome] > 0))
}
