import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatDialect, formatRelative } from './format.ts'

const NOW = Date.parse('2026-03-12T14:20:00.000Z')
const at = (seconds: number) => formatRelative(new Date(NOW + seconds * 1000).toISOString(), NOW)

test('times within a minute are just now, in both directions', () => {
  assert.equal(at(0), 'just now')
  assert.equal(at(-59), 'just now')
  assert.equal(at(59), 'just now')
})

test('the largest unit that is full is named; what is past is never rounded up, what is to come goes to the nearest', () => {
  assert.equal(at(-60), '1 minute ago')
  assert.equal(at(-3599), '59 minutes ago')
  assert.equal(at(-3600), '1 hour ago')
  assert.equal(at(-2 * 86_400 + 1), 'yesterday')
  assert.equal(at(-2 * 86_400), '2 days ago')
  assert.equal(at(-61 * 86_400), '2 months ago')
  assert.equal(at(-800 * 86_400), '2 years ago')
  assert.equal(at(7200), 'in 2 hours')
  assert.equal(at(86_400 - 5), 'in 24 hours')
})

test('known dialects have names, unknown ones stand as they came', () => {
  assert.equal(formatDialect('identity-v2.0'), 'Identity v2.0')
  assert.equal(formatDialect('native'), 'Native API')
  assert.equal(formatDialect('introspection'), 'Introspection')
  assert.equal(formatDialect('something-new'), 'something-new')
})
