import { flagOf, UsageError } from './errors.ts'

/** The options and the argument of one call, as typed. */
export class Input {
  readonly argument: string | null
  readonly #values: Readonly<Record<string, unknown>>

  constructor(values: Readonly<Record<string, unknown>>, argument: string | null) {
    this.#values = values
    this.argument = argument
  }

  /** The value of an option that has to be there. */
  text(name: string): string {
    const value = this.optional(name)
    if (value === null) throw new UsageError(`${flagOf(name)} is missing.`)
    return value
  }

  optional(name: string): string | null {
    const value = this.#values[name]
    return typeof value === 'string' ? value : null
  }

  many(name: string): readonly string[] {
    const value = this.#values[name]
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
  }

  flag(name: string): boolean {
    return this.#values[name] === true
  }

  /** `on` or `off`; undefined when not given. @throws UsageError */
  switch(name: string): boolean | undefined {
    const value = this.optional(name)
    if (value === null) return undefined
    if (value === 'on') return true
    if (value === 'off') return false
    throw new UsageError(`${flagOf(name)}: write on or off.`)
  }

  /** A whole number. @throws UsageError */
  whole(name: string): number | undefined {
    const value = this.optional(name)
    if (value === null) return undefined
    if (/^\d{1,9}$/.test(value)) return Number(value)
    throw new UsageError(`${flagOf(name)}: write a whole number.`)
  }
}
