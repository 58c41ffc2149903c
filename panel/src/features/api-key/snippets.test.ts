import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { assertIsCode } from '../../lib/testing.ts'
import { resetSnippets, showSnippets } from './snippets.ts'

const CREDENTIAL = '/v2.0/users/00ff/OS-KSADM/credentials/RAX-KSKEY:apiKeyCredentials'
const ORIGINS = ['http://localhost:8080', 'https://keys.example.com', 'http://[::1]:8080']
/** Every character that a username may have. */
const NAMES = ['anna', 'a.b-c_d+e@example.com']

for (const [act, snippets, method, path] of [
  ['Show', showSnippets, 'GET', CREDENTIAL],
  ['Reset', resetSnippets, 'POST', `${CREDENTIAL}/RAX-AUTH/reset`],
] as const) {
  describe(`${act} as code`, () => {
    for (const origin of ORIGINS) {
      for (const username of NAMES) {
        const shown = snippets({ origin, username, userId: '00ff' })

        test(`is code in every language, for ${username} at ${origin}`, () => {
          assert.deepEqual(
            shown.map(({ label }) => label),
            ['curl', 'TypeScript', 'Python'],
          )
          for (const snippet of shown) assertIsCode(snippet)
        })

        test(`does what the button does, for ${username} at ${origin}`, () => {
          for (const { code } of shown) {
            assert.ok(code.includes(origin))
            assert.ok(code.includes(username))
            assert.ok(code.includes(method))
            // The end of the address too: showing must not reset.
            assert.match(code, new RegExp(`${path.slice('/v2.0'.length)}['"]`))
          }
        })
      }
    }
  })
}
