import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'
import { recallResult, rememberResult } from './result.ts'

/**
 * Gives the secret that the same request gave before, or makes it and remembers it, within a transaction that holds
 * the user. Without an idempotency key it is always made.
 * @throws DomainError `idempotency.conflict` for another request under the same key, and when the remembered secret
 * is no longer the user's current key: telling it as the new one would be a lie
 */
export async function onceOnly(
  deps: Deps,
  tx: Stores,
  user: User,
  { idempotencyKey, request }: { readonly idempotencyKey: string | undefined; readonly request: string },
  make: () => Promise<string>,
): Promise<string> {
  if (idempotencyKey === undefined) return make()
  const remembered = await recallResult(deps, tx, user, { idempotencyKey, request })
  if (remembered === null) {
    const secret = await make()
    await rememberResult(deps, tx, user, { idempotencyKey, request, text: secret })
    return secret
  }
  const current = await tx.keys.current(user.id)
  if (current?.digest === deps.vault.digest('account-key', remembered)) return remembered
  throw new DomainError('idempotency.conflict', { reason: 'The key has been replaced again since.' })
}
