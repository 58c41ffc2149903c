import type { CustomRole } from '../../domain/roles/custom-role.ts'
import type { RoleStore } from '../../domain/roles/stores.ts'
import type { ChangeLog } from '../changes.ts'
import type { Session } from '../session.ts'
import { bit } from '../tables/columns.ts'
import type { RoleRow } from '../tables/people.ts'
import type { Db } from '../tables.ts'

export function roleQueries(session: Session): RoleStore {
  return {
    insert: (role) =>
      session.write(async (db) => {
        await db.insertInto('roles').values(toRow(role)).execute()
      }),
    list: () =>
      session.read(async (db) => {
        const rows = await db.selectFrom('roles').selectAll().orderBy('name').execute()
        return rows.map(toRole)
      }),
    describe: (name, description) =>
      session.write(async (db) => {
        await db.updateTable('roles').set({ description }).where('name', '=', name).execute()
      }),
    delete: (name) => session.write((db, changed) => remove(db, changed, name)),
  }
}

async function remove(db: Db, changed: ChangeLog, name: string): Promise<number | null> {
  await holdGroups(db, name)
  const { numDeletedRows } = await db.deleteFrom('roles').where('name', '=', name).executeTakeFirst()
  if (numDeletedRows === 0n) return null
  const holders = await db.deleteFrom('user_roles').where('role', '=', name).returning('user_id').execute()
  for (const { user_id } of holders) changed.touch(user_id)
  await db.deleteFrom('group_roles').where('role', '=', name).execute()
  return new Set(holders.map(({ user_id }) => user_id)).size
}

/** Waits for those who change a group that gives the role, and makes others wait: they give what the group has then. */
async function holdGroups(db: Db, role: string): Promise<void> {
  const giving = db.selectFrom('group_roles').select('group_id').where('role', '=', role)
  await db
    .updateTable('groups')
    .set((eb) => ({ created_at_ms: eb.ref('created_at_ms') }))
    .where('id', 'in', giving)
    .execute()
}

function toRow({ name, description, givenByAccounts, createdAtMs }: CustomRole): RoleRow {
  return { name, description, given_by_accounts: bit(givenByAccounts), created_at_ms: createdAtMs }
}

function toRole(row: RoleRow): CustomRole {
  return {
    name: row.name,
    description: row.description,
    givenByAccounts: row.given_by_accounts === 1,
    createdAtMs: row.created_at_ms,
  }
}
