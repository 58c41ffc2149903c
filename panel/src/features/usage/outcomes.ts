import type { KeyUsage, Outcome } from '@keyward/sdk'
import { OUTCOMES } from './timeline.ts'

/** How calls with these keys ended; good ones are always among them. */
export function keyOutcomesIn(keys: readonly KeyUsage[]): readonly Outcome[] {
  return OUTCOMES.filter((outcome) => outcome !== 'unknown').filter(
    (outcome) => outcome === 'valid' || keys.some((key) => callsThat(key, outcome) > 0),
  )
}

export function callsThat({ byOutcome }: KeyUsage, outcome: Outcome): number {
  return byOutcome.find((counted) => counted.outcome === outcome)?.calls ?? 0
}
