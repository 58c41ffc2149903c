import type { KnownKey } from '../../domain/login/known.ts'
import { compiledOnce } from '../compiled-once.ts'
import type { Db } from '../tables.ts'
import { foldRoles } from './role-sets.ts'

/** What a key check needs, in one statement for key, user, account and roles: this is what a request waits for. */
export function knownKeyQuery(): (db: Db, digest: string) => Promise<KnownKey | null> {
  const select = compiledOnce(selectKey)
  return async (db, digest) => {
    const [known] = foldRoles(await select(db, [digest]), (row, roles) => ({
      keyId: row.id,
      userId: row.user_id,
      userName: row.name,
      accountId: row.account_id,
      roles,
      usable: row.enabled === 1 && row.account_enabled === 1 && row.state === 'active',
      endsAtMs: row.ends_at_ms,
    }))
    return known ?? null
  }
}

/** A row for each role. */
function selectKey(db: Db) {
  return db
    .selectFrom('api_keys')
    .innerJoin('users', 'users.id', 'api_keys.user_id')
    .innerJoin('accounts', 'accounts.id', 'users.account_id')
    .leftJoin('user_roles', 'user_roles.user_id', 'users.id')
    .select([
      'api_keys.id',
      'api_keys.user_id',
      'api_keys.account_id',
      'api_keys.ends_at_ms',
      'api_keys.state',
      'users.name',
      'users.enabled',
      'accounts.enabled as account_enabled',
      'user_roles.role',
    ])
    .where('api_keys.digest', '=', '')
}
