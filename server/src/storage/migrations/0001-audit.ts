import { type Kysely, sql } from 'kysely'
import type { Engine } from '../migrate.ts'

export async function createAudit(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await createTables(db.schema)
  await guardAudit(db, engine)
}

async function createTables(schema: Kysely<unknown>['schema']): Promise<void> {
  await schema
    .createTable('audit_heads')
    .addColumn('chain', 'text', (column) => column.notNull())
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('audit_heads_chain_key', ['chain'])
    .execute()
  await schema
    .createTable('audit_entries')
    .addColumn('chain', 'text', (column) => column.notNull())
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addColumn('at_ms', 'bigint', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('target', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('details', 'text', (column) => column.notNull())
    .addColumn('previous_hash', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('audit_entries_chain_number_key', ['chain', 'number'])
    .addForeignKeyConstraint('audit_entries_head_fkey', ['chain'], 'audit_heads', ['chain'])
    .execute()
  await schema
    .createTable('audit_checkpoints')
    .addColumn('chain', 'text', (column) => column.notNull())
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('at_ms', 'bigint', (column) => column.notNull())
    .addColumn('signature', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('audit_checkpoints_chain_number_key', ['chain', 'number'])
    .execute()
  await schema
    .createTable('audit_prune_permits')
    .addColumn('chain', 'text', (column) => column.notNull())
    .addColumn('through_number', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('audit_prune_permits_chain_key', ['chain'])
    .addForeignKeyConstraint(
      'audit_prune_permits_checkpoint_fkey',
      ['chain', 'through_number'],
      'audit_checkpoints',
      ['chain', 'number'],
    )
    .execute()
}

/**
 * Makes the audit tables append-only. Entries may go only while `audit_prune_permits` has a row for them, which
 * pruning puts there and removes within its own transaction.
 */
async function guardAudit(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const statements = engine === 'sqlite' ? SQLITE_GUARDS : POSTGRES_GUARDS
  for (const statement of statements) await statement.execute(db)
}

const SQLITE_GUARDS = [
  sql`create trigger audit_entries_no_update before update on audit_entries
    begin select raise(abort, 'audit entries cannot be changed'); end`,
  sql`create trigger audit_entries_no_delete before delete on audit_entries
    when not exists (
      select 1 from audit_prune_permits where chain = old.chain and through_number >= old.number
    )
    begin select raise(abort, 'audit entries cannot be removed'); end`,
  // An "insert or replace" would remove a row without asking the trigger above.
  sql`create trigger audit_entries_no_replace before insert on audit_entries
    when exists (select 1 from audit_entries where chain = new.chain and number = new.number)
    begin select raise(abort, 'audit entries cannot be replaced'); end`,
  sql`create trigger audit_checkpoints_no_update before update on audit_checkpoints
    begin select raise(abort, 'audit checkpoints cannot be changed'); end`,
  sql`create trigger audit_checkpoints_no_delete before delete on audit_checkpoints
    begin select raise(abort, 'audit checkpoints cannot be removed'); end`,
  sql`create trigger audit_heads_no_return before update on audit_heads
    when new.chain <> old.chain or new.number < old.number
    begin select raise(abort, 'an audit chain cannot go back'); end`,
  sql`create trigger audit_heads_no_delete before delete on audit_heads
    begin select raise(abort, 'an audit chain cannot be removed'); end`,
]

const POSTGRES_GUARDS = [
  sql`create function audit_entries_guard() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' and exists (
        select 1 from audit_prune_permits where chain = old.chain and through_number >= old.number
      ) then
        return old;
      end if;
      raise exception 'audit entries cannot be changed or removed' using errcode = 'restrict_violation';
    end $$`,
  sql`create function audit_refuse() returns trigger language plpgsql as $$
    begin
      raise exception 'the audit log cannot be changed or removed' using errcode = 'restrict_violation';
    end $$`,
  sql`create trigger audit_entries_append_only before update or delete on audit_entries
    for each row execute function audit_entries_guard()`,
  sql`create trigger audit_entries_no_truncate before truncate on audit_entries
    for each statement execute function audit_refuse()`,
  sql`create trigger audit_checkpoints_append_only before update or delete on audit_checkpoints
    for each row execute function audit_refuse()`,
  sql`create trigger audit_checkpoints_no_truncate before truncate on audit_checkpoints
    for each statement execute function audit_refuse()`,
  sql`create trigger audit_heads_no_return before update on audit_heads
    for each row when (new.chain <> old.chain or new.number < old.number) execute function audit_refuse()`,
  sql`create trigger audit_heads_no_delete before delete on audit_heads
    for each row execute function audit_refuse()`,
  sql`create trigger audit_heads_no_truncate before truncate on audit_heads
    for each statement execute function audit_refuse()`,
]
