import type { StoreTrouble } from '../domain/store.ts'

type Listener = (trouble: StoreTrouble | null) => void

/** What keeps the database from doing its work. Each is told once, not with every query that meets it; so is its end. */
export class Troubles {
  #now: StoreTrouble | null = null
  readonly #listeners: Listener[] = []

  get now(): StoreTrouble | null {
    return this.#now
  }

  listen(listener: Listener): void {
    this.#listeners.push(listener)
  }

  note(trouble: StoreTrouble): void {
    if (this.#now?.cause !== trouble.cause) this.#tell(trouble)
  }

  /** Something was read; or written, which ends every trouble. */
  worked(what: 'read' | 'written'): void {
    if (this.#now !== null && (what === 'written' || !this.#now.readsWork)) this.#tell(null)
  }

  #tell(trouble: StoreTrouble | null): void {
    this.#now = trouble
    for (const listener of this.#listeners) listener(trouble)
  }
}

/** The same translation, and what it finds is noted when it is a trouble of the whole database. */
export function noting(
  troubles: Troubles,
  translate: (error: unknown) => Error,
  troubleOf: (error: unknown) => StoreTrouble | null,
): (error: unknown) => Error {
  return (error) => {
    const trouble = troubleOf(error)
    if (trouble) troubles.note(trouble)
    return translate(error)
  }
}
