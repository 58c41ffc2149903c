import type { Change } from '../domain/login/known.ts'
import type { Db } from './tables.ts'

/** Ids in one statement. SQLite allows 32,766 bind variables (sqlite.org/limits.html), PostgreSQL 65,535. */
const IDS_PER_STATEMENT = 10_000

/** Collects in a running transaction which users it changed. The queries fill it, so that nobody can forget to. */
export class ChangeLog {
  readonly #digests = new Map<string, Set<string>>()

  /** `digests`: those that cannot be read any more when the transaction ends. */
  touch(userId: string, ...digests: readonly string[]): void {
    const known = this.#digests.get(userId) ?? new Set()
    for (const digest of digests) known.add(digest)
    this.#digests.set(userId, known)
  }

  /** To be called at the end of the transaction, within it. */
  async complete(db: Db): Promise<readonly Change[]> {
    const userIds = [...this.#digests.keys()]
    for (let at = 0; at < userIds.length; at += IDS_PER_STATEMENT) {
      const some = userIds.slice(at, at + IDS_PER_STATEMENT)
      const rows = await db
        .selectFrom('api_keys')
        .select(['user_id', 'digest'])
        .where('user_id', 'in', some)
        .execute()
      for (const row of rows) this.touch(row.user_id, row.digest)
    }
    return [...this.#digests].map(([userId, digests]) => ({ userId, digests: [...digests] }))
  }
}

export type ChangeListener = (changes: readonly Change[]) => void

export class ChangeEvents {
  readonly #listeners: ChangeListener[] = []

  listen(listener: ChangeListener): void {
    this.#listeners.push(listener)
  }

  /**
   * Every listener hears, whatever another one throws. A fault among them ends the process: memory that missed a
   * revocation must not go on answering.
   */
  emit(changes: readonly Change[]): void {
    if (changes.length === 0) return
    for (const listener of this.#listeners) {
      try {
        listener(changes)
      } catch (error) {
        queueMicrotask(() => {
          throw error
        })
      }
    }
  }
}
