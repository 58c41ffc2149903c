import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SecondFactors } from '@keyward/sdk'
import { areFew, countOf, grouped } from './factors.ts'

const NONE: SecondFactors = {
  totp: [],
  passkeys: [],
  passkeyOrigin: 'http://localhost:8080',
  recoveryCodesLeft: 10,
  recoveryCodesMadeAt: null,
  locked: false,
  required: false,
}
const app = (verified: boolean) => ({ id: 'a', name: 'phone', verified, createdAt: '' })
const passkey = { id: 'p', name: 'laptop', createdAt: '', lastUsedAt: null }

test('an app counts once it has shown a code, a passkey at once', () => {
  assert.equal(countOf(NONE), 0)
  assert.equal(countOf({ ...NONE, totp: [app(false)] }), 0)
  assert.equal(countOf({ ...NONE, totp: [app(false), app(true)], passkeys: [passkey] }), 2)
})

test('three codes and fewer are few', () => {
  const few = [4, 3, 0].map((recoveryCodesLeft) => areFew({ ...NONE, recoveryCodesLeft }))
  assert.deepEqual(few, [false, true, true])
})

test('a secret is read in groups of four, and loses nothing by it', () => {
  assert.equal(grouped('ABCDEFGHIJ'), 'ABCD EFGH IJ')
  assert.equal(grouped(''), '')
})
