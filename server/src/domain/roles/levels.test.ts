import assert from 'node:assert/strict'
import { test } from 'node:test'
import { enoughFor } from './levels.ts'

test('where a level of a product is asked for, a higher one is enough, and so is one for all products', () => {
  assert.deepEqual(enoughFor('files:observer'), [
    'files:observer',
    'files:creator',
    'files:admin',
    'observer',
    'creator',
  ])
  assert.deepEqual(enoughFor('files:creator'), ['files:creator', 'files:admin', 'creator'])
  assert.deepEqual(enoughFor('files:admin'), ['files:admin'])
  assert.deepEqual(enoughFor('observer'), ['observer', 'creator'])
})

test('roles that are no levels of products are enough for themselves alone', () => {
  for (const role of ['reader', 'admin', 'identity:admin', 'files:other', 'identity:observer', 'my-observer'])
    assert.deepEqual(enoughFor(role), [role])
})
