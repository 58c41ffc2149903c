import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { CLOCK, freshFile, withUser } from '../../../../tests/support/stores.ts'
import { openStore } from '../open.ts'
import { sqliteStore } from './sqlite-store.ts'

/** A store whose database cannot grow by more than this many pages of 4 KiB. */
async function cramped(pages: number) {
  const path = freshFile()
  const roomy = await openStore(`sqlite:${path}`, { clock: CLOCK })
  const seeded = await withUser(roomy)
  await roomy.close()
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: true })
  const used = Number(database.prepare('pragma page_count').get()?.['page_count'])
  database.exec(`pragma max_page_count = ${used + pages}`)
  return { store: sqliteStore(database, path), database, path, used, ...seeded }
}

const LONG = 'x'.repeat(3_000)

test('S-A4 a full disk refuses the write; what was there stays and can be read', async () => {
  const { store, key } = await cramped(5)
  let written = 0
  const fill = async () => {
    for (; written < 100; written++) await store.meta.set(`name-${written}`, LONG)
  }
  await assert.rejects(fill(), { code: 'storage.full' })
  assert.ok(written > 0)
  for (let at = 0; at < written; at++) assert.equal(await store.meta.get(`name-${at}`), LONG)
  assert.equal(await store.meta.get(`name-${written}`), null)
  assert.equal((await store.keys.known(key.digest))?.keyId, key.id)
  await store.close()
})

test('S-A4 who comes with a work that does not fit gets a true answer', async () => {
  const { store, user } = await cramped(5)
  const results = await Promise.allSettled([
    store.users.update(user.id, { email: 'a@example.org' }),
    store.transaction(async (tx) => {
      for (let at = 0; at < 50; at++) await tx.meta.set(`name-${at}`, LONG)
    }),
    store.users.update(user.id, { defaultRegion: 'DFW' }),
  ])
  // SQLite takes the whole commit back, the one before included; the one behind is tried again.
  const statuses = results.map(({ status }) => status)
  assert.deepEqual(statuses, ['rejected', 'rejected', 'fulfilled'])
  assert.equal(await store.meta.get('name-0'), null)
  const found = await store.users.byId(user.id)
  assert.deepEqual([found?.email, found?.defaultRegion], [null, 'DFW'])
  await store.close()
})

test('S-A4 once there is room again, writing goes on without a restart', async () => {
  const { store, database, used } = await cramped(2)
  const big = () => store.meta.set('big', 'x'.repeat(100_000))
  await assert.rejects(big(), { code: 'storage.full' })
  database.exec(`pragma max_page_count = ${used + 100}`)
  await big()
  assert.equal((await store.meta.get('big'))?.length, 100_000)
  await store.close()
})

test('S-A4 the first refusal gives the ballast back to the disk', async () => {
  const { store, path } = await cramped(2)
  assert.ok(existsSync(join(dirname(path), 'ballast')))
  await assert.rejects(store.meta.set('big', 'x'.repeat(100_000)), { code: 'storage.full' })
  assert.ok(!existsSync(join(dirname(path), 'ballast')))
  await store.close()
})

/** A file system of its own, so full that not even a deletion goes through. */
function tinyDisk(): string | undefined {
  if (process.getuid?.() !== 0) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'keyward-tiny-'))
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder])
  if (status === 0) return folder
  rmdirSync(folder)
  return undefined
}

test('S-A4 on a disk that is really full, every answer given before holds and reads go on', async (t) => {
  const folder = tinyDisk()
  if (!folder) return t.skip('needs root, to mount a small file system')
  t.after(() => {
    // Also when the test has failed, with the database open.
    spawnSync('umount', ['--lazy', folder])
    rmdirSync(folder)
  })
  const path = join(folder, 'keyward.db')
  const store = await openStore(`sqlite:${path}`, { clock: CLOCK })
  const { key } = await withUser(store)
  assert.ok(!existsSync(join(folder, 'ballast')), 'no ballast on a disk this small')
  const acknowledged: string[] = []
  const fill = async () => {
    for (let at = 0; at < 10_000; at++) {
      await store.meta.set(`name-${at}`, LONG)
      acknowledged.push(`name-${at}`)
    }
  }
  await assert.rejects(fill(), { code: 'storage.full' })
  // What is left may be enough for less than that.
  const fillUp = async () => {
    for (let at = 0; at < 10_000; at++) await store.meta.set('short', `${at}`)
  }
  await assert.rejects(fillUp(), { code: 'storage.full' })
  await assert.rejects(store.keys.end(key.id, 1), { code: 'storage.full' })
  assert.equal((await store.keys.known(key.digest))?.endsAtMs, null, 'a refused end has not happened')
  await store.close()
  spawnSync('mount', ['-o', 'remount,size=64m', folder])
  const again = await openStore(`sqlite:${path}`, { clock: CLOCK })
  for (const name of acknowledged) assert.equal(await again.meta.get(name), LONG)
  await again.keys.end(key.id, 1)
  await again.close()
  return undefined
})
