import type { AuditEntry } from './entry.ts'
import { entryHash, GENESIS_HASH } from './hash.ts'

/** What is wrong with a chain, and from which entry on. */
export interface AuditProblem {
  readonly chain: string
  readonly number: number
  readonly problem: string
}

/** A place in a chain: the number of an entry and its hash. */
export interface ChainPoint {
  readonly number: number
  readonly hash: string
}

const START: ChainPoint = { number: 0, hash: GENESIS_HASH }
/** One removed entry makes every later one look wrong; the first few tell the story. */
const MAX_PROBLEMS = 5

/** Follows one chain entry by entry and notices any change, removal, insertion or reordering. */
export class ChainCheck {
  readonly chain: string
  readonly problems: AuditProblem[] = []
  entries = 0
  #last: ChainPoint
  readonly #expected = new Map<number, string>()

  /** @param start what came before the first entry: nothing, or what a prune left as its signed end */
  constructor(chain: string, start: ChainPoint = START) {
    this.chain = chain
    this.#last = start
  }

  /** States what the hash of an entry has to be, from a source other than the entry. */
  expect({ number, hash }: ChainPoint): void {
    this.#expected.set(number, hash)
  }

  /** Takes the next entry, in the order of the source. */
  next(entry: AuditEntry): void {
    this.entries++
    if (entry.chain !== this.chain) this.#note(entry.number, `belongs to chain ${entry.chain}`)
    if (entry.number !== this.#last.number + 1) {
      this.#note(entry.number, `follows entry ${this.#last.number}: entries were removed, inserted or moved`)
    } else if (entry.previousHash !== this.#last.hash) {
      this.#note(entry.number, `does not continue entry ${this.#last.number}: one of the two was changed`)
    }
    if (entryHash(entry) !== entry.hash) this.#note(entry.number, 'was changed: its hash does not fit')
    const expected = this.#expected.get(entry.number)
    if (expected !== undefined && expected !== entry.hash) {
      this.#note(entry.number, 'differs from a signed checkpoint')
    }
    this.#last = { number: entry.number, hash: entry.hash }
  }

  /** Compares the end with what the log says its end is. */
  finish(head: ChainPoint): void {
    if (this.#last.number !== head.number || this.#last.hash !== head.hash) {
      this.#note(this.#last.number, `is the last one, but the log should end with entry ${head.number}`)
    }
    for (const number of this.#expected.keys()) {
      if (number > this.#last.number) this.#note(number, 'is missing, but a signed checkpoint names it')
    }
  }

  #note(number: number, problem: string): void {
    if (this.problems.length < MAX_PROBLEMS) this.problems.push({ chain: this.chain, number, problem })
  }
}
