import type { Threshold } from './threshold.ts'

export interface ThresholdStore {
  /** Null where none was ever set. */
  ofAccount(accountId: string): Promise<Threshold | null>
  list(): Promise<readonly Threshold[]>
  /** Replaces what is there. */
  put(threshold: Threshold): Promise<void>
}
