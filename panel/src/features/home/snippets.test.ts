import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertIsCode } from '../../lib/testing.ts'
import { loginSnippets, verifySnippets } from './snippets.ts'

for (const origin of ['http://localhost:8080', 'https://keys.example.com']) {
  test(`the first question is code in every language and asks this server (${origin})`, () => {
    for (const snippet of verifySnippets(origin)) {
      assertIsCode(snippet)
      assert.ok(snippet.code.includes(origin))
    }
  })

  test(`the first login is code for every client and names the user (${origin})`, () => {
    for (const snippet of loginSnippets(origin, 'a.b-c_d+e@example.com')) {
      assertIsCode(snippet)
      assert.ok(snippet.code.includes(origin))
      assert.ok(snippet.code.includes('a.b-c_d+e@example.com'))
    }
  })
}

test('no command carries the key in an address or as an option of its own, where other users could read it', () => {
  const all = [...verifySnippets('http://x'), ...loginSnippets('http://x', 'anna')]
  for (const { code } of all) assert.doesNotMatch(code, /[?&](key|apikey|token)=/i)
})
