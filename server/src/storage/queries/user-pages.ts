import { type ExpressionBuilder, sql } from 'kysely'
import type { ListedKey, ListedUser, UserState } from '../../domain/users/listed-user.ts'
import type { UserPageQuery, UserStore } from '../../domain/users/stores.ts'
import { normaliseUserName } from '../../domain/users/user.ts'
import type { Session } from '../session.ts'
import type { UserRow } from '../tables/people.ts'
import type { Db, Tables } from '../tables.ts'
import { toUser } from './user-row.ts'
import { outOfSight } from './users-in-sight.ts'

/** What those who manage users look at: pages, and one user with the facts of a page. */
export function userPages(
  session: Session,
): Pick<UserStore, 'page' | 'pageIds' | 'listed' | 'countMatching'> {
  return {
    page: (query) => session.read(async (db) => listedFor(db, await pageRows(db, query))),
    pageIds: (query) => session.read((db) => pageIds(db, query)),
    listed: (id) =>
      session.read(async (db) => {
        const rows = await db.selectFrom('users').selectAll().where('id', '=', id).execute()
        return (await listedFor(db, rows))[0] ?? null
      }),
    countMatching: (filter) =>
      session.read(async (db) => {
        const all = (await matching(db, filter)).select((eb) => eb.fn.countAll<number>().as('users'))
        return (await all.executeTakeFirstOrThrow()).users
      }),
  }
}

type Where = ExpressionBuilder<Tables, 'users'>

/** More ids than this are not gathered: then one of the first users in order will do. */
const FEW = 1_000

