import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Deps } from '../../server/src/domain/deps.ts'

/** A server under test on SQLite. */
interface World {
  readonly deps: Deps
  /** Where its database is. */
  readonly dataDir: string
}

/** Everything durable, as the bytes of the database and of its log, which are read only if they have changed. */
interface Snapshot {
  readonly database: Buffer
  readonly log: Buffer
}

/** What is written down by nobody's wish: that somebody came, how often, and how often in vain. */
const UNCOUNTED = [
  'calls',
  'results',
  'known_networks',
  'factor_failures',
  'pending_logins',
  'audit_heads',
  'audit_checkpoints',
]
/** Failed logins do not count either. */
const COUNTED: Readonly<Record<string, string>> = { audit_entries: `where action <> 'login.fail'` }

/** Fails when anything durable is different after the act. */
export async function changingNothing<T>(world: World, act: () => Promise<T>): Promise<T> {
  const before = await snapshotOf(world)
  const outcome = await act()
  assert.deepEqual({ changed: changedTables(before, await snapshotOf(world)) }, { changed: [] })
  return outcome
}

/** The newest snapshot of each world; null where what it shows was so young that more may bear the same time. */
const newest = new WeakMap<Deps, { readonly state: string; readonly snapshot: Snapshot } | null>()
/** Far above what clocks of file systems count by. */
const YOUNG_MS = 100

/** Of what has been committed: a read waits for those who are writing. The same one as long as nothing is written. */
async function snapshotOf({ deps, dataDir }: World): Promise<Snapshot> {
  await deps.store.users.byName('')
  const files = ['keyward.db', 'keyward.db-wal'].map((name) => join(dataDir, name))
  const states = files.map((path) => statSync(path, { bigint: true }))
  const state = states.map(({ size, mtimeNs }) => `${size} ${mtimeNs}`).join()
  const known = newest.get(deps)
  if (known?.state === state) return known.snapshot
  const isYoung = states.some(({ mtimeMs }) => Date.now() - Number(mtimeMs) < YOUNG_MS)
  const [database = Buffer.of(), log = Buffer.of()] = files.map((path) => readFileSync(path))
  const snapshot = { database, log }
  newest.set(deps, isYoung ? null : { state, snapshot })
  return snapshot
}

function changedTables(before: Snapshot, after: Snapshot): string[] {
  if (before === after) return []
  if (before.log.equals(after.log) && before.database.equals(after.database)) return []
  const folder = mkdtempSync(join(tmpdir(), 'keyward-changes-'))
  const [was, is] = [join(folder, 'was.db'), join(folder, 'is.db')]
  place(before, was)
  place(after, is)
  const database = new DatabaseSync(is)
  try {
    database.prepare('attach ? as was').run(was)
    const tables = database.prepare(`select name from sqlite_schema where type = 'table'`).all()
    return tables.map(({ name }) => String(name)).filter((name) => isChanged(database, name))
  } finally {
    database.close()
    rmSync(folder, { recursive: true })
  }
}

function place({ database, log }: Snapshot, path: string): void {
  writeFileSync(path, database)
  writeFileSync(`${path}-wal`, log)
}

function isChanged(database: DatabaseSync, table: string): boolean {
  if (UNCOUNTED.includes(table)) return false
  const rows = (side: string) => `select * from ${side}.${table} ${COUNTED[table] ?? ''}`
  const differences = (one: string, other: string) => `select 1 from (${rows(one)} except ${rows(other)})`
  const query = `${differences('main', 'was')} union all ${differences('was', 'main')} limit 1`
  return database.prepare(query).get() !== undefined
}
