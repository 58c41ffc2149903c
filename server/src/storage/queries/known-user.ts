import type { KnownUser } from '../../domain/login/known.ts'
import { compiledOnce } from '../compiled-once.ts'
import type { Db } from '../tables.ts'
import { foldRoles } from './role-sets.ts'

/** What a token check needs: the user with account and roles, then the keys. */
export function knownUserQuery(): (db: Db, id: string) => Promise<KnownUser | null> {
  const selectOne = compiledOnce(selectUser)
  const selectAll = compiledOnce(selectKeys)
  return async (db, id) => {
    const rows = await selectOne(db, [id])
    if (rows.length === 0) return null
    const keys = await selectAll(db, [id])
    const [known] = foldRoles(rows, (row, roles) => ({
      id: row.id,
      name: row.name,
      accountId: row.account_id,
      roles,
      usable: row.enabled === 1 && row.account_enabled === 1,
      email: row.email,
      defaultRegion: row.default_region,
      passwordId: row.password_id,
      keys: keys.map((key) => ({ id: key.id, endsAtMs: key.ends_at_ms, state: key.state })),
      resetKeepsTokens: row.reset_keeps_tokens === 1,
      sessionIdleSeconds: row.session_idle_seconds,
    }))
    return known ?? null
  }
}

/** A row for each role. */
function selectUser(db: Db) {
  return db
    .selectFrom('users')
    .innerJoin('accounts', 'accounts.id', 'users.account_id')
    .leftJoin('user_roles', 'user_roles.user_id', 'users.id')
    .select([
      'users.id',
      'users.name',
      'users.account_id',
      'users.enabled',
      'users.email',
      'users.default_region',
      'users.password_id',
      'accounts.enabled as account_enabled',
      'accounts.reset_keeps_tokens',
      'accounts.session_idle_seconds',
      'user_roles.role',
    ])
    .where('users.id', '=', '')
}

function selectKeys(db: Db) {
  return db
    .selectFrom('api_keys')
    .select(['id', 'ends_at_ms', 'state'])
    .where('user_id', '=', '')
    .orderBy('created_at_ms', 'desc')
    .orderBy('id')
}
