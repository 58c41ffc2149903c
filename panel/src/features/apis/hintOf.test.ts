import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hintOf } from './hintOf.ts'

test('a hint names the place and the meaning, without the marks for code', () => {
  assert.equal(hintOf('query', '`false` leaves the catalog out'), 'query · false leaves the catalog out')
  assert.equal(hintOf('path', undefined), 'path')
  assert.equal(hintOf('path', ''), 'path')
})
