import type { CallCount } from './caller.ts'

export interface CallStore {
  /** Adds to what is there; one statement for many counts. */
  add(counts: readonly CallCount[]): Promise<void>
  /** Counts of a user since a moment, optionally of some keys. */
  ofUser(userId: string, sinceMs: number, keyIds?: readonly string[]): Promise<readonly CallCount[]>
  /** Counts of all users of an account since a moment. */
  ofAccount(accountId: string, sinceMs: number): Promise<readonly CallCount[]>
  forgetBefore(ms: number): Promise<void>
}
