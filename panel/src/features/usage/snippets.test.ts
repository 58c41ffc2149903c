import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertIsCode } from '../../lib/testing.ts'
import { chosenIn, questionOf } from './period.ts'
import { usageSnippets } from './snippets.ts'

for (const window of ['24h', '7d', '30d', 'custom'] as const) {
  test(`Usage as code asks for the period of the page (${window})`, () => {
    for (const scope of ['me', 'account'] as const) {
      const search = `window=${window}&scope=${scope}&from=2026-02-01&to=2026-02-20`
      const chosen = chosenIn(search, true, Date.parse('2026-03-12T00:00:00Z'))
      const { period, step } = questionOf(chosen)
      const values = [...(typeof period === 'string' ? [period] : [period.from, period.to]), step ?? '']
      for (const snippet of usageSnippets('https://keys.example.com', chosen)) {
        assertIsCode(snippet)
        assert.ok(snippet.code.includes('https://keys.example.com'))
        for (const value of values) assert.ok(decodeURIComponent(snippet.code).includes(value), snippet.code)
        if (scope === 'account') assert.match(snippet.code, /\baccount\b/)
      }
    }
  })
}
