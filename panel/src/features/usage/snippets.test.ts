import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertIsCode } from '../../lib/testing.ts'
import { usageSnippets } from './snippets.ts'

for (const window of ['24h', '7d', '30d'] as const) {
  test(`Usage as code asks for the period of the page (${window})`, () => {
    for (const scope of ['me', 'account'] as const) {
      for (const snippet of usageSnippets('https://keys.example.com', window, scope)) {
        assertIsCode(snippet)
        assert.ok(snippet.code.includes('https://keys.example.com'))
        assert.match(snippet.code, new RegExp(`\\b${window}\\b`))
        if (scope === 'account') assert.match(snippet.code, /\baccount\b/)
      }
    }
  })
}
