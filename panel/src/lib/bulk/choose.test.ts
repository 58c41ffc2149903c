import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NOBODY, rowsBetween, shareOf, withChosen } from './choose.ts'

const rows = ['a', 'b', 'c', 'd'].map((id) => ({ id }))
const ids = (users: readonly { readonly id: string }[]) => users.map(({ id }) => id).join('')

test('a range has both ends, whichever was pressed first', () => {
  assert.equal(ids(rowsBetween(rows, 'b', 'd')), 'bcd')
  assert.equal(ids(rowsBetween(rows, 'd', 'b')), 'bcd')
  assert.equal(ids(rowsBetween(rows, 'c', 'c')), 'c')
})

test('without a beginning that is still there a range is the row that was pressed', () => {
  assert.equal(ids(rowsBetween(rows, null, 'c')), 'c')
  assert.equal(ids(rowsBetween(rows, 'gone', 'c')), 'c')
  assert.equal(ids(rowsBetween(rows, 'a', 'gone')), '')
})

test('choosing and un-choosing says of all rows whether none, some or all are chosen', () => {
  assert.equal(shareOf(NOBODY, rows), 'none')
  const some = withChosen(NOBODY, rows.slice(1, 3), true)
  assert.equal(shareOf(some, rows), 'some')
  assert.equal(shareOf(withChosen(some, rows, true), rows), 'all')
  assert.equal(shareOf(withChosen(some, rows, false), rows), 'none')
  assert.equal(shareOf(some, rows.slice(1, 3)), 'all')
})
