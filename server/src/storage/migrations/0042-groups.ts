import { type Kysely, sql } from 'kysely'
import { ownedByUser } from './0001-initial.ts'

/**
 * Groups of an account's users, with roles of their own. What a user has by a group stands beside the user's own roles,
 * with the group's id: every question about roles is answered from the one table.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createGroups(db)
  await rebuildUserRoles(db)
}

async function createGroups({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('groups')
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('normalised_name', 'text', (column) => column.notNull())
    .addColumn('description', 'text', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('groups_id_key', ['id'])
    .addUniqueConstraint('groups_account_id_normalised_name_key', ['account_id', 'normalised_name'])
    .addUniqueConstraint('groups_account_id_id_key', ['account_id', 'id'])
    .addForeignKeyConstraint('groups_account_fkey', ['account_id'], 'accounts', ['id'])
    .execute()
  await schema
    .createTable('group_roles')
    .addColumn('group_id', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('group_roles_group_id_role_key', ['group_id', 'role'])
    .addForeignKeyConstraint('group_roles_group_fkey', ['group_id'], 'groups', ['id'], (key) =>
      key.onDelete('cascade'),
    )
    .execute()
  await schema
    .createTable('group_members')
    .addColumn('group_id', 'text', (column) => column.notNull())
    .$call(ownedByUser('group_members'))
    .addPrimaryKeyConstraint('group_members_group_id_user_id_key', ['group_id', 'user_id'])
    .addForeignKeyConstraint(
      'group_members_group_fkey',
      ['account_id', 'group_id'],
      'groups',
      ['account_id', 'id'],
      (key) => key.onDelete('cascade'),
    )
    .execute()
  await schema.createIndex('group_members_of_user').on('group_members').column('user_id').execute()
}

/** A primary key takes no further column: the table is made anew. */
async function rebuildUserRoles(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema
    .createTable('held_roles')
    .$call(ownedByUser('user_roles'))
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('group_id', 'text', (column) => column.notNull().defaultTo(''))
    .addPrimaryKeyConstraint('user_roles_user_id_role_group_id_key', ['user_id', 'role', 'group_id'])
    .execute()
  await db
    .withTables<Held>()
    .insertInto('held_roles')
    .columns(['account_id', 'user_id', 'role'])
    .expression((eb) => eb.selectFrom('user_roles').select(['account_id', 'user_id', 'role']))
    .execute()
  await schema.dropTable('user_roles').execute()
  await schema.alterTable('held_roles').renameTo('user_roles').execute()
  await schema.createIndex('user_roles_of_role').on('user_roles').column('role').execute()
  await schema
    .createIndex('user_roles_of_group')
    .on('user_roles')
    .column('group_id')
    .where(sql.ref('group_id'), '<>', sql.lit(''))
    .execute()
}

interface Row {
  account_id: string
  user_id: string
  role: string
}

type Held = {
  held_roles: Row
  user_roles: Row
}
