import type { DatabaseSync } from 'node:sqlite'
import { DomainError } from '../../domain/errors.ts'
import type { ChangeEvents } from '../changes.ts'
import { TransactionSession, type Translate } from '../session.ts'
import type { Db } from '../tables.ts'
import type { Gate } from './gate.ts'

/** Works in one commit at most: bounds how long readers wait and how much one failed commit takes along. */
const MAX_BATCH = 64

interface Job {
  /** Resolves to what tells the caller, once it is committed. */
  readonly run: (session: TransactionSession) => Promise<() => void>
  readonly reject: (error: unknown) => void
}

interface Done {
  readonly job: Job
  readonly tell: () => void
  readonly userIds: readonly string[]
}

export interface GroupCommitParts {
  readonly database: DatabaseSync
  readonly db: Db
  readonly gate: Gate
  readonly events: ChangeEvents
  readonly translate: Translate
}

/**
 * Runs everything that waits in one transaction, each work in a savepoint of its own: writers who come together
 * share one sync of the disk. A work that fails takes back its own changes alone.
 */
export class GroupCommit {
  readonly #parts: GroupCommitParts
  #waiting: Job[] = []
  #running: Promise<void> | undefined
  #pause: Promise<unknown> = Promise.resolve()
  #closed = false

  constructor(parts: GroupCommitParts) {
    this.#parts = parts
  }

  add<T>(work: (session: TransactionSession) => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new Error('the store is closed'))
    return new Promise((resolve, reject) => {
      const run = async (session: TransactionSession) => {
        const value = await work(session)
        return () => resolve(value)
      }
      this.#waiting.push({ run, reject })
      this.#running ??= this.#runAll()
    })
  }

  /** Waits for what has been asked for; nothing more is accepted. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#running
  }

  /** Runs something that needs the data to stay as it is. Writers wait, readers go on. */
  pauseFor<T>(work: () => Promise<T>): Promise<T> {
    const paused = this.#pause.then(() => this.#parts.gate.read(work))
    this.#pause = paused.catch(() => {})
    return paused
  }

  /** Begins after the requests that arrived together have all been read, so that they share the first commit. */
  async #runAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      await new Promise((resolve) => setImmediate(resolve))
      await this.#pause
      const batch = this.#waiting.splice(0, MAX_BATCH)
      await this.#parts.gate.write(() => this.#runBatch(batch))
    }
    this.#running = undefined
  }

  async #runBatch(batch: readonly Job[]): Promise<void> {
    const { database, translate } = this.#parts
    const done: Done[] = []
    let begun = 0
    try {
      database.exec('begin immediate')
      for (const job of batch) {
        begun++
        await this.#runOne(job, done)
      }
    } catch (error) {
      // Where nothing can begin, a file that cannot be written, trying again would never end.
      const failed = begun === 0 ? batch.length : begun
      this.#fail(batch.slice(0, failed), translate(error))
      // Those who have not begun may be luckier: after a full disk, something smaller may fit.
      this.#waiting.unshift(...batch.slice(failed))
      return
    }
    this.#commit(done)
  }

  /** In one turn: commit, tell the listeners, tell the callers. */
  #commit(done: readonly Done[]): void {
    const { database, events, translate } = this.#parts
    const userIds = done.flatMap((one) => one.userIds)
    try {
      database.exec('commit')
    } catch (error) {
      const jobs = done.map(({ job }) => job)
      const fault = translate(error)
      const isKnown = fault instanceof DomainError && fault.code === 'storage.full'
      // After a failed sync the commit may or may not be there once the machine has restarted.
      this.#fail(jobs, isKnown ? fault : new DomainError('outcome.unknown', {}, { cause: fault }))
      events.emit(userIds)
      return
    }
    events.emit(userIds)
    for (const { tell } of done) tell()
  }

  #fail(jobs: readonly Job[], fault: Error): void {
    for (const job of jobs) job.reject(fault)
    if (this.#parts.database.isTransaction) this.#parts.database.exec('rollback')
  }

  /** Throws only when the whole transaction is lost. */
  async #runOne(job: Job, done: Done[]): Promise<void> {
    const { database, db, translate } = this.#parts
    const session = new TransactionSession(db, translate)
    database.exec('savepoint work')
    try {
      const tell = await session.run(() => job.run(session))
      database.exec('release work')
      done.push({ job, tell, userIds: session.changed.userIds })
    } catch (error) {
      // After some faults, such as a full disk, SQLite has rolled back everything by itself.
      if (!database.isTransaction) throw error
      database.exec('rollback to work')
      database.exec('release work')
      job.reject(translate(error))
    }
  }
}
