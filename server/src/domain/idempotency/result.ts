import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Place } from '../ports.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'

/** How long a lost answer can be fetched again. */
export const RESULT_LIFETIME_MS = 24 * 3_600_000

interface Request {
  readonly idempotencyKey: string
  /** What is asked, as text: the same key with another request is a mistake of the caller. */
  readonly request: string
}

/** The answer given before to the same request, or null. @throws DomainError `idempotency.conflict` */
export async function recallResult(
  deps: Deps,
  tx: Stores,
  user: Pick<User, 'id' | 'accountId'>,
  { idempotencyKey, request }: Request,
): Promise<string | null> {
  const found = await tx.results.find(user.id, idempotencyKey)
  if (!found || deps.clock.now() - found.createdAtMs > RESULT_LIFETIME_MS) return null
  if (found.request !== request) throw new DomainError('idempotency.conflict')
  return deps.vault.open(placeOfResult(user, idempotencyKey), found.sealed)
}

/** Keeps an answer, sealed, in the transaction that produced it. */
export function rememberResult(
  deps: Deps,
  tx: Stores,
  user: Pick<User, 'id' | 'accountId'>,
  { idempotencyKey, request, text }: Request & { readonly text: string },
): Promise<void> {
  return tx.results.insert({
    userId: user.id,
    accountId: user.accountId,
    idempotencyKey,
    request,
    sealed: deps.vault.seal(placeOfResult(user, idempotencyKey), text),
    createdAtMs: deps.clock.now(),
  })
}

/** Where a remembered answer lives. */
export function placeOfResult(user: Pick<User, 'id' | 'accountId'>, rowId: string): Place {
  return { table: 'results', column: 'sealed', rowId, accountId: user.accountId, ownerId: user.id }
}
