import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { settingsReference } from './reference.ts'
import { SETTINGS } from './settings.ts'

const PAGE = fileURLToPath(new URL('../../../docs/reference/settings.md', import.meta.url))

// Write it anew: node --test --test-update-snapshots server/src/config/reference.test.ts
test('docs/reference/settings.md says what the table of settings says', (context) => {
  context.assert.fileSnapshot(settingsReference(), PAGE, { serializers: [(page) => page] })
})

test('every setting has its own name, a default and a reason', () => {
  const settings = Object.values(SETTINGS)
  assert.equal(new Set(settings.map((each) => each.env)).size, settings.length)
  for (const each of settings) {
    assert.match(each.env, /^KEYWARD_[A-Z]+(_[A-Z]+)*$/)
    assert.match(each.why, /\.$/, `${each.env}: a sentence`)
    assert.notEqual(each.default, '')
    assert.ok(!/[|\n]/.test(each.value + each.default + each.why), `${each.env}: fits into a table`)
  }
})
