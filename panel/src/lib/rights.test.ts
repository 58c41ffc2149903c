import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { User } from '@keyward/sdk'
import { foundsDomains, usesEmail } from './rights.ts'

test('every kind of e-mail administrator finds the e-mail area, and nobody else does', () => {
  const rows: readonly [User['adminType'], boolean, boolean][] = [
    ['super', true, true],
    ['standard', true, false],
    ['limited', true, false],
    [null, false, false],
  ]
  for (const [adminType, uses, founds] of rows) {
    const user = aUser({ adminType })
    assert.deepEqual([usesEmail(user), foundsDomains(user)], [uses, founds], String(adminType))
  }
  const operator = aUser({ roles: ['identity:service-admin'] })
  assert.deepEqual([usesEmail(operator), foundsDomains(operator)], [true, true])
})

function aUser(change: Partial<User>): User {
  const known = { id: 'a'.repeat(32), name: 'ann', accountId: '100001', email: null, enabled: true }
  const rest = { roles: [], defaultRegion: null, secondFactor: false, adminType: null }
  return { ...known, ...rest, createdAt: '2026-01-01T00:00:00Z', passwordChangedAt: null, ...change }
}
