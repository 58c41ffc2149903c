import assert from 'node:assert/strict'
import { existsSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { type TestContext, test } from 'node:test'
import { type Kysely, sql } from 'kysely'
import { CLOCK, onBothEngines, type TestEngine } from '../../../tests/support/stores.ts'
import { openPostgres } from './engines/postgres.ts'
import { openSqlite } from './engines/sqlite.ts'
import type { Migration } from './migrate.ts'
import { MIGRATIONS } from './migrations/index.ts'

/** The number of a step behind those that there are. */
const NEXT = MIGRATIONS.length + 1

function later(number: number, up: Migration['up']): Migration {
  return { number, name: `step ${number}`, up }
}

const addTable = (name: string) => async (db: Kysely<unknown>) => {
  await db.schema.createTable(name).addColumn('id', 'text').execute()
}

const BROKEN = later(NEXT, async (db) => {
  await addTable('half')(db)
  await sql`insert into meta (name, value) values ('half', 'done')`.execute(db)
  await sql`insert into no_such_table values (1)`.execute(db)
})

onBothEngines((engine) => {
  const opener = async () => {
    const url = await engine.freshUrl()
    return (migrations: readonly Migration[]) => openWith(engine, url, migrations)
  }

  test('a step that fails leaves nothing behind, and can be taken again', async () => {
    const open = await opener()
    await (await open(MIGRATIONS)).close()
    await assert.rejects(open([...MIGRATIONS, BROKEN]), { name: 'StorageError' })
    const before = await open(MIGRATIONS)
    assert.equal(await before.meta.get('half'), null)
    await before.close()
    // The table would be in the way if the first statement had stayed.
    await (await open([...MIGRATIONS, later(NEXT, addTable('half'))])).close()
  })

  test('steps before the failing one stay', async () => {
    const open = await opener()
    const good = later(NEXT, async (db) => {
      await sql`insert into meta (name, value) values ('good', 'done')`.execute(db)
    })
    await assert.rejects(open([...MIGRATIONS, good, { ...BROKEN, number: NEXT + 1 }]))
    const store = await open([...MIGRATIONS, good])
    assert.equal(await store.meta.get('good'), 'done')
    await store.close()
  })

  test('a first start that fails half-way begins afresh', async () => {
    const open = await opener()
    const [initial] = MIGRATIONS
    assert.ok(initial)
    const failing: Migration = {
      ...initial,
      up: async (db, name) => {
        await initial.up(db, name)
        throw new Error('the machine said no')
      },
    }
    await assert.rejects(open([failing]), /said no/)
    const store = await open(MIGRATIONS)
    assert.equal(await store.users.count(), 0)
    await store.close()
  })

  test('each step is taken once, in order', async () => {
    const open = await opener()
    const taken: number[] = []
    const steps = [NEXT, NEXT + 1].map((number) => later(number, async () => void taken.push(number)))
    await (await open([...MIGRATIONS, ...steps])).close()
    await (await open([...MIGRATIONS, ...steps])).close()
    assert.deepEqual(taken, [NEXT, NEXT + 1])
  })

  test('a newer schema is refused', async () => {
    const open = await opener()
    await (await open([...MIGRATIONS, later(NEXT, addTable('newer'))])).close()
    await assert.rejects(open(MIGRATIONS), {
      name: 'StoreUnusableError',
      message: new RegExp(`schema ${NEXT}`),
    })
  })

  if (engine.name === 'postgres') {
    test('of eight servers that start together one migrates', async () => {
      const open = await opener()
      const taken: number[] = []
      const step = later(NEXT, async (db) => {
        taken.push(NEXT)
        await addTable('once')(db)
      })
      const stores = await Promise.all(Array.from({ length: 8 }, () => open([...MIGRATIONS, step])))
      for (const store of stores) await store.close()
      assert.deepEqual(taken, [NEXT])
    })
  } else {
    test('an existing schema is copied before it is changed, and only then', async () => {
      const url = await engine.freshUrl()
      const path = url.slice('sqlite:'.length)
      const first = await openWith(engine, url, MIGRATIONS)
      await first.meta.set('name', 'before')
      await first.close()
      assert.ok(!existsSync(`${path}.schema-${MIGRATIONS.length}`))
      await (await openWith(engine, url, [...MIGRATIONS, later(NEXT, addTable('t'))])).close()
      assert.equal(statSync(`${path}.schema-${MIGRATIONS.length}`).mode & 0o777, 0o600)
      const copy = new DatabaseSync(`${path}.schema-${MIGRATIONS.length}`, { readOnly: true })
      assert.equal(copy.prepare("select value from meta where name = 'name'").get()?.['value'], 'before')
      copy.close()
      const restored = await openWith(engine, `sqlite:${path}.schema-${MIGRATIONS.length}`, MIGRATIONS)
      assert.equal(await restored.meta.get('name'), 'before')
      await restored.close()
    })
  }

  test('accounts from before show-once go on keeping copies of their keys', async () => {
    const open = await opener()
    const addAccount = later(2, async (db) => {
      await sql`insert into accounts values ('100001', 'Early', 1, 0, 1, 5, 1000)`.execute(db)
    })
    await (await open([...MIGRATIONS.slice(0, 1), addAccount])).close()
    const renumbered = MIGRATIONS.slice(1).map((step) => ({ ...step, number: step.number + 1 }))
    const store = await open([...MIGRATIONS.slice(0, 1), addAccount, ...renumbered])
    assert.equal((await store.accounts.byId('100001'))?.showOnce, false)
    await store.close()
  })

  test('both engines have the same tables and columns', async (t) => {
    assert.deepEqual(await columns(t, engine), COLUMNS)
  })
})

function openWith(engine: TestEngine, url: string, migrations: readonly Migration[]) {
  const options = { clock: CLOCK, migrations, busyTimeoutMs: 0 }
  return engine.name === 'sqlite'
    ? openSqlite(url.slice('sqlite:'.length), options)
    : openPostgres(url, options)
}

/** The columns of each table, with `?` where null is allowed; read from the live schema by a step behind the last one. */
async function columns(t: TestContext, engine: TestEngine): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  const look = later(99, async (db) => {
    for (const { name, columns, isView } of await db.introspection.getTables()) {
      if (isView) continue
      const texts = columns.map((column) => `${column.name}${column.isNullable ? '?' : ''}`)
      found[name] = texts.toSorted().join(' ')
    }
  })
  const store = await openWith(engine, await engine.freshUrl(), [...MIGRATIONS, look])
  t.after(() => store.close())
  return found
}

