import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { TokenClaims, TokenSealer } from '../domain/tokens/token.ts'
import { OpenedTokens } from './opened-tokens.ts'

const CLAIMS: TokenClaims = {
  id: 'a'.repeat(32),
  rootId: 'a'.repeat(32),
  userId: 'b'.repeat(32),
  credentialId: 'c'.repeat(32),
  method: 'APIKEY',
  accountId: '100001',
  scope: 'project',
  issuedAtMs: 1,
  expiresAtMs: 2,
}

/** Opens every text that begins with `good`, and counts how often it was asked. */
function counting() {
  let opened = 0
  const sealer: TokenSealer = {
    seal: ({ id }) => `good ${id}`,
    open: (token) => {
      opened++
      return token.startsWith('good') ? { ...CLAIMS, id: token.slice(5) } : null
    },
  }
  return { tokens: new OpenedTokens(sealer), opened: () => opened }
}

describe('tokens that were opened before', () => {
  test('say the same without being opened again', () => {
    const { tokens, opened } = counting()
    const token = tokens.seal(CLAIMS)
    assert.deepEqual(tokens.open(token), CLAIMS)
    assert.deepEqual(tokens.open(token), CLAIMS)
    assert.equal(opened(), 1)
  })

  test('are told apart by every character', () => {
    const { tokens } = counting()
    assert.equal(tokens.open('good one')?.id, 'one')
    assert.equal(tokens.open('good onf')?.id, 'onf')
  })

  test('are remembered only when they are ours', () => {
    const { tokens, opened } = counting()
    assert.equal(tokens.open('bad'), null)
    assert.equal(tokens.open('bad'), null)
    assert.equal(opened(), 2)
  })

  test('are forgotten, the oldest first, beyond ten thousand', () => {
    const { tokens, opened } = counting()
    for (let at = 0; at <= 10_000; at++) tokens.open(`good ${at}`)
    tokens.open('good 10000')
    assert.equal(opened(), 10_001)
    tokens.open('good 0')
    assert.equal(opened(), 10_002)
  })
})
