import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { randomHexId } from '../ids.ts'
import type { Place } from '../ports.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'
import type { StoredKey } from './key.ts'

export interface NewKey {
  readonly secret: string
  readonly row: StoredKey
}

/** A fresh account key for a user, not stored yet. One that is shown once has no sealed copy. */
export function newKey(
  deps: Deps,
  user: Pick<User, 'id' | 'accountId'>,
  showOnce: boolean,
  secret = randomHexId(deps.random),
): NewKey {
  const id = randomHexId(deps.random)
  const owner = { id, userId: user.id, accountId: user.accountId }
  const row: StoredKey = {
    ...owner,
    digest: deps.vault.digest('account-key', secret),
    sealed: showOnce ? null : deps.vault.seal(placeOfKey(owner), secret),
    lastFour: secret.slice(-4),
    createdAtMs: deps.clock.now(),
    endsAtMs: null,
    state: 'active',
  }
  return { secret, row }
}

/**
 * While an earlier look-up key is still needed, the database cannot tell by itself that somebody has this secret.
 * @throws DomainError `key.exists`
 */
export async function refuseTaken({ vault }: Deps, tx: Stores, secret: string): Promise<void> {
  const [, ...older] = vault.digests('account-key', secret)
  if (older.length > 0 && (await tx.keys.knownAmong(older))) throw new DomainError('key.exists')
}

/** Where a key's sealed copy lives. */
export function placeOfKey(key: Pick<StoredKey, 'id' | 'userId' | 'accountId'>): Place {
  return { table: 'api_keys', column: 'sealed', rowId: key.id, accountId: key.accountId, ownerId: key.userId }
}
