import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, test } from 'node:test'
import { checkHeader, hasRollbackJournal, isEmpty, prepareFile, stoppedUncleanly } from './sqlite-file.ts'

const root = mkdtempSync(join(tmpdir(), 'keyward-file-'))
after(() => rmSync(root, { recursive: true, force: true }))

let serial = 0
const freshPath = () => join(root, `${++serial}.db`)

/** A closed database of this page size with some pages in it. */
function databaseOf(pageSize: number): string {
  const path = freshPath()
  const database = new DatabaseSync(path)
  database.exec(`pragma page_size = ${pageSize}; create table t (text text); insert into t values ('x')`)
  database.close()
  return path
}

for (const pageSize of [512, 4_096, 65_536]) {
  test(`a file with pages of ${pageSize} bytes fits its header, and one byte less is damage`, () => {
    const path = databaseOf(pageSize)
    checkHeader(path)
    const { size } = statSync(path)
    assert.equal(size % pageSize, 0)
    truncateSync(path, size - 1)
    assert.throws(() => checkHeader(path), {
      name: 'StoreDamagedError',
      message: new RegExp(`${size - 1} bytes where ${size} are expected`),
    })
  })
}

test('a file that is longer than its header says is no damage: SQLite grows it before it says so', () => {
  const path = databaseOf(4_096)
  truncateSync(path, statSync(path).size + 4_096)
  checkHeader(path)
})

for (const [what, content] of Object.entries({
  'an empty file': '',
  'a text': 'a letter to grandmother'.repeat(20),
  'a header cut short': 'SQLite format 3\0'.padEnd(99, '\0'),
  'another version of the format': `SQLite format 4\0${'\0'.repeat(200)}`,
  'a header in capitals': `SQLITE FORMAT 3\0${'\0'.repeat(200)}`,
})) {
  test(`${what} is no SQLite file`, () => {
    const path = freshPath()
    writeFileSync(path, content)
    assert.throws(() => checkHeader(path), /this is not an SQLite file/)
  })
}

test('a log with something in it tells of an unclean stop; an empty one, and none, do not', () => {
  const path = freshPath()
  prepareFile(path)
  assert.deepEqual([stoppedUncleanly(path), isEmpty(path), hasRollbackJournal(path)], [false, true, false])
  writeFileSync(`${path}-wal`, '')
  assert.deepEqual([stoppedUncleanly(path), isEmpty(path)], [false, true])
  writeFileSync(`${path}-wal`, 'x')
  assert.deepEqual([stoppedUncleanly(path), isEmpty(path)], [true, false])
  writeFileSync(`${path}-journal`, '')
  assert.ok(hasRollbackJournal(path))
})

test('a database that is there is kept as it is, for its owner alone', () => {
  const path = databaseOf(4_096)
  const { size } = statSync(path)
  prepareFile(path)
  assert.deepEqual([statSync(path).size, statSync(path).mode & 0o777, isEmpty(path)], [size, 0o600, false])
})
