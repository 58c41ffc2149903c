import { sha256Hex } from '../../lib/sha256.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Stores } from '../store.ts'
import { recallResult, rememberResult } from './result.ts'

interface Request {
  readonly actor: Actor
  readonly idempotencyKey: string | undefined
  /** What is asked. No secret, and nothing that one could be guessed from. */
  readonly facts: readonly unknown[]
}

interface Making<T> {
  readonly make: () => Promise<T>
  /** The one that was made, unless it is gone. */
  readonly find: () => Promise<T | null>
}

/**
 * Makes a thing, or finds what the same request of the same person made within a day; within a transaction. Without
 * a key, and for the system, it is always made.
 * @throws DomainError `idempotency.conflict` for another request under the same key, and when the thing is gone since
 */
export async function madeOnce<T extends { readonly id: string }>(
  deps: Deps,
  tx: Stores,
  { actor, idempotencyKey, facts }: Request,
  { make, find }: Making<T>,
): Promise<T> {
  if (idempotencyKey === undefined || actor.kind !== 'user') return make()
  // Those who send the same at once take turns.
  await tx.users.hold(actor.userId)
  const asker = { id: actor.userId, accountId: actor.accountId }
  const request = { idempotencyKey, request: `made ${sha256Hex(JSON.stringify(facts))}` }
  const id = await recallResult(deps, tx, asker, request)
  if (id === null) {
    const made = await make()
    await rememberResult(deps, tx, asker, { ...request, text: made.id })
    return made
  }
  const found = await find()
  if (found?.id === id) return found
  throw new DomainError('idempotency.conflict', { reason: 'What this request made is gone since.' })
}
