import assert from 'node:assert/strict'
import { test } from 'node:test'
import '../../lib/messages/en/services.ts'
import { decisionSentence, ruleSentence } from './sentence.ts'

const RULE = { id: 'a', service: 'files', methods: ['GET'], path: '/v1/**', role: 'reader' }

test('a rule reads as what it asks for', () => {
  assert.equal(ruleSentence(RULE), 'GET under /v1/** needs the role reader.')
  assert.equal(ruleSentence({ ...RULE, methods: [] }), 'Every method under /v1/** needs the role reader.')
  assert.equal(
    ruleSentence({ ...RULE, methods: ['GET', 'HEAD'], path: '/**' }),
    'GET, HEAD on every path needs the role reader.',
  )
})

test('a decision names its rule, or the roles that would do', () => {
  const decision = { allowed: true, rule: RULE, roles: ['reader'] }
  assert.match(
    decisionSentence({ ...decision, reason: 'rule' }),
    /GET under \/v1\/\*\* needs the role reader/,
  )
  assert.match(decisionSentence({ ...decision, reason: 'role', rule: null }), /reader/)
  assert.match(decisionSentence({ ...decision, reason: 'open', rule: null }), /no rules/)
  assert.match(decisionSentence({ ...decision, reason: 'none', rule: null, roles: [] }), /No rule/)
  assert.match(decisionSentence({ ...decision, reason: 'malformed', rule: null, roles: [] }), /two things/)
})
