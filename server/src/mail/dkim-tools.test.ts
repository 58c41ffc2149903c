import assert from 'node:assert/strict'
import { createPublicKey, sign, verify } from 'node:crypto'
import { test } from 'node:test'
import { dkimTools } from './dkim-tools.ts'

test('a new pair signs what its public half verifies, has 2,048 bits, and is nobody else’s', async () => {
  const [one, other] = await Promise.all([dkimTools.newPair(), dkimTools.newPair()])
  const publicKey = createPublicKey({
    ...{ key: Buffer.from(one.publicKey, 'base64'), format: 'der', type: 'spki' },
  })
  assert.equal(publicKey.asymmetricKeyDetails?.modulusLength, 2_048)
  const text = Buffer.from('a message')
  assert.ok(verify('sha256', text, publicKey, sign('sha256', text, one.privateKeyPem)))
  assert.ok(!verify('sha256', text, publicKey, sign('sha256', text, other.privateKeyPem)))
})
