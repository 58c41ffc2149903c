import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeSnippets } from './snippets.ts'

test('a name with a quote in it stays one word for the shell', () => {
  const [snippet] = makeSnippets('http://localhost', { name: "o'clock; rm -rf" })
  assert.match(snippet?.code ?? '', /create 'o'\\''clock; rm -rf'$/)
})

test('roles, rules and the end are handed on as the command wants them', () => {
  const rule = { service: 'object-store', method: 'GET', path: '/v1/**' }
  const asked = { name: 'copy', roles: ['a:b'], accessRules: [rule], expiresAt: '2030-01-31T12:00:00.000Z' }
  const code = makeSnippets('http://localhost', asked)[0]?.code ?? ''
  for (const part of ['--role a:b', '--expiration 2030-01-31T12:00:00 ', JSON.stringify([rule])])
    assert.ok(code.includes(part), part)
})
