import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type TestContext, test } from 'node:test'
import { CLOCK, freshFile, withUser } from '../../../../tests/support/stores.ts'
import { openStore } from '../open.ts'
import { networkFileSystem } from './sqlite-file.ts'

const OPEN = JSON.stringify(import.meta.resolve('../open.ts'))

function open(path: string, busyTimeoutMs = 0) {
  return openStore(`sqlite:${path}`, { clock: CLOCK, busyTimeoutMs })
}

async function openFor(t: TestContext, path: string) {
  const store = await open(path)
  t.after(() => store.close())
  return store
}

/** Another process that opens the store, says so, and then does `then`. */
async function elsewhere(t: TestContext, path: string, then: string): Promise<ChildProcess> {
  const script = `
    import { openStore } from ${OPEN}
    const store = await openStore('sqlite:' + process.argv[1], { clock: Date, busyTimeoutMs: 0 })
    ${then}
  `
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  t.after(() => child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  return child
}

async function killed(child: ChildProcess) {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

function contents(path: string) {
  const names = readdirSync(dirname(path)).filter((name) => name !== 'ballast' && !name.endsWith('-shm'))
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(dirname(path), name), 'latin1')]))
}

function mode(path: string) {
  return (statSync(path).mode & 0o777).toString(8)
}

test('folder and files are for their owner alone', async (t) => {
  const path = join(dirname(freshFile()), 'deeper', 'still', 'keyward.db')
  const store = await openFor(t, path)
  await store.meta.set('name', 'value')
  assert.deepEqual([mode(dirname(path)), mode(dirname(dirname(path)))], ['700', '700'])
  for (const file of [path, `${path}-wal`, join(dirname(path), 'ballast')])
    assert.equal(mode(file), '600', file)
})

test('a file that others could read is closed to them', async (t) => {
  const path = freshFile()
  await (await open(path)).close()
  chmodSync(path, 0o644)
  await openFor(t, path)
  assert.equal(mode(path), '600')
})

test('the settings that durability rests on are in force', async (t) => {
  const path = freshFile()
  const store = await openFor(t, path)
  await store.meta.set('name', 'value')
  assert.ok(existsSync(`${path}-wal`), 'a write-ahead log')
  assert.ok(!existsSync(`${path}-shm`), 'its index in memory')
})

test('a second store on the same file is refused at once when it does not wait', async (t) => {
  const path = freshFile()
  const store = await openFor(t, path)
  await withUser(store)
  const startedMs = performance.now()
  await assert.rejects(open(path), { name: 'StoreInUseError', exitCode: 1 })
  assert.ok(performance.now() - startedMs < 1_000)
  await store.meta.set('still', 'works')
})

test('the refusal of a second store does not let other processes in', async (t) => {
  const path = freshFile()
  const store = await openFor(t, path)
  await store.meta.set('name', 'value')
  await assert.rejects(open(path), { name: 'StoreInUseError' })
  await assert.rejects(open(`${dirname(path)}/./keyward.db`), { name: 'StoreInUseError' })
  const script = `
    import { openStore } from ${OPEN}
    await openStore('sqlite:' + process.argv[1], { clock: Date, busyTimeoutMs: 0 }).catch((error) => console.log(error.name))
  `
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script, path])
  assert.equal(String(stdout), 'StoreInUseError\n')
})

test('another process cannot open, read or write the file meanwhile', async (t) => {
  const path = freshFile()
  await elsewhere(t, path, "await store.meta.set('a', 'b'); console.log('open'); setInterval(() => {}, 1000)")
  await assert.rejects(open(path), { name: 'StoreInUseError' })
  const reader = new DatabaseSync(path, { readOnly: true, timeout: 0 })
  t.after(() => reader.close())
  assert.throws(() => reader.prepare('select * from meta').all(), /locked/)
})

test('who waits gets the file when the other lets go in time', async (t) => {
  const path = freshFile()
  const child = await elsewhere(
    t,
    path,
    "console.log('open'); setTimeout(async () => { await store.close(); process.exit() }, 300)",
  )
  const store = await open(path, 5_000)
  await store.close()
  if (child.exitCode === null) await once(child, 'exit')
})

test('a store that was only opened, killed and opened again is whole', async (t) => {
  const path = freshFile()
  await killed(await elsewhere(t, path, "console.log('open'); setInterval(() => {}, 1000)"))
  const store = await openFor(t, path)
  assert.equal(await store.users.count(), 0)
})

test('what was committed before SIGKILL is there; what was not committed is not', async (t) => {
  const path = freshFile()
  const child = await elsewhere(
    t,
    path,
    `await store.meta.set('done', 'yes')
     store.transaction(async (tx) => { await tx.meta.set('half', 'yes'); console.log('in it'); await new Promise(() => {}) })
     setInterval(() => {}, 1000)`,
  )
  await killed(child)
  assert.ok(statSync(`${path}-wal`).size > 0)
  const store = await openFor(t, path)
  assert.equal(await store.meta.get('done'), 'yes')
  assert.equal(await store.meta.get('half'), null)
})

