import { sha256Hex } from '../../lib/sha256.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'
import { recallResult, rememberResult } from './result.ts'

interface Asked {
  /** Whose idempotency key it is; null for the system, which has none. */
  readonly asker: Pick<User, 'id' | 'accountId'> | null
  readonly idempotencyKey: string | undefined
  /** What is asked, as `requestText` says it: the same key with another request is refused. */
  readonly request: string
}

interface Making<T> {
  readonly make: () => Promise<T>
  /** What is remembered of it, sealed. */
  readonly textOf: (made: T) => string
  /** The answer again, of what is remembered. */
  readonly repeat: (text: string) => Promise<T>
}

/**
 * Does what is asked, or answers as the same request of the same person within a day was answered, within a
 * transaction. Without a key it is always done.
 * @throws DomainError `idempotency.conflict` for another request under the same key; whatever `make` and `repeat` throw
 */
export async function once<T>(
  deps: Deps,
  tx: Stores,
  { asker, idempotencyKey, request }: Asked,
  { make, textOf, repeat }: Making<T>,
): Promise<T> {
  if (idempotencyKey === undefined || asker === null) return make()
  // Those who send the same at once take turns.
  await tx.users.hold(asker.id)
  const known = await recallResult(deps, tx, asker, { idempotencyKey, request })
  if (known !== null) return repeat(known)
  const made = await make()
  await rememberResult(deps, tx, asker, { idempotencyKey, request, text: textOf(made) })
  return made
}

export function askerOf(actor: Actor): Asked['asker'] {
  return actor.kind === 'user' ? { id: actor.userId, accountId: actor.accountId } : null
}

/** How a thing that is remembered by its id is found again. @throws DomainError `idempotency.conflict` when it is gone */
export function madeBefore<T extends { readonly id: string }>(find: () => Promise<T | null>) {
  return async (id: string): Promise<T> => {
    const found = await find()
    if (found?.id === id) return found
    throw new DomainError('idempotency.conflict', { reason: 'What this request made is gone since.' })
  }
}

/** @param facts no secret, and nothing that one could be guessed from */
export function requestText(operation: string, facts: readonly unknown[]): string {
  return `${operation} ${sha256Hex(JSON.stringify(facts))}`
}