/** First the ids, which an index alone can tell, then their rows: a search through all users reads no row it does not show. */
async function pageRows(db: Db, query: UserPageQuery): Promise<UserRow[]> {
  const ids = await pageIds(db, query)
  if (ids.length === 0) return []
  const rows = await db.selectFrom('users').selectAll().where('id', 'in', ids).execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

async function pageIds(db: Db, query: UserPageQuery): Promise<readonly string[]> {
  return (await (await idsOfPage(db, query)).execute()).map(({ id }) => id)
}

async function idsOfPage(db: Db, query: UserPageQuery) {
  const { sort, descending, after, limit } = query
  const direction = descending ? 'desc' : 'asc'
  const column = sort === 'name' ? 'normalised_name' : 'created_at_ms'
  let users = (await matching(db, query)).select('users.id').orderBy(column, direction).limit(limit)
  // A name is taken once only; of moments there may be two.
  if (sort === 'created') users = users.orderBy('id', direction)
  return after ? users.where((eb) => behind(eb, query, after)) : users
}

type Filter = Parameters<UserStore['countMatching']>[0]

async function matching(db: Db, filter: Filter) {
  const { accountId, text, state, role, outOfSight: hidden } = filter
  let users = db.selectFrom('users')
  if (accountId !== undefined) users = users.where('account_id', '=', accountId)
  if (text !== undefined && text !== '') users = users.where((eb) => contains(eb, text))
  if (state !== undefined) users = users.where((eb) => inState(eb, state))
  if (role !== undefined) users = users.where((eb) => holds(eb, role))
  if (hidden?.roles.length) users = users.where((eb) => eb.not(outOfSight(eb, hidden)))
  const few = await fewCandidates(db, filter)
  return few ? users.where('id', 'in', few) : users
}

/** All who can be on any page, where they are few: a search for a handful must not pass by everybody. */
async function fewCandidates(db: Db, { role, state }: Filter): Promise<readonly string[] | null> {
  if (role === undefined && state !== 'invited') return null
  const links = db
    .selectFrom('links')
    .select('user_id as id')
    .where('kind', '=', 'invitation')
    .limit(FEW + 1)
  const given = db
    .selectFrom('user_roles')
    .select('user_id as id')
    .limit(FEW + 1)
  const rows = await (role === undefined ? links.execute() : given.where('role', '=', role).execute())
  // Never an empty list, which PostgreSQL does not read; no user has this id.
  return rows.length > FEW ? null : ['', ...rows.flatMap(({ id }) => id ?? [])]
}

/** `%`, `_` and the sign that escapes them stand for themselves. */
function contains(eb: Where, text: string) {
  const within = (part: string) => `%${part.replace(/[\\%_]/g, '\\$&')}%`
  return eb.or([
    sql<boolean>`${eb.ref('normalised_name')} like ${within(normaliseUserName(text))} escape '\\'`,
    // Made small by the engine on both sides: SQLite knows the letters of ASCII only.
    sql<boolean>`lower(${eb.ref('email')}) like lower(cast(${within(text)} as text)) escape '\\'`,
  ])
}

function inState(eb: Where, state: UserState) {
  if (state === 'disabled') return eb('enabled', '=', 0)
  const invited = eb.and([
    eb('password_hash', 'is', null),
    eb.exists(
      eb
        .selectFrom('links')
        .select('links.digest')
        .whereRef('links.user_id', '=', 'users.id')
        .where('links.kind', '=', 'invitation'),
    ),
  ])
  return eb.and([eb('enabled', '=', 1), state === 'invited' ? invited : eb.not(invited)])
}

function holds(eb: Where, role: string) {
  return eb.exists(
    eb
      .selectFrom('user_roles')
      .select('user_roles.role')
      .whereRef('user_roles.user_id', '=', 'users.id')
      .where('user_roles.role', '=', role),
  )
}

function behind(eb: Where, { sort, descending }: UserPageQuery, after: NonNullable<UserPageQuery['after']>) {
  const comparison = descending ? '<' : '>'
  if (sort === 'name') return eb('normalised_name', comparison, normaliseUserName(after.name))
  return eb(eb.refTuple('created_at_ms', 'id'), comparison, eb.tuple(after.createdAtMs, after.id))
}

async function listedFor(db: Db, rows: readonly UserRow[]): Promise<ListedUser[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const roles = await db
    .selectFrom('user_roles')
    .select(['user_id', 'role'])
    .where('user_id', 'in', ids)
    .execute()
  const invitations = await lastInvitations(db, ids)
  const signIns = await lastSignIns(db, ids)
  const keys = await liveKeys(db, ids)
  const rolesOf = Map.groupBy(roles, ({ user_id }) => user_id)
  return rows.map((row) => {
    const own = rolesOf.get(row.id) ?? []
    return {
      user: toUser(row, [...new Set(own.map(({ role }) => role))].sort()),
      invitationEndsAtMs: invitations.get(row.id) ?? null,
      lastSignInMs: signIns.get(row.id) ?? null,
      key: keys.get(row.id) ?? null,
    }
  })
}

async function lastInvitations(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string | null, number>> {
  const rows = await db
    .selectFrom('links')
    .select((eb) => ['user_id', eb.fn.max('expires_at_ms').as('ends_at_ms')])
    .where('user_id', 'in', ids)
    .where('kind', '=', 'invitation')
    .groupBy('user_id')
    .execute()
  return new Map(rows.map(({ user_id, ends_at_ms }) => [user_id, ends_at_ms]))
}

async function lastSignIns(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('known_networks')
    .select((eb) => ['user_id', eb.fn.max('last_success_ms').as('at_ms')])
    .where('user_id', 'in', ids)
    .groupBy('user_id')
    .execute()
  return new Map(rows.map(({ user_id, at_ms }) => [user_id, at_ms]))
}

/**
 * A user's calls are in the order of their hours: the last use is found from the end, and the calls before it are not
 * read.
 */
async function liveKeys(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, ListedKey>> {
  const rows = await db
    .selectFrom('api_keys')
    .select((eb) => ['user_id', 'created_at_ms', lastUse(eb).as('last_use_ms')])
    .where('user_id', 'in', ids)
    .where('ends_at_ms', 'is', null)
    .execute()
  return new Map(
    rows.map((row) => [row.user_id, { createdAtMs: row.created_at_ms, lastUseMs: row.last_use_ms }]),
  )
}

function lastUse(eb: ExpressionBuilder<Tables, 'api_keys'>) {
  const lastHour = eb
    .selectFrom('calls as later')
    .select('later.hour_ms')
    .whereRef('later.user_id', '=', 'api_keys.user_id')
    .whereRef('later.key_id', '=', 'api_keys.id')
    .where('later.outcome', '=', 'valid')
    .orderBy('later.hour_ms', 'desc')
    .limit(1)
  return eb
    .selectFrom('calls as use')
    .select((use) => use.fn.max('use.last_at_ms').as('at_ms'))
    .whereRef('use.user_id', '=', 'api_keys.user_id')
    .where('use.hour_ms', '=', lastHour)
    .whereRef('use.key_id', '=', 'api_keys.id')
    .where('use.outcome', '=', 'valid')
}
