import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lastUseOf } from './lastUseOf.ts'

test('the last use of an API is that of the program that used it last, whatever the order', () => {
  const callers = [
    { dialect: 'native', lastUse: '2026-11-21T09:00:00.000Z' },
    { dialect: 'native', lastUse: '2026-11-22T09:00:00.000Z' },
    { dialect: 'native', lastUse: '2026-11-20T09:00:00.000Z' },
    { dialect: 'email', lastUse: '2026-11-23T09:00:00.000Z' },
  ]
  assert.equal(lastUseOf('native', callers), '2026-11-22T09:00:00.000Z')
  assert.equal(lastUseOf('identity-v3', callers), undefined)
})
