import assert from 'node:assert/strict'
import { test } from 'node:test'
import { columnOf, withFixes } from './fixes.ts'

test('a fault is mended in the column that its field was given to', () => {
  const plan = { mapping: ['password', null, 'username'] }
  assert.equal(columnOf({ field: 'username' }, plan), 2)
  assert.equal(columnOf({ field: 'notes' }, plan), null)
  assert.equal(columnOf({ field: null }, plan), null)
})

test('a cell says what was said of it last', () => {
  const first = { number: 2, column: 0, text: 'a' }
  const other = { number: 2, column: 1, text: 'b' }
  assert.deepEqual(withFixes([first, other], [{ ...first, text: 'c' }]), [{ ...first, text: 'c' }, other])
})
