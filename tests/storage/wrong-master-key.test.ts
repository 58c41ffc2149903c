import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { openKeyward } from '../../server/src/app.ts'
import { openSqlite } from '../../server/src/storage/engines/sqlite.ts'
import { MIGRATIONS } from '../../server/src/storage/migrations/index.ts'
import { MasterKeyError } from '../../server/src/vault/errors.ts'
import { replaceMasterKeyFile } from '../../server/src/vault/master-key-file.ts'
import { newMasterKey } from '../../server/src/vault/master-key-source.ts'
import { openVault } from '../../server/src/vault/open-vault.ts'
import { testRandom } from '../../server/src/vault/testing.ts'
import { CLOCK } from '../support/stores.ts'

/** A database as the first Keyward left it, with its master key. */
async function installed(t: TestContext, schemas = 1) {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-wrong-key-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const database = { engine: 'sqlite', path: join(folder, 'keyward.db') } as const
  const masterKey = { kind: 'file', path: join(folder, 'master.key') } as const
  const migrations = MIGRATIONS.slice(0, schemas)
  const store = await openSqlite(database.path, { clock: CLOCK, migrations, busyTimeoutMs: 0 })
  await openVault({ store, source: masterKey, random: testRandom, clock: CLOCK })
  await store.close()
  return { config: { database, masterKey, showOnce: false }, ...{ database, masterKey } }
}

const isRefusal = (error: unknown) => error instanceof MasterKeyError && error.exitCode === 78

for (const [what, schemas] of [
  ['an older schema', 1],
  ['the schema of today', MIGRATIONS.length],
] as const) {
  test(`S-25 with the wrong master key or none, and ${what}, not a byte is written`, async (t) => {
    const { config, database, masterKey } = await installed(t, schemas)
    const before = readFileSync(database.path)
    await replaceMasterKeyFile(masterKey.path, [newMasterKey(testRandom)])
    await assert.rejects(openKeyward(config), isRefusal)
    rmSync(masterKey.path)
    await assert.rejects(openKeyward(config), isRefusal)
    assert.ok(readFileSync(database.path).equals(before))
    assert.equal(existsSync(`${database.path}.schema-1`), false)
    assert.equal(existsSync(masterKey.path), false)
  })
}

test('with the right master key an older schema is brought up to date', async (t) => {
  const { config, database } = await installed(t)
  await (await openKeyward(config)).close()
  assert.ok(existsSync(`${database.path}.schema-1`))
  await (await openKeyward(config)).close()
})
