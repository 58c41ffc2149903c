import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestApp } from '../support/app.ts'

const app = await openTestApp()
const { http, deps, owner, addUser } = app
const headers = { authorization: `Bearer ${owner.apiKey}` }

/** As the owner's programs log in. */
async function tokenOf({ username, apiKey }: typeof owner): Promise<string> {
  const payload = { auth: { 'RAX-KSKEY:apiKeyCredentials': { username, apiKey } } }
  const answer = await http.inject({ method: 'POST', url: '/v2.0/tokens', payload })
  return answer.json().access.token.id
}

const WAYS = [
  ['the native API, by null', 'PATCH', (id: string) => `/api/v1/users/${id}`, { email: null }],
  ['Identity v2.0, by an empty text', 'POST', (id: string) => `/v2.0/users/${id}`, { user: { email: '' } }],
  ['Identity v3, by an empty text', 'PATCH', (id: string) => `/v3/users/${id}`, { user: { email: '' } }],
] as const

for (const [at, [way, method, path, payload]] of WAYS.entries()) {
  test(`an e-mail address is taken away by ${way}`, async () => {
    const { userId } = await addUser(`colleague-${at}`, { email: 'once@example.com' })
    const token = { 'x-auth-token': await tokenOf(owner) }
    const url = path(userId)
    const answer = await http.inject({
      method,
      url,
      payload,
      headers: url.startsWith('/api') ? headers : token,
    })
    assert.equal(answer.statusCode, 200, answer.body)
    assert.equal((await deps.store.users.byId(userId))?.email, null)
    assert.doesNotMatch(answer.body, /once@example/)
  })
}

test('null leaves an address alone in Identity v2.0 and v3, where it is as good as absent', async () => {
  const { userId } = await addUser('kept', { email: 'kept@example.com' })
  const token = { 'x-auth-token': await tokenOf(owner) }
  const payload = { user: { email: null, enabled: true } }
  for (const [method, url] of [
    ['POST', `/v2.0/users/${userId}`],
    ['PATCH', `/v3/users/${userId}`],
  ] as const) {
    assert.equal((await http.inject({ method, url, payload, headers: token })).statusCode, 200)
    assert.equal((await deps.store.users.byId(userId))?.email, 'kept@example.com')
  }
})
