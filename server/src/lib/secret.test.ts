import assert from 'node:assert/strict'
import { test } from 'node:test'
import { format, inspect } from 'node:util'
import { Secret } from './secret.ts'

const TEXT = 'correct horse battery staple'
const secret = new Secret(TEXT)

test('the text comes out when asked for by name', () => {
  assert.equal(secret.reveal(), TEXT)
})

test('S-93 joined, printed, inspected and serialised it reads [secret]', () => {
  assert.equal(`${secret}`, '[secret]')
  assert.equal(String(secret), '[secret]')
  assert.equal(JSON.stringify({ secret }), '{"secret":"[secret]"}')
  assert.equal(inspect({ secret }, { showHidden: true, depth: 9 }), '{ secret: [secret] }')
  assert.equal(format('%s %o %j', secret, secret, secret), '[secret] [secret] "[secret]"')
})

test('S-93 copies, keys and errors hold nothing of it', () => {
  assert.deepEqual(Object.keys(secret), [])
  assert.deepEqual({ ...secret }, {})
  assert.ok(!inspect(new Error('no', { cause: secret })).includes(TEXT))
  assert.ok(!JSON.stringify(Object.getOwnPropertyNames(secret)).includes(TEXT))
})
