import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { signatureFor, stampAt } from './signature.ts'

const PAIR = { userKey: 'eGbq9/2hcZsRlr1JV1Pi', secretKey: 'QHOvchm/40czXhJ1OxfxK7jDHr3t' }

test('a header is what the examples of the vendor have', async () => {
  for (const [stamp, hash] of [
    ['20010308143725', '46VIwd66mOFGG8IkbgnLlXnfnkU='],
    ['20010317143725', 'HKUn0aajpSDx7qqGK3vqzn3FglI='],
  ] as const) {
    const header = await signatureFor(PAIR, 'Rackspace Management Interface', stamp)
    assert.equal(header, `${PAIR.userKey}:${stamp}:${hash}`)
  }
})

test('a header has the hash of the four texts, whatever letters the agent has', async () => {
  for (const agent of ['', 'a b/1.0 (x; y)', 'curl/8.5.0']) {
    const text = `${PAIR.userKey}${agent}20261122175500${PAIR.secretKey}`
    const hash = createHash('sha1').update(text).digest('base64')
    assert.equal(await signatureFor(PAIR, agent, '20261122175500'), `${PAIR.userKey}:20261122175500:${hash}`)
  }
})

test('the time is in UTC', () => {
  assert.equal(stampAt(new Date('2026-11-22T17:55:01.999Z')), '20261122175501')
})
