/** Who gets a mail when a threshold is reached; it is shown in the panel in any case. */
export type ThresholdAudience = 'owners' | 'managers' | 'nobody'

/** What the owner of an account decides. */
export interface ThresholdSettings {
  /** Null for none. Days and months are those of UTC. */
  readonly callsPerDay: number | null
  readonly callsPerMonth: number | null
  /** `managers` are told beside the owners. */
  readonly notify: ThresholdAudience
}

/** From how many calls with the keys of an account on somebody is told. */
export interface Threshold extends ThresholdSettings {
  readonly accountId: string
  /** The day and the month of which somebody was told; null before the first time. */
  readonly toldDayMs: number | null
  readonly toldMonthMs: number | null
}

export const NO_THRESHOLD = {
  callsPerDay: null,
  callsPerMonth: null,
  notify: 'owners',
  toldDayMs: null,
  toldMonthMs: null,
} as const satisfies Omit<Threshold, 'accountId'>

export const MAX_THRESHOLD = 1_000_000_000_000
