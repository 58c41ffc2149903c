import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refuseCredentialInAddress } from './credential-in-address.ts'
import { RequestError } from './request-error.ts'

test('what clients call their credentials is refused in every spelling (S-06)', () => {
  const tokens = ['token', 'X-Auth-Token', 'X%2dAuth%2dToken', 'auth_token', 'authToken', 'access_token']
  const keys = ['key', 'apiKey', 'api_key', 'api-key', 'X-Auth-Key', 'userKey', 'user-key']
  for (const name of [...tokens, ...keys, 'password', 'passcode', 'secret']) {
    for (const url of [`/a?${name}=1`, `/a?limit=1&${name}`]) {
      assert.throws(() => refuseCredentialInAddress(url), RequestError, url)
    }
  }
})

test('what the routes ask for is no credential', () => {
  const names = ['name', 'belongsTo', 'marker', 'limit', 'hours', 'keyId', 'monkey', 'tokens', '']
  for (const url of ['/key', '/token/', '/a?', ...names.map((name) => `/key?${name}=password`)]) {
    assert.doesNotThrow(() => refuseCredentialInAddress(url), url)
  }
})
