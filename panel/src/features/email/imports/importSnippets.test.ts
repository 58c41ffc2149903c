import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertIsCode } from '../../../lib/testing.ts'
import { importSnippets } from './importSnippets.ts'
import { MAILBOXES } from './sorts.ts'

test('an import is shown with what the columns are, as they were mapped', () => {
  const mapping = ['username', null, 'password']
  const snippets = importSnippets('https://keys.example', MAILBOXES, 'a.example', mapping)
  for (const snippet of snippets) {
    assertIsCode(snippet)
    assert.match(snippet.code, /\["username",\s?(null|None),\s?"password"\]/, snippet.label)
  }
})
