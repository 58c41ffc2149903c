import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { isRecordOf, recordOf, subdomainOf } from './dkim-key.ts'

const KEY = { publicKey: 'MIIBIjAN+/Bg=' }

describe('the record of a key', () => {
  test('is known however it was typed', () => {
    for (const text of [
      recordOf(KEY),
      'p=MIIBIjAN+/Bg=',
      ' k=rsa ;p = MIIBI jAN\t+/Bg= ; v=DKIM1;',
      'v=DKIM1; h=sha256; k=rsa; s=email; t=s; p=MIIBIjAN+/Bg=',
    ])
      assert.ok(isRecordOf(KEY, text), text)
  })

  test('of another key, of another kind, or that was revoked is not', () => {
    for (const text of [
      ...['', 'v=DKIM1; k=rsa; p=', 'v=DKIM1; k=rsa', 'v=DKIM1; k=ed25519; p=MIIBIjAN+/Bg='],
      ...['v=DKIM2; p=MIIBIjAN+/Bg=', 'p=miibijan+/bg=', 'p=MIIBIjAN+/Bg', 'xp=MIIBIjAN+/Bg=', 'v=spf1 -all'],
    ])
      assert.ok(!isRecordOf(KEY, text), text)
  })

  test('is its own and no other key’s', () => {
    const publicKey = fc.base64String({ minLength: 4 })
    fc.assert(
      fc.property(publicKey, publicKey, (one, other) => {
        assert.equal(isRecordOf({ publicKey: one }, recordOf({ publicKey: other })), one === other)
      }),
    )
  })
})

test('the record of a key is below its selector', () => {
  assert.equal(subdomainOf({ selector: '20260102-2' }), '20260102-2._domainkey')
})
