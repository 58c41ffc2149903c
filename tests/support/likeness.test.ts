import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unlike } from './likeness.ts'

test('an answer is like its example when it has the same members of the same kinds, however deep', () => {
  assert.deepEqual(unlike({ a: [{ b: 'x' }], c: 1 }, { c: 2, a: [{ b: 'y' }, { b: 'z' }] }), [])
  assert.deepEqual(unlike({ a: [{ b: 'x' }] }, { a: [{ d: 'x' }] }), [
    'a[].b: only in the example',
    'a[].d: only in the answer',
  ])
  assert.deepEqual(unlike({ a: 1, b: [] }, { a: '1', b: {} }), [
    'a: number in the example, string in the answer',
    'b: list in the example, object in the answer',
  ])
})

test('what is not there this time is like anything', () => {
  assert.deepEqual(unlike({ a: 'x', b: null, c: [1] }, { a: null, b: {}, c: [] }), [])
})
