import { type Group, normaliseGroupName } from '../../domain/groups/group.ts'
import type { GroupStore, ListedGroup } from '../../domain/groups/stores.ts'
import type { ChangeLog } from '../changes.ts'
import type { Session } from '../session.ts'
import type { GroupRoleRow, GroupRow } from '../tables/people.ts'
import type { Db } from '../tables.ts'
import { inPortions } from './portions.ts'

export function groupQueries(session: Session): GroupStore {
  return {
    insert: (group) => session.write((db) => insert(db, group)),
    byId: (id) => session.read((db) => byId(db, id)),
    list: (of) => session.read((db) => list(db, of)),
    count: (accountId) => session.read((db) => count(db, accountId)),
    members: (id) => session.read((db) => members(db, id)),
    hold: (id) => session.write((db) => hold(db, id)),
    update: (id, change) => session.write((db, changed) => update(db, changed, id, change)),
    changeMembers: (group, change) =>
      session.write((db, changed) => changeMembers(db, changed, group, change)),
    delete: (id) => session.write((db, changed) => remove(db, changed, id)),
  }
}

async function insert(db: Db, group: Group): Promise<void> {
  const { id, accountId, name, description, createdAtMs } = group
  const named = { name, normalised_name: normaliseGroupName(name) }
  const row: GroupRow = { id, account_id: accountId, ...named, description, created_at_ms: createdAtMs }
  await db.insertInto('groups').values(row).execute()
  await insertRoles(db, id, group.roles)
}

async function insertRoles(db: Db, id: string, roles: readonly string[]): Promise<void> {
  if (roles.length === 0) return
  const rows = roles.map((role) => ({ group_id: id, role }))
  await db.insertInto('group_roles').values(rows).execute()
}

async function byId(db: Db, id: string): Promise<Group | null> {
  if (id.includes('\0')) return null
  const row = await db.selectFrom('groups').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return null
  return toGroup(row, (await rolesOf(db, [id])).get(id) ?? [])
}

async function list(db: Db, of: Parameters<GroupStore['list']>[0]): Promise<ListedGroup[]> {
  const { accountId, userId } = of
  let asked = db.selectFrom('groups').selectAll('groups')
  if (accountId !== undefined) asked = asked.where('groups.account_id', '=', accountId)
  if (userId !== undefined) {
    const joined = db.selectFrom('group_members').select('group_id').where('user_id', '=', userId)
    asked = asked.where('groups.id', 'in', joined)
  }
  const rows = await asked.orderBy('groups.normalised_name').orderBy('groups.id').execute()
  const ids = rows.map(({ id }) => id)
  const [roles, counts] = [await rolesOf(db, ids), await countMembers(db, ids)]
  return rows.map((row) => ({
    group: toGroup(row, roles.get(row.id) ?? []),
    memberCount: counts.get(row.id) ?? 0,
  }))
}

async function rolesOf(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows: GroupRoleRow[] = []
  for (const some of inPortions(ids))
    rows.push(...(await db.selectFrom('group_roles').selectAll().where('group_id', 'in', some).execute()))
  const byGroup = Map.groupBy(rows, ({ group_id }) => group_id)
  return new Map([...byGroup].map(([id, held]) => [id, held.map(({ role }) => role).sort()]))
}

async function countMembers(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>()
  for (const some of inPortions(ids)) {
    const rows = await db
      .selectFrom('group_members')
      .select((eb) => ['group_id', eb.fn.countAll<number>().as('members')])
      .where('group_id', 'in', some)
      .groupBy('group_id')
      .execute()
    for (const { group_id, members: found } of rows) counts.set(group_id, found)
  }
  return counts
}

async function count(db: Db, accountId: string): Promise<number> {
  const counted = db
    .selectFrom('groups')
    .select((eb) => eb.fn.countAll<number>().as('groups'))
    .where('account_id', '=', accountId)
  return (await counted.executeTakeFirstOrThrow()).groups
}

async function members(db: Db, id: string) {
  const rows = await db
    .selectFrom('group_members')
    .innerJoin('users', 'users.id', 'group_members.user_id')
    .select(['users.id', 'users.name', 'users.enabled'])
    .where('group_members.group_id', '=', id)
    .orderBy('users.normalised_name')
    .execute()
  return rows.map(({ enabled, ...user }) => ({ ...user, enabled: enabled === 1 }))
}

/** An update that changes nothing: SQLite has no `select … for update`. */
async function hold(db: Db, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('groups')
    .set((eb) => ({ created_at_ms: eb.ref('created_at_ms') }))
    .where('id', '=', id)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

async function update(
  db: Db,
  changed: ChangeLog,
  id: string,
  { name, description, roles }: Parameters<GroupStore['update']>[1],
): Promise<void> {
  const set = {
    name,
    normalised_name: name === undefined ? undefined : normaliseGroupName(name),
    description,
  }
  if (Object.values(set).some((value) => value !== undefined))
    await db.updateTable('groups').set(set).where('id', '=', id).execute()
  if (!roles) return
  await db.deleteFrom('group_roles').where('group_id', '=', id).execute()
  await insertRoles(db, id, roles)
  await giveRoles(db, changed, id)
}

async function changeMembers(
  db: Db,
  changed: ChangeLog,
  { id, accountId }: Parameters<GroupStore['changeMembers']>[0],
  { add, remove: leaving }: Parameters<GroupStore['changeMembers']>[1],
): Promise<void> {
  for (const some of inPortions(leaving)) {
    for (const userId of some) changed.touch(userId)
    await db.deleteFrom('group_members').where('group_id', '=', id).where('user_id', 'in', some).execute()
  }
  for (const some of inPortions(add)) {
    const rows = some.map((userId) => ({ group_id: id, account_id: accountId, user_id: userId }))
    await db
      .insertInto('group_members')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  await giveRoles(db, changed, id)
}

/** Everybody has what they have by a group as the group is now. */
async function giveRoles(db: Db, changed: ChangeLog, id: string): Promise<void> {
  await db.deleteFrom('user_roles').where('group_id', '=', id).execute()
  await db
    .insertInto('user_roles')
    .columns(['account_id', 'user_id', 'role', 'group_id'])
    .expression((eb) =>
      eb
        .selectFrom('group_members')
        .innerJoin('group_roles', 'group_roles.group_id', 'group_members.group_id')
        .select([
          'group_members.account_id',
          'group_members.user_id',
          'group_roles.role',
          'group_roles.group_id',
        ])
        .where('group_members.group_id', '=', id),
    )
    .execute()
  await touchMembers(db, changed, id)
}

async function touchMembers(db: Db, changed: ChangeLog, id: string): Promise<void> {
  const rows = await db.selectFrom('group_members').select('user_id').where('group_id', '=', id).execute()
  for (const { user_id } of rows) changed.touch(user_id)
}

async function remove(db: Db, changed: ChangeLog, id: string): Promise<void> {
  await touchMembers(db, changed, id)
  await db.deleteFrom('user_roles').where('group_id', '=', id).execute()
  await db.deleteFrom('groups').where('id', '=', id).execute()
}

function toGroup(row: GroupRow, roles: readonly string[]): Group {
  const { id, name, description } = row
  return { id, accountId: row.account_id, name, description, roles, createdAtMs: row.created_at_ms }
}
