import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertIsCode } from '../../lib/testing.ts'
import { callsIn, thresholdSnippets } from './thresholdSnippets.ts'

test('a number of calls is taken as people type it; nothing is none, and what is no number is refused', () => {
  assert.deepEqual(['5', '10,000', '10 000', '', ' '].map(callsIn), [5, 10_000, 10_000, null, null])
  for (const text of ['0', '-1', 'many', '1e3', '1000000000001', '.'])
    assert.equal(callsIn(text), undefined, text)
})

test('a threshold as code sets what the form says', () => {
  const change = { callsPerDay: 5, callsPerMonth: null, notify: 'managers' } as const
  for (const snippet of thresholdSnippets('https://keys.example.com', change)) {
    assertIsCode(snippet)
    assert.match(snippet.code, /callsPerDay"?: ?5\b/)
    assert.match(snippet.code, /callsPerMonth"?: ?(null|None)\b/)
    assert.match(snippet.code, /notify"?: ?['"]managers['"]/)
  }
})
