/** What a suite has to say when it is done. */
export interface Outcome {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** One line for each thing that was skipped: its name and why. */
  readonly skips: readonly string[]
}

export const NOTHING: Outcome = { passed: 0, failed: 0, skipped: 0, skips: [] }
export const PASSED: Outcome = { ...NOTHING, passed: 1 }
export const FAILED: Outcome = { ...NOTHING, failed: 1 }

export function skippedBecause(name: string, reason: string): Outcome {
  return { ...NOTHING, skipped: 1, skips: [`${name}: ${reason}`] }
}

export function sum(outcomes: readonly Outcome[]): Outcome {
  return outcomes.reduce(
    (all, one) => ({
      passed: all.passed + one.passed,
      failed: all.failed + one.failed,
      skipped: all.skipped + one.skipped,
      skips: [...all.skips, ...one.skips],
    }),
    NOTHING,
  )
}

/** The closing line, which other programs read: `412 passed, 0 failed, 3 skipped`. */
export function closingLine({ passed, failed, skipped }: Outcome): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

/** A skip hides what nobody looked at, so where nobody is looking (`CI=true`) it is a failure. */
export function exitCodeFor({ failed, skipped }: Outcome, ci: boolean): 0 | 1 {
  return failed > 0 || (ci && skipped > 0) ? 1 : 0
}
