import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp } from '../support/app.ts'

const KNOWN = {
  '/healthz': 'GET, HEAD',
  '/login': 'GET, HEAD, POST',
  '/v1.0': 'GET, HEAD',
  '/v1.1/auth': 'POST',
  '/v2.0/tokens': 'DELETE, POST',
  '/v3/auth/tokens': 'DELETE, GET, HEAD, POST',
  '/api/v1/session': 'DELETE, GET, HEAD',
  '/api/v1/introspect': 'POST',
}

const { http } = await openTestApp()
const base = await http.listen({ host: '127.0.0.1', port: 0 })

describe('a method that nobody here has heard of', () => {
  const status = async (path: string) => {
    const answer = await fetch(base + path, { method: 'PROPFIND' })
    await answer.body?.cancel()
    return [answer.status, answer.headers.get('allow')]
  }

  for (const [path, allow] of Object.entries(KNOWN)) {
    test(`is refused at ${path} with 405 and what is answered there`, async () => {
      assert.deepEqual(await status(path), [405, allow])
    })
  }

  test('tells nobody without a signature which addresses the e-mail API has', async () => {
    for (const path of ['/v1/customers/me', '/v1/customers/nothing/here'])
      assert.deepEqual(await status(path), [403, null])
  })
})
