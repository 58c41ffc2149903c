export const OVERLAPS = ['now', 'hour', 'day', 'week', 'at'] as const
export type OverlapName = (typeof OVERLAPS)[number]

export interface OverlapDraft {
  readonly name: OverlapName
  /** Local date and time as an input gives it; counts only when `name` is `at`. */
  readonly at: string
}

const HOUR_S = 3600
const LENGTH_SECONDS = { now: 0, hour: HOUR_S, day: 24 * HOUR_S, week: 7 * 24 * HOUR_S } as const
/** The server's limit. */
export const LONGEST_OVERLAP_DAYS = 30
const LONGEST_SECONDS = LONGEST_OVERLAP_DAYS * 24 * HOUR_S

/** Seconds the old key goes on working; null when the chosen moment is not between now and 30 days from now. */
export function overlapSeconds({ name, at }: OverlapDraft, nowMs: number): number | null {
  if (name !== 'at') return LENGTH_SECONDS[name]
  const seconds = Math.round((new Date(at).getTime() - nowMs) / 1000)
  return seconds > 0 && seconds <= LONGEST_SECONDS ? seconds : null
}
