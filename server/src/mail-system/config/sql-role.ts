import type { Secret } from '../../lib/secret.ts'

/** A role of PostgreSQL that mail servers read the views as. */
export interface SqlRole {
  readonly name: string
  readonly password: Secret
}

/**
 * What whoever looks after the database runs once, in Keyward's database: a role that reads the views, and nothing else.
 * Run again it sets the password again.
 */
export function roleSql({ name, password }: SqlRole): string {
  return `-- Written by: keyward mail config --sql. It holds a password.
do $$ begin
  create role ${name};
exception when duplicate_object then null;
end $$;
alter role ${name} login nosuperuser nocreatedb nocreaterole noinherit connection limit 100
  password '${password.reveal()}';
alter role ${name} set default_transaction_read_only = on;
alter role ${name} set statement_timeout = '5s';
alter role ${name} set search_path = keyward_mail;
grant usage on schema keyward_mail to ${name};
grant select on all tables in schema keyward_mail to ${name};
`
}
