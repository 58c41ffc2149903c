import assert from 'node:assert/strict'
import { test } from 'node:test'
import { closingLine, exitCodeFor, FAILED, NOTHING, PASSED, skippedBecause, sum } from './outcome.ts'

const SKIPPED = skippedBecause('browser', 'no chromium')

test('the closing line counts everything, in the form that other programs read', () => {
  const all = sum([PASSED, PASSED, FAILED, SKIPPED, { ...NOTHING, passed: 410 }])
  assert.equal(closingLine(all), '412 passed, 1 failed, 1 skipped')
  assert.deepEqual(all.skips, ['browser: no chromium'])
})

test('a failure fails the run, a skip only where nobody is looking', () => {
  assert.equal(exitCodeFor(sum([PASSED, FAILED]), false), 1)
  assert.equal(exitCodeFor(sum([PASSED, SKIPPED]), false), 0)
  assert.equal(exitCodeFor(sum([PASSED, SKIPPED]), true), 1)
  assert.equal(exitCodeFor(PASSED, true), 0)
})
