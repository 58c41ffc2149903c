import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, describe, it } from 'node:test'
import { inspectSqlite } from './inspect.ts'
import { openStore } from './open.ts'
import { replaceSqlite } from './replace.ts'

const root = mkdtempSync(join(tmpdir(), 'keyward-replace-'))
after(() => rmSync(root, { recursive: true, force: true }))
const clock = { now: () => 1_000 }
let made = 0

async function fresh(accounts = 0): Promise<string> {
  made++
  const path = join(root, `${made}.db`)
  const store = await openStore(`sqlite:${path}`, { clock })
  for (let number = 1; number <= accounts; number++) {
    await store.accounts.insert({
      id: String(100_000 + number),
      name: 'x',
      enabled: true,
      resetKeepsTokens: false,
      apiReveal: true,
      stepUpMinutes: 5,
      showOnce: false,
      sessionIdleSeconds: 1_800,
      passwordLifeSeconds: null,
      passwordHistory: 0,
      secondFactorRequired: false,
      ownDomains: true,
      createdAtMs: 1,
    })
  }
  await store.close()
  return path
}

const accountsIn = (path: string) => inspectSqlite(path).counts.accounts

describe('exchanging a database file', () => {
  it('puts the new one in place and keeps the old one aside, both whole', async () => {
    const [current, next] = [await fresh(1), await fresh(2)]
    assert.equal(replaceSqlite(current, next, `${current}.aside`), true)
    assert.equal(accountsIn(current), 2)
    assert.equal(accountsIn(`${current}.aside`), 1)
    assert.ok(!existsSync(next))
    for (const part of ['-wal', '-shm', '-journal']) assert.ok(!existsSync(current + part))
  })

  it('works where there was no file', async () => {
    const next = await fresh(2)
    assert.equal(replaceSqlite(join(root, 'none.db'), next, join(root, 'none.aside')), false)
    assert.equal(accountsIn(join(root, 'none.db')), 2)
    assert.ok(!existsSync(join(root, 'none.aside')))
  })

  it('is refused while somebody has the file open, and leaves both as they are', async () => {
    const [current, next] = [await fresh(1), await fresh(2)]
    const store = await openStore(`sqlite:${current}`, { clock })
    try {
      assert.throws(() => replaceSqlite(current, next, `${current}.aside`), { name: 'StoreInUseError' })
      assert.equal((await store.accounts.list()).length, 1)
    } finally {
      await store.close()
    }
    assert.equal(accountsIn(next), 2)
    assert.ok(!existsSync(`${current}.aside`))
  })

  it('takes the log of a damaged file along with it, away from the new one', async () => {
    const [current, next] = [await fresh(1), await fresh(2)]
    writeFileSync(current, 'not a database at all'.repeat(500))
    writeFileSync(`${current}-wal`, 'left behind')
    replaceSqlite(current, next, `${current}.aside`)
    assert.equal(accountsIn(current), 2)
    assert.ok(!existsSync(`${current}-wal`))
    assert.equal(readFileSync(`${current}.aside-wal`, 'utf8'), 'left behind')
  })

  it('loses nothing that a killed server had only in its log', async () => {
    const [current, next] = [await fresh(1), await fresh(2)]
    const database = new DatabaseSync(current)
    database.exec(`pragma wal_autocheckpoint = 0; update accounts set name = 'in the log'`)
    writeFileSync(join(root, 'crashed.db'), readFileSync(current))
    writeFileSync(join(root, 'crashed.db-wal'), readFileSync(`${current}-wal`))
    database.close()
    replaceSqlite(join(root, 'crashed.db'), next, join(root, 'crashed.aside'))
    const aside = new DatabaseSync(join(root, 'crashed.aside'), { readOnly: true })
    assert.equal(aside.prepare('select name from accounts').get()?.['name'], 'in the log')
    aside.close()
  })
})

describe('looking into a database file', () => {
  it('changes nothing and leaves nothing beside it', async () => {
    const path = await fresh(3)
    const before = readFileSync(path)
    const { schema, keyCheck, counts, auditHeads } = inspectSqlite(path)
    assert.ok(schema >= 1)
    assert.equal(keyCheck, null)
    assert.equal(counts.accounts, 3)
    assert.deepEqual(auditHeads, [])
    assert.ok(readFileSync(path).equals(before))
    for (const part of ['-wal', '-shm']) assert.ok(!existsSync(path + part))
  })

  it('refuses a damaged file, and one of another program', async () => {
    const path = await fresh(1)
    writeFileSync(path, readFileSync(path).fill(0x5a, 4_096, 12_288))
    assert.throws(() => inspectSqlite(path), { name: 'StoreDamagedError', exitCode: 74 })
    const other = new DatabaseSync(join(root, 'other.db'))
    other.exec('create table t (x)')
    other.close()
    assert.throws(() => inspectSqlite(join(root, 'other.db')), { name: 'StoreDamagedError' })
    writeFileSync(join(root, 'text.db'), 'hello'.repeat(1_000))
    assert.throws(() => inspectSqlite(join(root, 'text.db')), { name: 'StoreDamagedError' })
  })
})
