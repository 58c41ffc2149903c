import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bodyOf, EMPTY } from './draft.ts'

test('what is left as it is asks for nothing: all roles, every request, no end', () => {
  assert.deepEqual(bodyOf({ ...EMPTY, name: 'copy' }), { name: 'copy' })
})

test('what is filled in is asked for, with the moment in UTC', () => {
  const rule = { service: 'object-store', method: 'GET', path: '/v1/**' }
  const draft = { ...EMPTY, name: 'copy', description: 'at night', roles: ['reader'], rules: [rule] }
  assert.deepEqual(bodyOf({ ...draft, expiry: '2030-01-31T12:00', unrestricted: true }), {
    name: 'copy',
    description: 'at night',
    roles: ['reader'],
    accessRules: [rule],
    expiresAt: new Date(2030, 0, 31, 12).toISOString(),
    unrestricted: true,
  })
})
