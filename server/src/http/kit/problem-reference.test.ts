import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { PROBLEMS } from './problem.ts'
import { problemReference } from './problem-reference.ts'

const PAGE = fileURLToPath(new URL('../../../../docs/protocols/errors.md', import.meta.url))

// Write it anew: node --test --test-update-snapshots server/src/http/kit/problem-reference.test.ts
test('docs/protocols/errors.md says what the table of problems says', (context) => {
  context.assert.fileSnapshot(problemReference(), PAGE, { serializers: [(page) => page] })
})

test('every problem has a stable code, a refusal status and something to do about it', () => {
  for (const [code, { status, title, remedy }] of Object.entries(PROBLEMS)) {
    assert.match(code, /^[a-z]+(_[a-z]+)*$/)
    assert.ok(status >= 400 && status < 600)
    assert.ok(title.length > 0 && !title.endsWith('.'))
    assert.match(remedy, /\.$/)
    assert.doesNotMatch(title + remedy, /[|\n]/)
  }
})