test('a clean close leaves one file that needs no check', async () => {
  const path = freshFile()
  const store = await open(path)
  await withUser(store)
  await store.close()
  assert.deepEqual(readdirSync(dirname(path)).toSorted(), ['ballast', 'keyward.db'])
})

/** Overwrites every page but the first with noise that a check must notice. */
function damage(path: string) {
  const bytes = readFileSync(path)
  bytes.fill(0x5a, 4096)
  writeFileSync(path, bytes)
}

test('damage is found after an unclean stop, and the files stay as they are', async (t) => {
  const path = freshFile()
  await (await open(path)).close()
  const child = await elsewhere(
    t,
    path,
    "await store.meta.set('a', 'b'); console.log('open'); setInterval(() => {}, 1000)",
  )
  await killed(child)
  damage(path)
  const before = contents(path)
  await assert.rejects(open(path), { name: 'StoreDamagedError', exitCode: 74 })
  assert.deepEqual(contents(path), before)
})

test('a file that is no database is refused and left alone', async () => {
  const path = freshFile()
  for (const text of ['a letter to grandmother', 'x'.repeat(100_000), 'SQLite format 3\0 but not really']) {
    writeFileSync(path, text)
    await assert.rejects(open(path), { name: 'StoreDamagedError' })
    assert.equal(readFileSync(path, 'utf8'), text)
  }
})

test('a file that lost its end is refused and left alone', async () => {
  const path = freshFile()
  const store = await open(path)
  await withUser(store)
  await store.close()
  truncateSync(path, statSync(path).size - 4096)
  const before = contents(path)
  await assert.rejects(open(path), { name: 'StoreDamagedError', message: /bytes where/ })
  assert.deepEqual(contents(path), before)
})

test('damage that only shows in use is a typed error too', async (t) => {
  const path = freshFile()
  const seeded = await open(path)
  await withUser(seeded)
  for (let at = 0; at < 300; at++) await seeded.meta.set(`name-${at}`, 'x'.repeat(100))
  await seeded.close()
  const bytes = readFileSync(path)
  const page = Math.floor(bytes.indexOf('name-290') / 4096) * 4096
  bytes.fill(0x5a, page, page + 4096)
  writeFileSync(path, bytes)
  const store = await openFor(t, path)
  await assert.rejects(store.meta.get('name-290'), { name: 'StoreDamagedError' })
})

test("somebody else's database is refused and left alone", async () => {
  const path = freshFile()
  const other = new DatabaseSync(path)
  other.exec('create table recipes (name text)')
  other.close()
  const before = contents(path)
  await assert.rejects(open(path), { name: 'StoreUnusableError', message: /not a Keyward database/ })
  assert.deepEqual(contents(path), before)
})

test('a database of a newer Keyward is refused and left alone', async () => {
  const path = freshFile()
  await (await open(path)).close()
  const newer = new DatabaseSync(path)
  newer.exec("insert into schema_migrations (number, name, applied_at_ms) values (999, 'later', 1)")
  newer.close()
  const before = contents(path)
  await assert.rejects(open(path), { name: 'StoreUnusableError', exitCode: 78, message: /schema 999/ })
  assert.deepEqual(contents(path), before)
})

test('a place where no file can be made is named', async () => {
  const path = freshFile()
  writeFileSync(path, '')
  await assert.rejects(open(join(path, 'keyward.db')), {
    name: 'StoreUnusableError',
    message: /cannot be opened.*(?:move it|KEYWARD_DATA_DIR)/,
  })
  const folder = `${path}.folder`
  mkdirSync(folder)
  await assert.rejects(open(folder), { name: 'StoreUnusableError' })
})

test('a URL of another kind is refused', () => {
  for (const url of ['mysql://x', 'keyward.db', '', 'SQLITE:x']) {
    assert.throws(() => openStore(url, { clock: CLOCK }), { name: 'StoreUnusableError' })
  }
})

test('network file systems are told from local ones', { skip: process.platform !== 'linux' }, () => {
  const names = [0x6969, 0x517b, 0xff534d42, 0xff534d42 | 0, 0xfe534d42, 0x65735546, 0x01021997].map(
    networkFileSystem,
  )
  assert.deepEqual(names, ['NFS', 'SMB', 'CIFS', 'CIFS', 'SMB2', 'FUSE', '9P'])
  // ext4, XFS, Btrfs, ZFS, tmpfs, overlayfs.
  const local = [0xef53, 0x58465342, 0x9123683e, 0x2fc12fc1, 0x01021994, 0x794c7630].map(networkFileSystem)
  assert.deepEqual(new Set(local), new Set([undefined]))
})
