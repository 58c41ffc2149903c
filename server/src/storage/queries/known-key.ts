import type { FoundKey } from '../../domain/keys/stores.ts'
import type { KnownKey } from '../../domain/login/known.ts'
import { sharedTexts } from '../../lib/shared-texts.ts'
import { compiledOnce } from '../compiled-once.ts'
import type { Db } from '../tables.ts'
import { foldRoles } from './role-sets.ts'

/** What a key check needs, in one statement for key, user, account and roles: this is what a request waits for. */
export function knownKeyQuery(): (db: Db, digest: string) => Promise<KnownKey | null> {
  const select = compiledOnce((db) => selectKey(db).where('api_keys.digest', '=', ''))
  return async (db, digest) => {
    const [known] = foldRoles(await select(db, [digest]), toKnown)
    return known ?? null
  }
}

/** The same for several digests of one secret; of two keys found, the one with the earlier digest. */
export async function knownAmong(db: Db, digests: readonly string[]): Promise<FoundKey | null> {
  const rows = await selectKey(db)
    .select('api_keys.digest')
    .where('api_keys.digest', 'in', digests)
    .orderBy('api_keys.id')
    .execute()
  const found = foldRoles(rows, (row, roles) => ({ digest: row.digest, key: toKnown(row, roles) }))
  return found.sort((a, b) => digests.indexOf(a.digest) - digests.indexOf(b.digest))[0] ?? null
}

/** A million known keys belong to far fewer accounts. */
const sharedAccountId = sharedTexts(10_000)

type Row = Awaited<ReturnType<ReturnType<typeof selectKey>['execute']>>[number]

function toKnown(row: Row, roles: readonly string[]): KnownKey {
  return {
    keyId: row.id,
    userId: row.user_id,
    userName: row.name,
    accountId: sharedAccountId(row.account_id),
    roles,
    usable: row.enabled === 1 && row.account_enabled === 1 && row.state === 'active',
    endsAtMs: row.ends_at_ms,
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
}
