/** Thrown when as many wait already as may. */
export class QueueFullError extends Error {
  constructor() {
    super('too many are waiting')
    this.name = 'QueueFullError'
  }
}

/** Lets at most `limit` pieces of work run at once and at most `queueLimit` wait, in the order they came. */
export class Semaphore {
  readonly #limit: number
  readonly #queueLimit: number
  readonly #waiting: (() => void)[] = []
  #running = 0

  constructor(limit: number, queueLimit: number) {
    this.#limit = limit
    this.#queueLimit = queueLimit
  }

  /** @throws QueueFullError at once, without starting the work; else whatever `work` throws */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.#enter()
    try {
      return await work()
    } finally {
      this.#leave()
    }
  }

  async #enter(): Promise<void> {
    if (this.#running < this.#limit) {
      this.#running += 1
      return
    }
    if (this.#waiting.length >= this.#queueLimit) throw new QueueFullError()
    await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  /** The place passes straight to the next in line, so that a newcomer cannot slip in between. */
  #leave(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#running -= 1
  }
}
