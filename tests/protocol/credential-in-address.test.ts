import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startServer, type TestServer } from '../support/server.ts'

let server: TestServer

before(async () => {
  server = await startServer()
})
after(() => server.stop())

const PLACES = ['/v1.0', '/v1', '/v1.1', '/v2.0', '/v2.0/tenants', '/api/v1/verify']
const NAMES = ['apiKey', 'X-Auth-Key', 'X%2DAuth%2DToken', 'access_token', 'password']

for (const place of PLACES) {
  test(`400 for a credential in the address of ${place}, without repeating it (S-06)`, async () => {
    for (const name of NAMES) {
      const answer = await fetch(`${server.url}${place}?${name}=0123456789abcdef`)
      assert.equal(answer.status, 400, name)
      assert.doesNotMatch(await answer.text(), /0123456789abcdef/)
    }
  })
}
