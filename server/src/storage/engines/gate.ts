/**
 * Readers together, or one writer alone. On a single connection a reader would otherwise see what a transaction
 * has not committed yet.
 */
export class Gate {
  #readers = 0
  #writing = false
  #waiting: (() => void)[] = []

  async read<T>(work: () => Promise<T>): Promise<T> {
    while (this.#writing) await this.#turn()
    this.#readers++
    try {
      return await work()
    } finally {
      this.#readers--
      this.#wake()
    }
  }

  async write<T>(work: () => Promise<T>): Promise<T> {
    while (this.#writing) await this.#turn()
    this.#writing = true
    try {
      while (this.#readers > 0) await this.#turn()
      return await work()
    } finally {
      this.#writing = false
      this.#wake()
    }
  }

  #turn(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  #wake(): void {
    if (this.#waiting.length === 0) return
    const waiting = this.#waiting
    this.#waiting = []
    for (const resume of waiting) resume()
  }
}
