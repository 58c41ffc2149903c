import assert from 'node:assert/strict'
import { createPublicKey, verify } from 'node:crypto'
import { test } from 'node:test'
import { AuditSignatures, publicKeyText } from './audit-signatures.ts'
import { newDataKey } from './data-keys.ts'
import { testRandom } from './testing.ts'

const auditKey = (generation: number) =>
  newDataKey(testRandom, { purpose: 'audit', accountId: '', generation, createdAtMs: 0 })
const KEY = auditKey(1)
const SIGNER = new AuditSignatures(KEY, new Map())
const SIGNATURE = SIGNER.sign('100001 7 hash')

test('Ed25519 as RFC 8032 computes it', () => {
  // RFC 8032, section 7.1, test 1: empty message.
  const seed = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'
  const key = { ...KEY, bytes: Buffer.from(seed, 'hex') }
  const expected =
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b'
  const [, encoded = ''] = new AuditSignatures(key, new Map()).sign('').split('.')
  assert.equal(Buffer.from(encoded, 'base64url').toString('hex'), expected)
})

test('a signature is verified, and names its key', () => {
  assert.ok(SIGNER.verify('100001 7 hash', SIGNATURE))
  assert.match(SIGNATURE, /^audit-1\.[A-Za-z0-9_-]{86}$/)
})

test('an altered text or signature is refused', () => {
  assert.equal(SIGNER.verify('100001 8 hash', SIGNATURE), false)
  const altered = `${SIGNATURE.slice(0, -2)}${SIGNATURE.endsWith('AA') ? 'BA' : 'AA'}`
  const wrong = [
    '',
    '.',
    'audit-1.',
    'audit-2.AAAA',
    `${SIGNATURE}.x`,
    `${SIGNATURE}=`,
    `x${SIGNATURE}`,
    altered,
  ]
  for (const signature of wrong) assert.equal(SIGNER.verify('100001 7 hash', signature), false, signature)
})

test('another key of the same name is refused', () => {
  assert.equal(new AuditSignatures(auditKey(1), new Map()).verify('100001 7 hash', SIGNATURE), false)
})

test('signatures of a key that is gone are verified with its public half', () => {
  const successor = new AuditSignatures(auditKey(2), new Map([['audit-1', publicKeyText(KEY)]]))
  assert.ok(successor.verify('100001 7 hash', SIGNATURE))
  assert.equal(successor.verify('100001 8 hash', SIGNATURE), false)
  assert.ok(successor.sign('x').startsWith('audit-2.'))
})

test('anybody with the public key can check an exported checkpoint', () => {
  const key = createPublicKey({
    key: Buffer.from(publicKeyText(KEY), 'base64url'),
    format: 'der',
    type: 'spki',
  })
  const [, encoded = ''] = SIGNATURE.split('.')
  assert.ok(verify(null, Buffer.from('100001 7 hash'), key, Buffer.from(encoded, 'base64url')))
})
