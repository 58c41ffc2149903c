import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { makeOwner, openTestDeps, type TestDeps } from '../../../tests/support/deps.ts'
import type { Keyward } from '../app.ts'
import { inspectSqlite } from '../storage/inspect.ts'
import { makeBackup } from './make-backup.ts'
import { readManifest, sizeAndHash } from './manifest.ts'

let test: TestDeps
before(async () => {
  test = await openTestDeps()
  await makeOwner(test.deps)
})
after(() => test.close())

let serial = 0
const folder = () => join(test.dataDir, `backups-${++serial}`)

/** The same installation with another way of copying. */
function copying(backup: Keyward['store']['backup']): Keyward {
  return { ...test.keyward, store: { ...test.keyward.store, backup } }
}

describe('a backup', () => {
  it('is called by its second in UTC, and the next ones of that second by a number', async () => {
    test.clock.advance(Date.UTC(2030, 11, 31, 23, 59, 58, 999) - test.clock.now())
    const target = folder()
    const names: string[] = []
    for (let at = 0; at < 3; at++)
      names.push((await makeBackup(test.keyward, target)).file.slice(target.length + 1))
    test.clock.advance(1)
    names.push((await makeBackup(test.keyward, target)).file.slice(target.length + 1))
    assert.deepEqual(names, [
      'keyward-20301231-235958.db',
      'keyward-20301231-235958-2.db',
      'keyward-20301231-235958-3.db',
      'keyward-20301231-235959.db',
    ])
  })

  it('never takes the name of a manifest that is left of another one', async () => {
    const target = folder()
    const first = await makeBackup(test.keyward, target)
    writeFileSync(first.file.replace(/\.db$/, '-2.manifest.json'), 'left')
    const second = await makeBackup(test.keyward, target)
    assert.ok(second.file.endsWith('-3.db'))
    assert.equal(readFileSync(first.file.replace(/\.db$/, '-2.manifest.json'), 'utf8'), 'left')
  })

  it('is what its manifest says, to the byte', async () => {
    const { file, manifest } = await makeBackup(test.keyward, folder())
    assert.deepEqual(readManifest(file), manifest)
    assert.partialDeepStrictEqual(manifest, await sizeAndHash(file))
    const { schema, counts, auditHeads, keyCheck } = inspectSqlite(file)
    assert.deepEqual([manifest.schema, manifest.counts, manifest.auditHeads], [schema, counts, auditHeads])
    assert.equal(manifest.keyCheck, keyCheck)
    assert.equal(manifest.createdAt, new Date(test.clock.now()).toISOString())
    assert.deepEqual([counts.users, counts.api_keys, counts.accounts], [1, 1, 1])
  })

  it('is for its owner alone, in folders that it makes for its owner alone', async () => {
    const target = join(folder(), 'below')
    const { file, manifestFile } = await makeBackup(test.keyward, target)
    const modes = [target, file, manifestFile].map((path) => statSync(path).mode & 0o777)
    assert.deepEqual(modes, [0o700, 0o600, 0o600])
    assert.deepEqual(readdirSync(target).length, 2)
  })

  it('leaves a folder that is there as it was', async () => {
    const target = folder()
    mkdirSync(target, { mode: 0o755 })
    await makeBackup(test.keyward, target)
    assert.equal(statSync(target).mode & 0o777, 0o755)
  })

  it('holds what was counted up to this moment', async () => {
    const user = await test.deps.store.users.byName('olga')
    const key = user && (await test.deps.store.keys.current(user.id))
    assert.ok(user && key)
    const origin = { dialect: 'native', address: '192.0.2.1', userAgent: 'curl/8' }
    test.deps.calls.record({ keyId: key.id, userId: user.id, accountId: user.accountId }, origin, 'valid')
    const before = await test.deps.store.calls.ofUser(user.id, 0)
    await makeBackup(test.keyward, folder())
    assert.deepEqual([before.length, (await test.deps.store.calls.ofUser(user.id, 0)).length], [0, 1])
  })
})

describe('a backup that fails leaves nothing', () => {
  const disk = new Error('no space left')

  it('where the copy ends half-way', async () => {
    const target = folder()
    const half = copying(async (path) => {
      writeFileSync(path, 'half of it')
      throw disk
    })
    await assert.rejects(makeBackup(half, target), disk)
    assert.deepEqual(readdirSync(target), [])
  })

  it('where the copy is damaged, which is seen before it gets its name', async () => {
    const target = folder()
    const damaged = copying(async (path) => {
      await test.keyward.store.backup?.(path)
      const bytes = readFileSync(path)
      writeFileSync(path, bytes.subarray(0, bytes.length - 4_096))
    })
    await assert.rejects(makeBackup(damaged, target), { name: 'StoreDamagedError' })
    assert.deepEqual(readdirSync(target), [])
  })

  it('where the copy is that of another program', async () => {
    const target = folder()
    await assert.rejects(
      makeBackup(
        copying(async (path) => writeFileSync(path, 'a letter')),
        target,
      ),
    )
    assert.deepEqual(readdirSync(target), [])
  })

  it('and where the engine has tools of its own not even a folder', async () => {
    const target = folder()
    await assert.rejects(makeBackup(copying(null), target), {
      name: 'BackupError',
      exitCode: 1,
      message: /pg_dump/,
    })
    assert.ok(!existsSync(target))
  })
})
