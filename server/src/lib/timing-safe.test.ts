import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sameText } from './timing-safe.ts'

test('texts are the same exactly when they are equal', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      assert.equal(sameText(a, b), a === b)
      assert.equal(sameText(a, `${a}`), true)
    }),
  )
})

test('texts of different lengths are compared, not refused with an error', () => {
  assert.equal(sameText('', 'a'), false)
  assert.equal(sameText('a', 'aa'), false)
  assert.equal(sameText('', ''), true)
})

test('letters beyond ASCII and NUL count', () => {
  assert.equal(sameText('\ud800', '\ud801'), false)
  assert.equal(sameText('é', 'e'), false)
  assert.equal(sameText('a\0b', 'a\0c'), false)
})
