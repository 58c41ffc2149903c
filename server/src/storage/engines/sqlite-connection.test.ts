import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { freshFile } from '../../../../tests/support/stores.ts'
import { openAlone } from './sqlite-connection.ts'

test('S-A0 every setting that durability and privacy rest on is in force', (t) => {
  const database = openAlone(freshFile(), 4_321)
  t.after(() => database.close())
  const setting = (name: string) => Object.values(database.prepare(`pragma ${name}`).get() ?? {})[0]
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
  const found = Object.fromEntries(Object.keys(expected).map((name) => [name, setting(name)]))
  assert.deepEqual(found, expected)
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
