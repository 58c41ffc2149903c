import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { difference } from './difference.ts'

const BEFORE = { name: 'Ann', quotaMb: 100, limit: null, enabled: true, ways: ['pop', 'imap'], level: 'on' }

describe('what the log says of an update', () => {
  test('is both values of numbers and switches, also where there was no limit', () => {
    const change = { quotaMb: 200, enabled: false, limit: 7 }
    assert.deepEqual(
      difference<{ limit: number | null; quotaMb: number; enabled: boolean }>(BEFORE, change),
      {
        ...{ fields: 'quotaMb enabled limit', quotaMb: 200, quotaMbBefore: 100 },
        ...{ enabled: false, enabledBefore: true, limit: 7, limitBefore: null },
      },
    )
  })

  test('is the name alone of a text, unless it is one that says nothing about a person', () => {
    const change = { name: 'Anna', level: 'off', ways: ['imap'] }
    assert.deepEqual(difference(BEFORE, change, ['level', 'ways']), {
      fields: 'name level ways',
      ...{ level: 'off', levelBefore: 'on', ways: 'imap', waysBefore: 'pop imap' },
    })
    const cleared = difference<{ email: string | null }>({ email: 'ann@example.com' }, { email: null })
    assert.deepEqual(cleared, { fields: 'email' })
  })

  test('is nothing of what stays as it was', () => {
    const change = { quotaMb: 100, name: 'Ann', ways: ['pop', 'imap'] }
    assert.deepEqual(difference(BEFORE, change), { fields: '' })
  })
})
