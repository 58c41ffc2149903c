import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { MasterKeyError } from './errors.ts'
import {
  createMasterKeyFile,
  readMasterKeyFile,
  removeLeftovers,
  replaceMasterKeyFile,
} from './master-key-file.ts'
import { newMasterKey } from './master-key-source.ts'
import { temporaryFolder, testRandom } from './testing.ts'

const ids = async (path: string) => (await readMasterKeyFile(path))?.map((key) => key.id)

test('a new file is for its owner alone, whatever the umask says', async (context) => {
  const folder = await temporaryFolder(context)
  const key = newMasterKey(testRandom)
  for (const umask of [0o000, 0o022, 0o777]) {
    const path = join(folder, `${umask}.key`)
    const before = process.umask(umask)
    try {
      await createMasterKeyFile(path, [key])
    } finally {
      process.umask(before)
    }
    assert.equal((await stat(path)).mode & 0o777, 0o600)
    assert.deepEqual(await ids(path), [key.id])
  }
})

test('a folder that is not there is made, for its owner alone', async (context) => {
  const folder = join(await temporaryFolder(context), 'a', 'b')
  await createMasterKeyFile(join(folder, 'master.key'), [newMasterKey(testRandom)])
  assert.equal((await stat(folder)).mode & 0o077, 0)
})

test('an existing file is never overwritten by a first key', async (context) => {
  const path = join(await temporaryFolder(context), 'master.key')
  await writeFile(path, 'precious')
  await assert.rejects(createMasterKeyFile(path, [newMasterKey(testRandom)]), { code: 'EEXIST' })
  assert.equal(await readFile(path, 'utf8'), 'precious')
})

test('replacing keeps the mode, the order and nothing else in the folder', async (context) => {
  const folder = await temporaryFolder(context)
  const path = join(folder, 'master.key')
  const [old, current] = [newMasterKey(testRandom), newMasterKey(testRandom)]
  await createMasterKeyFile(path, [old])
  await replaceMasterKeyFile(path, [current, old])
  assert.deepEqual(await ids(path), [current.id, old.id])
  assert.equal((await stat(path)).mode & 0o777, 0o600)
  assert.deepEqual(await readdir(folder), ['master.key'])
})

test('the file says what it is and that it wants a copy', async (context) => {
  const path = join(await temporaryFolder(context), 'master.key')
  await createMasterKeyFile(path, [newMasterKey(testRandom)])
  assert.match(
    await readFile(path, 'utf8'),
    /^# Keyward's master key[\s\S]*Keep a copy[\s\S]*\nkwm1:[0-9a-f]{16}:/,
  )
})

test('S-24 a file that group or others can read is refused, and the cure is named', async (context) => {
  const path = join(await temporaryFolder(context), 'master.key')
  await createMasterKeyFile(path, [newMasterKey(testRandom)])
  for (const mode of [0o640, 0o604, 0o660, 0o620, 0o601]) {
    await chmod(path, mode)
    await assert.rejects(readMasterKeyFile(path), /run: chmod 600/)
  }
  await chmod(path, 0o400)
  assert.equal((await ids(path))?.length, 1)
})

test('a missing file is told apart from everything else that is wrong', async (context) => {
  const folder = await temporaryFolder(context)
  assert.equal(await readMasterKeyFile(join(folder, 'none')), null)
  await assert.rejects(readMasterKeyFile(folder), MasterKeyError)
  await writeFile(join(folder, 'file'), '', { mode: 0o600 })
  await assert.rejects(readMasterKeyFile(join(folder, 'file', 'below')), MasterKeyError)
  await assert.rejects(readMasterKeyFile(join(folder, 'file')), /holds no master key/)
})

test('a pipe or a very large file is refused at once', async (context) => {
  const folder = await temporaryFolder(context)
  execFileSync('/usr/bin/mkfifo', ['-m', '600', join(folder, 'pipe')])
  await assert.rejects(readMasterKeyFile(join(folder, 'pipe')), /is not a file/)
  await writeFile(join(folder, 'large'), '#'.repeat(70_000), { mode: 0o600 })
  await assert.rejects(readMasterKeyFile(join(folder, 'large')), /too large/)
})

test('what killed writers left behind is removed, and nothing else', async (context) => {
  const folder = await temporaryFolder(context)
  for (const name of [
    'master.key',
    'master.key.1.tmp',
    'master.key.2.damaged',
    'other.tmp',
    'master.keys.tmp',
  ])
    await writeFile(join(folder, name), '')
  await removeLeftovers(join(folder, 'master.key'))
  assert.deepEqual((await readdir(folder)).toSorted(), [
    'master.key',
    'master.key.2.damaged',
    'master.keys.tmp',
    'other.tmp',
  ])
})

test('a secret mounted through a symbolic link is followed', async (context) => {
  const folder = await temporaryFolder(context)
  await mkdir(join(folder, 'data'))
  const key = newMasterKey(testRandom)
  await createMasterKeyFile(join(folder, 'data', 'master.key'), [key])
  await symlink(join('data', 'master.key'), join(folder, 'master.key'))
  assert.deepEqual(await ids(join(folder, 'master.key')), [key.id])
})
