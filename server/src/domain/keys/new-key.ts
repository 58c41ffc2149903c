import type { Deps } from '../deps.ts'
import { randomHexId } from '../ids.ts'
import type { Place } from '../ports.ts'
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

/** Where a key's sealed copy lives. */
export function placeOfKey(key: Pick<StoredKey, 'id' | 'userId' | 'accountId'>): Place {
  return { table: 'api_keys', column: 'sealed', rowId: key.id, accountId: key.accountId, ownerId: key.userId }
}
