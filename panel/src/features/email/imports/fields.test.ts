import assert from 'node:assert/strict'
import { test } from 'node:test'
import { germanOfServer } from '../../../lib/messages/deServer.ts'
import { speak } from '../../../lib/messages/learn.ts'
import { fieldName, isLeftOutTwin, MAILBOX_FIELDS } from './fields.ts'

test('names of fields read as words', () => {
  assert.deepEqual(['username', 'businessPostalCode', 'userID', 'forwardTo'].map(fieldName), [
    'Username',
    'Business postal code',
    'User ID',
    'Forward to',
  ])
})

test('every field has a German name', (context) => {
  const english = MAILBOX_FIELDS.map(fieldName)
  speak('de', {}, germanOfServer)
  context.after(() => speak('en', {}))
  const german = MAILBOX_FIELDS.map(fieldName)
  assert.deepEqual(
    english.filter((name, at) => name === german[at]),
    [],
  )
})

test('a column is told to be left out for its name only where another one of that name counts', () => {
  const columns = ['Username', 'Password', 'password ', 'Notes', 'notes']
  const left = (...mapping: (string | null)[]) =>
    columns.flatMap((_, at) => (isLeftOutTwin(columns, mapping, at) ? [at] : []))
  assert.deepEqual(left('username', 'password', null, null, null), [2])
  assert.deepEqual(left('username', null, 'password', 'notes', null), [1, 4])
})
