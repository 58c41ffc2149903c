import { sql } from 'kysely'
import type { SightQuery, UserFilter, UserStore } from '../../domain/users/stores.ts'
import { normaliseUserName, type User } from '../../domain/users/user.ts'
import type { ChangeLog } from '../changes.ts'
import type { Session } from '../session.ts'
import { bit, optionalBit } from '../tables/columns.ts'
import type { UserRow } from '../tables/people.ts'
import type { Db } from '../tables.ts'
import { rememberForgotten } from './forgotten-keys.ts'
import { knownUserQuery } from './known-user.ts'
import { passwordIdQueries } from './password-ids.ts'
import { foldRoles } from './role-sets.ts'
import { userPages } from './user-pages.ts'
import { toUser } from './user-row.ts'
import { countHolders, countOutOfSight } from './users-in-sight.ts'

type UserChange = Parameters<UserStore['update']>[1]

export function userQueries(session: Session): UserStore {
  const knownUser = knownUserQuery()
  return {
    insert: (user) => session.write((db, changed) => insert(db, changed, user)),
    byId: (id) => session.read((db) => byId(db, id)),
    byName: (name) => session.read((db) => byName(db, name)),
    alike: (look) => session.read((db) => alike(db, look)),
    list: (filter) => session.read((db) => list(db, filter)),
    namesOf: (ids) => session.read((db) => namesOf(db, ids)),
    ...userPages(session),
    ...passwordIdQueries(session),
    count: (accountId) => session.read((db) => count(db, accountId)),
    countInSight: (query) => session.read((db) => countInSight(db, query)),
    ownRoles: (id) => session.read((db) => ownRoles(db, id)),
    hold: (id) => session.write((db) => hold(db, id)),
    update: (id, change) => session.write((db, changed) => update(db, changed, id, change)),
    delete: (id, nowMs) => session.write((db, changed) => remove(db, changed, id, nowMs)),
    known: (id) => session.read((db) => knownUser(db, id)),
  }
}

/** One row for each role of each user. */
function select(db: Db) {
  return db
    .selectFrom('users')
    .leftJoin('user_roles', 'user_roles.user_id', 'users.id')
    .selectAll('users')
    .select('user_roles.role')
    .orderBy('users.created_at_ms')
    .orderBy('users.id')
}

function fold(rows: readonly (UserRow & { readonly role: string | null })[]): User[] {
  return foldRoles(rows, toUser)
}

async function byId(db: Db, id: string): Promise<User | null> {
  // PostgreSQL cannot even compare a text with NUL, and no id or name has one.
  if (id.includes('\0')) return null
  return fold(await select(db).where('id', '=', id).execute())[0] ?? null
}

async function byName(db: Db, name: string): Promise<User | null> {
  if (name.includes('\0')) return null
  const rows = await select(db).where('normalised_name', '=', normaliseUserName(name)).execute()
  return fold(rows)[0] ?? null
}

/** To the letter as the index has it. */
const LOOK = sql<string>`replace(replace(replace(lower(replace(name, 'I', 'l')), '0', 'o'), '1', 'l'), 'rn', 'm')`

async function alike(db: Db, look: string): Promise<Pick<User, 'id' | 'name'>[]> {
  return db.selectFrom('users').select(['id', 'name']).where(LOOK, '=', look).execute()
}

async function list(db: Db, { accountId, email, role, adminType, ids }: UserFilter): Promise<User[]> {
  if (ids?.length === 0) return []
  let query = select(db)
  if (ids !== undefined) query = query.where('users.id', 'in', ids)
  if (accountId !== undefined) query = query.where('users.account_id', '=', accountId)
  if (email !== undefined) query = query.where('users.email', '=', email)
  if (adminType !== undefined) query = query.where('users.admin_type', '=', adminType)
  if (role !== undefined) {
    // All roles of those who have this one.
    const holders = db.selectFrom('user_roles as held').select('held.user_id').where('held.role', '=', role)
    query = query.where('users.id', 'in', holders)
  }
  return fold(await query.execute())
}

