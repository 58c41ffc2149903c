import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Client } from 'pg'

/**
 * Fills a database that no server has open with users and keys that nobody holds: random digests, no sealed copy.
 * Straight SQL, because a million use cases would take a quarter of an hour.
 */
export function addStrangers(dataDir: string, users: number): void {
  const database = new DatabaseSync(join(dataDir, 'keyward.db'))
  const account = String(database.prepare('select id from accounts').get()?.['id'])
  database.exec('begin')
  const insert = (table: string, columns: string) =>
    database
      .prepare(
        `insert into ${table}
         with recursive n(at) as (select 1 union all select at + 1 from n where at < :users) select ${columns} from n`,
      )
      .run(table.startsWith('user_roles ') ? { users, account } : { users, account, now: Date.now() })
  insert(
    'users (id, account_id, name, normalised_name, enabled, created_at_ms, updated_at_ms)',
    `printf('%032x', at), :account, 'stranger-' || at, 'stranger-' || at, 1, :now, :now`,
  )
  insert('user_roles (account_id, user_id, role)', `:account, printf('%032x', at), 'identity:default'`)
  insert(
    'api_keys (id, account_id, user_id, digest, last_four, created_at_ms, state)',
    `lower(hex(randomblob(16))), :account, printf('%032x', at), substr(lower(hex(randomblob(22))), 1, 43), 'ffff', :now, 'active'`,
  )
  const numbers = 'with recursive n(at) as (select 1 union all select at + 1 from n where at < ?)'
  for (const statement of mailboxesFrom('n', "printf('e%031x', at)", numbers))
    database.prepare(statement).run(users)
  database.exec('commit')
  database.close()
}

/** The same in PostgreSQL, whose planner is then told of them. */
export async function addStrangersToPostgres(url: string, users: number): Promise<void> {
  const strangers = `generate_series(1, ${users}) as n(at)`
  const id = `lpad(to_hex(at), 32, '0')`
  const account = '(select min(id) from accounts)'
  const statements = [
    `insert into users (id, account_id, name, normalised_name, enabled, created_at_ms, updated_at_ms)
     select ${id}, ${account}, 'stranger-' || at, 'stranger-' || at, 1, 1, 1 from ${strangers}`,
    `insert into user_roles (account_id, user_id, role) select ${account}, ${id}, 'identity:default' from ${strangers}`,
    `insert into api_keys (id, account_id, user_id, digest, last_four, created_at_ms, state)
     select md5('key' || at), ${account}, ${id}, substr(md5('a' || at) || md5('b' || at), 1, 43), 'ffff', 1, 'active'
     from ${strangers}`,
    ...mailboxesFrom(strangers, `'e' || lpad(to_hex(at), 31, '0')`, ''),
    // As the server does by itself after so many rows: the tests' one is told not to.
    'vacuum (analyze)',
  ]
  const client = new Client({ connectionString: url })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}

/** As many mailboxes in the domain that is there, each with other facts. @param id an expression of the number `at` */
function mailboxesFrom(rows: string, id: string, before: string): readonly string[] {
  const of = '(select min(account_id) from mail_domains), (select min(id) from mail_domains)'
  const address = "'stranger-' || at || '@bench.example'"
  return [
    `insert into mail_addresses (address, account_id, domain_id, kind, target_id)
     ${before} select ${address}, ${of}, 'mailbox', ${id} from ${rows}`,
    `insert into mailboxes (id, account_id, domain_id, name, address, password_hash, quota_mb, usage_mb, enabled,
     display_name, custom_id, vacation_enabled, vacation_message, keep_forwarded, in_directory, in_gal, contact,
     created_at_ms, last_login_at_ms)
     ${before} select ${id}, ${of}, 'stranger-' || at, ${address}, '{ARGON2ID}none', 25600, at % 25600, 1,
     'Stranger ' || at, '', 0, '', 0, 1, 0, '{}', at, at from ${rows}`,
  ]
}

/** The digests of all keys. */
export function digestsIn(dataDir: string): readonly string[] {
  const database = new DatabaseSync(join(dataDir, 'keyward.db'))
  const rows = database.prepare('select digest from api_keys').all()
  database.close()
  return rows.map((row) => String(row['digest']))
}
