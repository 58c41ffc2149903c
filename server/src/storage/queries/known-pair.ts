import type { SealedPair } from '../../domain/key-pairs/key-pair.ts'
import { compiledOnce } from '../compiled-once.ts'
import type { Db } from '../tables.ts'
import { listOf } from './json-list.ts'
import { limitsOf } from './pair-limits.ts'
import { scopeOf } from './pair-scope.ts'
import { foldRoles } from './role-sets.ts'

/** What a check of a signature needs, in one statement for pair, user, account and roles. */
export function knownPairQuery(): (db: Db, userKey: string) => Promise<SealedPair | null> {
  const select = compiledOnce(selectPair)
  return async (db, userKey) => {
    const [known] = foldRoles(await select(db, [userKey]), toKnown)
    return known ?? null
  }
}

type Row = Awaited<ReturnType<ReturnType<typeof selectPair>['execute']>>[number]

function toKnown(row: Row, roles: readonly string[]): SealedPair {
  const isEnabled = row.enabled === 1 && row.account_enabled === 1
  return {
    pairId: row.id,
    userId: row.user_id,
    userName: row.name,
    accountId: row.account_id,
    roles,
    sealed: row.sealed,
    clockCheck: row.clock_check,
    limits: limitsOf(row),
    usable: isEnabled && row.admin_type === 'super' && row.state === 'active',
    endsAtMs: earlier(row.ends_at_ms, row.expires_at_ms),
    scope: scopeOf(row.scope),
    networks: [row.networks, row.admin_networks].flatMap((list) => (list === null ? [] : [listOf(list)])),
  }
}

function earlier(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b)
}

/** A row for each role. */
function selectPair(db: Db) {
  return db
    .selectFrom('key_pairs')
    .innerJoin('users', 'users.id', 'key_pairs.user_id')
    .innerJoin('accounts', 'accounts.id', 'users.account_id')
    .leftJoin('administrators', 'administrators.user_id', 'users.id')
    .leftJoin('user_roles', 'user_roles.user_id', 'users.id')
    .select([
      'key_pairs.id',
      'key_pairs.user_id',
      'key_pairs.account_id',
      'key_pairs.sealed',
      'key_pairs.clock_check',
      'key_pairs.reads_per_minute',
      'key_pairs.writes_per_minute',
      'key_pairs.domain_writes_per_minute',
      'key_pairs.ends_at_ms',
      'key_pairs.state',
      'key_pairs.scope',
      'key_pairs.networks',
      'key_pairs.expires_at_ms',
      'administrators.networks as admin_networks',
      'users.name',
      'users.enabled',
      'users.admin_type',
      'accounts.enabled as account_enabled',
      'user_roles.role',
    ])
    .where('key_pairs.user_key', '=', '')
}
