import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fieldName } from './fields.ts'

test('names of fields read as words', () => {
  assert.deepEqual(['username', 'businessPostalCode', 'userID', 'forwardTo'].map(fieldName), [
    'Username',
    'Business postal code',
    'User ID',
    'Forward to',
  ])
})
