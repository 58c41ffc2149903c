import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { KeyUsage } from '@keyward/sdk'
import { callsThat, keyOutcomesIn } from './outcomes.ts'

const key = (...byOutcome: KeyUsage['byOutcome']): KeyUsage => ({
  ...{ keyId: 'k', userId: 'u', username: 'ann', calls: 9, lastUse: '2026-03-01T00:00:00.000Z' },
  ...{ lastFour: null, current: true, applicationCredential: null, userKey: null, byOutcome },
})

test('the outcomes of some keys are those that any of them had, good ones first and in any case', () => {
  const keys = [key({ outcome: 'forbidden', calls: 2 }), key({ outcome: 'revoked', calls: 1 })]
  assert.deepEqual(keyOutcomesIn(keys), ['valid', 'revoked', 'forbidden'])
  assert.deepEqual(keyOutcomesIn([]), ['valid'])
  assert.deepEqual(
    keys.map((one) => callsThat(one, 'forbidden')),
    [2, 0],
  )
})
