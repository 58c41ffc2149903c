import assert from 'node:assert/strict'
import { test } from 'node:test'
import { outcomeOf } from './browser-suite.ts'

const STATS = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 }

test('a test that passed only at the second try has failed, and so has a file that did not load', () => {
  const report = { stats: { ...STATS, expected: 7, unexpected: 1, flaky: 1 }, errors: [{}], suites: [] }
  assert.deepEqual(outcomeOf(report), { passed: 7, failed: 3, skipped: 0, skips: [] })
})

test('a skip is named with its reason, however deep it lies', () => {
  const skipped = {
    projectName: 'narrow',
    status: 'skipped',
    annotations: [{ type: 'skip', description: 'no touch screen' }],
  }
  const spec = { title: 'swipes', file: 'home.test.ts', tests: [skipped] }
  const suites = [{ specs: [], suites: [{ specs: [spec] }] }]
  const outcome = outcomeOf({ stats: { ...STATS, skipped: 1 }, errors: [], suites })
  assert.deepEqual(outcome.skips, ['swipes (home.test.ts, narrow): no touch screen'])
})
