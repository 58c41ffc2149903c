import type { SecretKind } from '../domain/ports.ts'
import type { WrappedKey } from '../domain/store.ts'
import { byGeneration, markOf } from './data-keys.ts'
import { Digests } from './digests.ts'
import { MasterKeyError } from './errors.ts'
import type { DataKey } from './wrapping.ts'

/** The look-up keys in use: one, and while a rotation of it is under way those before it. */
export class LookUpKeys {
  /** What everything new is digested with. */
  current: Digests
  /** The newest first. */
  #known: readonly LookUpKey[] = []
  readonly #unwrap: (row: WrappedKey) => DataKey

  /** @throws MasterKeyError as `use` */
  constructor(unwrap: (row: WrappedKey) => DataKey, rows: readonly WrappedKey[]) {
    this.#unwrap = unwrap
    this.current = this.use(rows)
  }

  /** From now on these are all there are. @throws MasterKeyError when one is new and does not open, or none is left */
  use(rows: readonly WrappedKey[]): Digests {
    const known = rows
      .filter(({ purpose }) => purpose === 'lookup')
      .sort(byGeneration)
      .map((row) => this.#known.find(({ id }) => id === row.id) ?? this.#open(row))
    const [newest] = known
    if (!newest) throw new MasterKeyError('The database lacks its data key for "lookup". Restore a backup.')
    this.#known = known
    this.current = newest.digests
    return newest.digests
  }

  digests(kind: SecretKind, secret: string): readonly string[] {
    return this.#known.map(({ digests }) => digests.digest(kind, secret))
  }

  isCurrent(digest: string): boolean {
    const [newest] = this.#known
    return newest?.mark === digest.slice(0, digest.indexOf('.') + 1)
  }

  #open(row: WrappedKey): LookUpKey {
    const mark = markOf(row)
    return { id: row.id, mark, digests: new Digests(this.#unwrap(row), mark) }
  }
}

interface LookUpKey {
  readonly id: string
  readonly mark: string
  readonly digests: Digests
}
