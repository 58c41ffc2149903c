import type { Clock } from '../domain/ports.ts'
import type { WrappedKey } from '../domain/store.ts'
import type { MasterKey } from './master-key.ts'
import { matchingKey } from './matching-key.ts'
import { masterIdOf } from './wrapping.ts'

/** While a master key is missing every request notices; the file or program is not asked for it each time. */
const LOOKS_APART_MS = 10_000

/**
 * The master keys that this process has. Another process on the same database may replace the master key: then the
 * new one is looked for where it comes from, so that nothing has to be restarted. None is forgotten, because data keys
 * in memory stay under the one they were read with.
 */
export class KnownMasters {
  readonly #known: MasterKey[]
  readonly #read: () => Promise<readonly MasterKey[]>
  readonly #clock: Clock
  #lookedAtMs = Number.NEGATIVE_INFINITY
  #looking: Promise<boolean> | null = null

  /** @param read gives those that are there now; may throw while there are none */
  constructor(known: readonly MasterKey[], read: () => Promise<readonly MasterKey[]>, clock: Clock) {
    this.#known = [...known]
    this.#read = read
    this.#clock = clock
  }

  get all(): readonly MasterKey[] {
    return this.#known
  }

  add(master: MasterKey): void {
    this.#known.push(master)
  }

  /** Whether each row is under one of them. */
  cover(rows: readonly WrappedKey[]): boolean {
    const ids = new Set(this.#known.map(({ id }) => id))
    return rows.every((row) => ids.has(masterIdOf(row)))
  }

  /** The one that the database was sealed with, where it is known or can be found. */
  async findByCheck(check: string | null): Promise<MasterKey | undefined> {
    const known = matchingKey(this.#known, check)
    if (known) return known
    await this.look()
    return matchingKey(this.#known, check)
  }

  /** Looks for new ones. True when there was one. Those who ask while one look is under way wait for it. */
  async look(): Promise<boolean> {
    if (this.#looking) return this.#looking
    if (this.#clock.now() - this.#lookedAtMs < LOOKS_APART_MS) return false
    this.#lookedAtMs = this.#clock.now()
    this.#looking = this.#learn()
    try {
      return await this.#looking
    } finally {
      this.#looking = null
    }
  }

  async #learn(): Promise<boolean> {
    // Not there, or half copied: who needs it says so.
    const present = await this.#read().catch(() => [])
    const news = present.filter(({ id }) => !this.#known.some((known) => known.id === id))
    this.#known.push(...news)
    return news.length > 0
  }
}
