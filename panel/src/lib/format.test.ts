import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatDateTime, formatDay, formatDialect, formatRelative, formatTime } from './format.ts'
import { chooseUtc } from './timeZone.ts'

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

test('times are those of UTC, and say so, for who chose them', () => {
  const local = formatDateTime('2026-03-12T23:30:00Z')
  assert.doesNotMatch(local, /UTC/)
  chooseUtc(true)
  assert.match(formatDateTime('2026-03-12T23:30:00Z'), /Mar 12, 2026.*11:30.PM UTC$/)
  assert.match(formatTime('2026-03-12T23:30:00Z'), /^11:30.PM UTC$/)
  assert.match(formatDay('2026-03-12T23:30:00Z'), /Mar 12$/)
  chooseUtc(false)
  assert.equal(formatDateTime('2026-03-12T23:30:00Z'), local)
})
