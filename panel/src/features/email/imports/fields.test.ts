import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fieldName, isLeftOutTwin } from './fields.ts'

test('names of fields read as words', () => {
  assert.deepEqual(['username', 'businessPostalCode', 'userID', 'forwardTo'].map(fieldName), [
    'Username',
    'Business postal code',
    'User ID',
    'Forward to',
  ])
})

test('a column is told to be left out for its name only where another one of that name counts', () => {
  const columns = ['Username', 'Password', 'password ', 'Notes', 'notes']
  const left = (...mapping: (string | null)[]) =>
    columns.flatMap((_, at) => (isLeftOutTwin(columns, mapping, at) ? [at] : []))
  assert.deepEqual(left('username', 'password', null, null, null), [2])
  assert.deepEqual(left('username', null, 'password', 'notes', null), [1, 4])
})
