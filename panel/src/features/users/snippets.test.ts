import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertIsCode } from '../../lib/testing.ts'
import { newUserSnippets } from './newUserSnippets.ts'
import { usersSnippets } from './snippets.ts'
import { deleteSnippets, rolesSnippets, userSnippets } from './userSnippets.ts'

const ORIGIN = 'https://keys.example.com'
/** Whatever somebody types must come out as a text and not as code. */
const TYPED = ['anna', "o'neil", 'a"b', '$(id)', 'x`y`', "'; rm -rf /; '", 'back\\slash']

test('what is looked for is in the code, in every language', () => {
  const filter = { account: '100001', text: 'anna', role: 'reader' }
  for (const snippet of usersSnippets(ORIGIN, filter)) {
    assertIsCode(snippet)
    for (const value of [ORIGIN, ...Object.values(filter)]) assert.ok(snippet.code.includes(value), value)
  }
})

for (const username of TYPED) {
  test(`a new user is made by code, whatever is typed: ${username}`, () => {
    for (const snippet of newUserSnippets(ORIGIN, { username, roles: ['identity:default'] })) {
      assertIsCode(snippet)
      assert.ok(snippet.code.includes(ORIGIN))
      assert.doesNotMatch(snippet.code, /NEW_PASSWORD/)
    }
  })
}

test('a password is never part of the code: it is read from the environment', () => {
  for (const snippet of newUserSnippets(ORIGIN, { username: 'anna', password: 'seven quiet herons' })) {
    assertIsCode(snippet)
    assert.match(snippet.code, /NEW_PASSWORD/)
    assert.doesNotMatch(snippet.code, /herons/)
  }
})

test('what a page about one user does is code, with the id of that user', () => {
  const id = '4b2b561c3e610238b0760b2b01d23e0f'
  const change = { add: ['reader'], remove: ['identity:user-manage'] }
  const all = [
    ...userSnippets(ORIGIN, id),
    ...deleteSnippets(ORIGIN, id, ''),
    ...rolesSnippets(ORIGIN, id, null),
    ...rolesSnippets(ORIGIN, id, change),
  ]
  for (const snippet of all) {
    assertIsCode(snippet)
    assert.ok(snippet.code.includes(id))
  }
  for (const { code } of rolesSnippets(ORIGIN, id, change)) assert.match(code, /reader.*identity:user-manage/)
})
