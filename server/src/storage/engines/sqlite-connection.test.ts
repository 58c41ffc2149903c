import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { freshFile } from '../../../../tests/support/stores.ts'
import { openAlone } from './sqlite-connection.ts'

/** In a process of its own, without what makes the disk quicker for tests. */
function settingsInForce(names: readonly string[]): unknown {
  const program = `
    import { openAlone } from ${JSON.stringify(import.meta.resolve('./sqlite-connection.ts'))}
    const [path, ...names] = process.argv.slice(1)
    const database = openAlone(path, 4_321)
    const setting = (name) => Object.values(database.prepare('pragma ' + name).get())[0]
    console.log(JSON.stringify(Object.fromEntries(names.map((name) => [name, setting(name)]))))`
  const args = ['--input-type=module', '--eval', program, freshFile(), ...names]
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }))
}

test('S-A0 every setting that durability and privacy rest on is in force', () => {
  const expected = {
    journal_mode: 'wal',
    locking_mode: 'exclusive',
    // 2 is FULL: a commit is on disk before it is answered.
    synchronous: 2,
    foreign_keys: 1,
    busy_timeout: 4_321,
    // What is deleted is overwritten.
    secure_delete: 1,
    trusted_schema: 0,
    cell_size_check: 1,
    application_id: 0x4b455957,
  }
  assert.deepEqual(settingsInForce(Object.keys(expected)), expected)
})

test('a text that was deleted is not in the file any more', () => {
  const path = freshFile()
  const database = openAlone(path, 0)
  database.exec("create table notes (text text); insert into notes values ('a-deleted-secret')")
  database.exec("delete from notes; insert into notes values ('kept')")
  database.close()
  assert.doesNotMatch(readFileSync(path, 'latin1'), /a-deleted-secret/)
  assert.match(readFileSync(path, 'latin1'), /kept/)
})
