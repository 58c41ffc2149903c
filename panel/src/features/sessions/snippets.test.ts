import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertIsCode } from '../../lib/testing.ts'
import { sessionsSnippets } from './snippets.ts'

for (const whose of ['me', '4b2b561c3e610238b0760b2b01d23e0f']) {
  test(`the code is about the sessions of the page, in every language (${whose})`, () => {
    for (const snippet of sessionsSnippets('https://keys.example.com', whose)) {
      assertIsCode(snippet)
      assert.ok(snippet.code.includes('https://keys.example.com'))
      // In the SDK nobody named is oneself.
      assert.equal(snippet.code.includes(whose), whose !== 'me' || snippet.label !== 'TypeScript')
    }
  })
}
