import type { AuditFilter, AuditPage, AuditPlace } from './audit-query.ts'
import type { AuditCheckpoint, AuditEntry, AuditEvent } from './entry.ts'

export interface AuditStore {
  /** Numbers and chains the entry. Part of the transaction of the change it tells of. */
  append(event: AuditEvent): Promise<void>
  /** The same with many, in this order. */
  appendAll(events: readonly AuditEvent[]): Promise<void>
  chains(): Promise<readonly { readonly chain: string; readonly number: number; readonly hash: string }[]>
  /** Entries of a chain in order. */
  page(chain: string, afterNumber: number, limit: number): Promise<readonly AuditEntry[]>
  /** What fits in a chain, newest first, behind a place that an earlier page named. */
  search(chain: string, filter: AuditFilter, after: AuditPlace | null, limit: number): Promise<AuditPage>
  insertCheckpoint(checkpoint: AuditCheckpoint): Promise<void>
  checkpoints(chain: string): Promise<readonly AuditCheckpoint[]>
  /** Removes the entries up to and including this number. */
  prune(chain: string, throughNumber: number): Promise<number>
}
