import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestApp, PUBLIC_URL } from '../../../../tests/support/app.ts'
import { call } from '../../../../tests/support/identity.ts'

const app = await openTestApp()
const VERSION = {
  id: 'v3.14',
  status: 'stable',
  updated: '2020-04-07T00:00:00Z',
  links: [{ rel: 'self', href: `${PUBLIC_URL}/v3/` }],
  'media-types': [{ base: 'application/json', type: 'application/vnd.openstack.identity-v3+json' }],
}

for (const url of ['/v3', '/v3/', '/identity/v3', '//v3']) {
  test(`v3 tells of itself at ${url}, without a token`, async () => {
    const answer = await call(app, 'GET', url)
    assert.equal(answer.statusCode, 200)
    assert.deepEqual(answer.json(), { version: VERSION })
  })
}

test('the root offers v3 first, by the public address', async () => {
  const answer = await call(app, 'GET', '/', { headers: { accept: 'application/json' } })
  assert.equal(answer.statusCode, 300)
  assert.equal(answer.headers['location'], `${PUBLIC_URL}/v3/`)
  const [first, ...others] = answer.json().versions.values
  assert.deepEqual(first, VERSION)
  assert.deepEqual(
    others.map(({ id }: { id: string }) => id),
    ['v2.0'],
  )
})

test('a version is told of by HEAD and by nothing that writes', async () => {
  assert.equal((await call(app, 'HEAD', '/v3')).statusCode, 200)
  assert.equal((await call(app, 'DELETE', '/v3')).statusCode, 405)
})