/** As `tables.ts` states them. */
const COLUMNS: Readonly<Record<string, string>> = {
  access_rules: 'account_id id method path service user_id',
  accounts:
    'api_reveal created_at_ms enabled id name own_domains password_history password_life_seconds? reset_keeps_tokens second_factor_required session_idle_seconds show_once step_up_minutes',
  account_contacts:
    'account_id address_line1 address_line2 city country email phone reference_number? state zip',
  api_keys: 'account_id created_at_ms digest ends_at_ms? id last_four sealed? state user_id',
  application_credentials:
    'access_rules? account_id created_at_ms description? digest expires_at_ms? id name roles state unrestricted user_id',
  audit_checkpoints: 'at_ms chain hash number signature',
  audit_entries: 'action actor at_ms chain details hash number outcome previous_hash source target',
  audit_heads: 'chain hash number',
  audit_prune_permits: 'chain through_number',
  answer_times: 'answers dialect hour_ms within_us',
  unknown_calls: 'account_id calls dialect hour_ms',
  call_months: 'account_id calls dialect key_id last_at_ms month_ms outcome tokens user_id verifications',
  usage_thresholds: 'account_id calls_per_day? calls_per_month? notify told_day_ms? told_month_ms?',
  calls: 'account_id calls client dialect first_at_ms hour_ms key_id last_at_ms network outcome user_id',
  counters: 'name value',
  data_keys: 'account_id? created_at_ms id purpose wrapped',
  deleted_tokens: 'expires_at_ms id user_id',
  factor_failures: 'account_id at_ms id user_id',
  catalog_services: 'description id name type',
  endpoints: 'admin_url? id internal_url? labels? name public_url region type',
  administrators:
    'account_id areas domains? first_name last_name networks password_days program simultaneous user_id',
  key_pairs:
    'account_id clock_check created_at_ms domain_writes_per_minute? ends_at_ms? expires_at_ms? id name networks? reads_per_minute? scope? sealed state user_id user_key writes_per_minute?',
  used_signatures: 'ends_at_ms name',
  mail_addresses: 'account_id address domain_id kind target_id',
  mail_alias_members: 'address alias_id',
  mail_aliases: 'account_id address domain_id id name',
  mail_domains:
    'account_id base_mailbox_mb catch_all? created_at_ms extra_storage_mb id max_mailboxes? name product',
  mail_domain_names: 'domain_id name',
  mail_list_addresses: 'address list_id part',
  jobs: 'account_id claimed_until_ms created_at_ms domain done ended_at_ms? failed id kind layout state total user_id worked_ms',
  job_rows: 'cells field? job_id message? number outcome? sealed? state',
  mail_lists: 'account_id address created_at_ms display_name domain_id id name posting reply_to',
  mailbox_forwards: 'address mailbox_id',
  mailboxes:
    'account_id address contact created_at_ms custom_id deleted_at_ms? display_name domain_id enabled id in_directory in_gal keep_forwarded last_login_at_ms? must_change_password name password_hash protocols quota_mb usage_mb vacation_enabled vacation_message',
  forgotten_keys: 'digest ended_at_ms',
  known_networks: 'account_id last_success_ms network user_id',
  links: 'digest expires_at_ms kind user_id?',
  login_tokens: 'digest expires_at_ms mailbox_id? user_id?',
  mail_settings: 'domain_id kind mailbox_id? owner_id value',
  mail_session_ends: 'at_ms id mask',
  mailbox_app_passwords: 'created_at_ms id last_used_at_ms? mailbox_id name password_hash protocols',
  mailbox_factors: 'account_id created_at_ms failed_at_ms last_step? mailbox_id sealed verified_at_ms?',
  mailbox_sessions: 'created_at_ms digest factor_proved last_seen_at_ms mailbox_id',
  dkim_keys: 'account_id activated_at_ms? created_at_ms domain_id id public_key sealed selector',
  sender_lists: 'domain_id entry list mailbox_id? owner_id',
  meta: 'name value',
  outbox:
    'address? attempts content? created_at_ms done_from? ends_at_ms fault? id kind next_at_ms user_id? user_name?',
  old_passwords: 'ended_at_ms password_hash user_id',
  passkey_challenges: 'challenge expires_at_ms holder',
  passkeys: 'account_id counter created_at_ms id last_used_at_ms? name public_key transports user_id',
  pending_logins: 'account_id digest expires_at_ms password_id user_id',
  recovery_codes: 'account_id created_at_ms digest expires_at_ms? user_id',
  regions: 'description id parent_id?',
  results: 'account_id created_at_ms idempotency_key request sealed user_id',
  schema_migrations: 'applied_at_ms name number',
  roles: 'created_at_ms description given_by_accounts name',
  secret_answers: 'answer_hash question_id user_id',
  service_rules: 'id methods path role service',
  sessions: 'account_id address client created_at_ms digest last_seen_at_ms method proven_at_ms? user_id',
  support_pins: 'account_id sealed user_id wrong_checks',
  totp_devices: 'account_id created_at_ms id last_step? name sealed user_id verified_at_ms?',
  groups: 'account_id created_at_ms description id name normalised_name',
  group_roles: 'group_id role',
  group_members: 'account_id group_id user_id',
  user_roles: 'account_id group_id role user_id',
  users:
    'account_id admin_type? contact_id? contact_type? created_at_ms default_region? description? email? enabled id name normalised_name password_changed_at_ms? password_hash? password_id? second_factor second_factor_rule updated_at_ms',
}
