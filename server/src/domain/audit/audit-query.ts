import type { AuditEntry } from './entry.ts'

/** What is looked for in one chain; what is left out is not asked. */
export interface AuditFilter {
  /** From this moment on. */
  readonly fromMs?: number
  /** Before this moment. */
  readonly toMs?: number
  /** Who acted: `user:ID`, whichever key was used, or the name of a part of the system. */
  readonly actor?: string
  /** Such as `key.reset`. */
  readonly action?: string
  /** What its action begins with, up to the first point: `key` of `key.reset`. */
  readonly area?: string
  /** Such as `user:ID`. */
  readonly target?: string
  /** Any of these, one at least. */
  readonly targets?: readonly string[]
  readonly outcome?: AuditEntry['outcome']
  /** Anywhere in the entry, in any case. */
  readonly text?: string
}

/** A place in a chain, in the order of time. */
export interface AuditPlace {
  readonly atMs: number
  readonly number: number
}

export interface AuditPage {
  /** Newest first. */
  readonly entries: readonly AuditEntry[]
  /**
   * Where to go on; null at the end. There may be a next page after one that is not full: what no index helps to find is
   * looked for in a stretch of the chain at a time.
   */
  readonly next: AuditPlace | null
}
