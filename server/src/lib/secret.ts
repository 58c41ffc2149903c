import { inspect } from 'node:util'

const HIDDEN = '[secret]'

/** A text that cannot be printed by accident: joined, logged, inspected or put into JSON it reads `[secret]`. */
export class Secret {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  /** The text itself. Every call is a place where a secret leaves its wrapping. */
  reveal(): string {
    return this.#text
  }

  toString(): string {
    return HIDDEN
  }

  toJSON(): string {
    return HIDDEN
  }

  [inspect.custom](): string {
    return HIDDEN
  }
}
