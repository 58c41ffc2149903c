import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CUT, cutBody, cutHeader, prettyBody } from './secrets.ts'

test('keys, passwords and the ids of tokens are cut, wherever they are; what is no secret stays', () => {
  const body = {
    access: { token: { id: 'SECRET', tenant: { id: '100000' } }, user: { id: 'u1', name: 'anna' } },
    credentials: [{ 'RAX-KSKEY:apiKeyCredentials': { username: 'anna', apiKey: 'SECRET' } }],
    user: { password: 'SECRET', 'OS-KSADM:password': 'SECRET' },
    csrfToken: 'SECRET',
  }
  const shown = cutBody(JSON.stringify(body))
  assert.doesNotMatch(shown, /SECRET/)
  for (const kept of ['100000', 'u1', 'anna', CUT]) assert.ok(shown.includes(kept), kept)
})

test('headers that carry a token or a key are cut, however they are spelled', () => {
  for (const name of ['X-Auth-Token', 'x-subject-token', 'X-Storage-Token', 'Authorization']) {
    assert.equal(cutHeader(name, 'SECRET'), CUT)
  }
  assert.equal(cutHeader('X-Request-Id', 'a-1'), 'a-1')
})

test('text that is no JSON is shown as it came', () => {
  for (const show of [cutBody, prettyBody]) assert.equal(show('<html>'), '<html>')
})