async function namesOf(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('users').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

async function count(db: Db, accountId: string | undefined): Promise<number> {
  const all = db.selectFrom('users').select((eb) => eb.fn.countAll<number>().as('users'))
  const counted = accountId === undefined ? all : all.where('account_id', '=', accountId)
  return (await counted.executeTakeFirstOrThrow()).users
}

async function countInSight(db: Db, query: SightQuery): Promise<number> {
  const { accountId, role } = query
  const all = role === undefined ? await count(db, accountId) : await countHolders(db, accountId, role)
  return all - (await countOutOfSight(db, query))
}

async function insert(db: Db, changed: ChangeLog, user: User): Promise<void> {
  await db.insertInto('users').values(toRow(user)).execute()
  await insertRoles(db, user, user.roles)
  changed.touch(user.id)
}

async function insertRoles(db: Db, user: { id: string; accountId: string }, roles: readonly string[]) {
  if (roles.length === 0) return
  const rows = [...new Set(roles)].map((role) => ({ account_id: user.accountId, user_id: user.id, role }))
  await db.insertInto('user_roles').values(rows).execute()
}

async function ownRoles(db: Db, id: string): Promise<readonly string[]> {
  const own = db.selectFrom('user_roles').select('role').where('user_id', '=', id).where('group_id', '=', '')
  return (await own.orderBy('role').execute()).map(({ role }) => role)
}

/** An update that changes nothing: SQLite has no `select … for update`. */
async function hold(db: Db, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('users')
    .set((eb) => ({ updated_at_ms: eb.ref('updated_at_ms') }))
    .where('id', '=', id)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

async function update(db: Db, changed: ChangeLog, id: string, change: UserChange): Promise<void> {
  const set = {
    name: change.name,
    normalised_name: change.name === undefined ? undefined : normaliseUserName(change.name),
    email: change.email,
    enabled: optionalBit(change.enabled),
    password_hash: change.passwordHash,
    password_id: change.passwordId,
    password_changed_at_ms: change.passwordChangedAtMs,
    default_region: change.defaultRegion,
    second_factor: optionalBit(change.secondFactor),
    second_factor_rule: change.secondFactorRule,
    admin_type: change.adminType,
    description: change.description,
    contact_type: change.contactType,
    contact_id: change.contactId,
    updated_at_ms: change.updatedAtMs,
  }
  changed.touch(id)
  if (Object.values(set).some((value) => value !== undefined)) {
    await db.updateTable('users').set(set).where('id', '=', id).execute()
  }
  if (change.roles) await replaceRoles(db, id, change.roles)
}

async function replaceRoles(db: Db, id: string, roles: readonly string[]): Promise<void> {
  const user = await db.selectFrom('users').select('account_id').where('id', '=', id).executeTakeFirst()
  if (!user) return
  await db.deleteFrom('user_roles').where('user_id', '=', id).where('group_id', '=', '').execute()
  await insertRoles(db, { id, accountId: user.account_id }, roles)
}

/** The foreign keys take everything of the user along. */
async function remove(db: Db, changed: ChangeLog, id: string, nowMs: number): Promise<void> {
  changed.touch(id)
  await rememberForgotten(db, nowMs, (keys) => keys.where('user_id', '=', id))
  await db.deleteFrom('users').where('id', '=', id).execute()
}

function toRow(user: User): UserRow {
  return {
    id: user.id,
    account_id: user.accountId,
    name: user.name,
    normalised_name: normaliseUserName(user.name),
    email: user.email,
    enabled: bit(user.enabled),
    password_hash: user.passwordHash,
    password_id: user.passwordId,
    password_changed_at_ms: user.passwordChangedAtMs,
    default_region: user.defaultRegion,
    second_factor: bit(user.secondFactor),
    second_factor_rule: user.secondFactorRule,
    admin_type: user.adminType,
    description: user.description,
    contact_type: user.contactType,
    contact_id: user.contactId,
    created_at_ms: user.createdAtMs,
    updated_at_ms: user.updatedAtMs,
  }
}
