import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { signatureFor } from './signature.ts'
import { faultOf } from './signatureFault.ts'

const PAIR = { userKey: 'eGbq9/2hcZsRlr1JV1Pi', secretKey: 'QHOvchm/40czXhJ1OxfxK7jDHr3t' }
const AGENT = 'backup.sh/1.0'
const STAMP = '20261122175500'
const NOW = { check: 'lenient', nowMs: Date.UTC(2026, 10, 22, 18, 1) } as const
const text = (agent = AGENT, secret = PAIR.secretKey) => `${PAIR.userKey}${agent}${STAMP}${secret}`
const sha1 = (value: string) => createHash('sha1').update(value)
const sent = (hash: string, { userKey = PAIR.userKey, stamp = STAMP } = {}) => `${userKey}:${stamp}:${hash}`
const fault = (header: string, when: Parameters<typeof faultOf>[3] = NOW) =>
  faultOf(header, PAIR, AGENT, when)

test('a header that the server takes has no fault, however it was pasted', async () => {
  const right = await signatureFor(PAIR, AGENT, STAMP)
  for (const header of [right, ` ${right}\n`, `X-Api-Signature: ${right}`])
    assert.equal(await fault(header), null)
  assert.equal(await fault(sent(sha1(text()).digest('hex').toUpperCase())), null)
})

test('the first difference of a refused header is named', async () => {
  const right = sha1(text()).digest('base64')
  const cases = {
    form: ['', 'abc', `${sent(right)}:`, right],
    userKey: [sent(right, { userKey: 'another' })],
    time: ['1790000000', '20261322175500', '20260230000000', '2026-11-22'].map((stamp) =>
      sent(right, { stamp }),
    ),
    clock: [sent(right, { stamp: '20261120175500' }), sent(right, { stamp: '20261124175500' })],
    encoding: [
      right.replace('=', ''),
      sha1(text()).digest('base64url'),
      btoa(sha1(text()).digest('hex')),
    ].map((hash) => sent(hash)),
    algorithm: ['sha256', 'md5', 'sha512'].flatMap((name) => [
      sent(createHash(name).update(text()).digest('base64')),
      sent(createHash(name).update(text()).digest('hex')),
    ]),
    agent: ['', `${AGENT}\n`].map((agent) => sent(sha1(text(agent)).digest('base64'))),
    secret: ['', `${PAIR.secretKey}\n`, `"${PAIR.secretKey}"`].map((secret) =>
      sent(sha1(text(AGENT, secret)).digest('base64')),
    ),
    order: [sent(sha1([PAIR.userKey, AGENT, STAMP, PAIR.secretKey].join(':')).digest('base64'))],
    agentOrSecret: [sent(sha1(text('curl/8.5')).digest('base64')), sent('x')],
  }
  for (const [expected, headers] of Object.entries(cases))
    for (const header of headers) assert.equal(await fault(header), expected, header)
})

test('how far the time may be from now is as the pair says', async () => {
  const right = await signatureFor(PAIR, AGENT, STAMP)
  assert.equal(await fault(right, { ...NOW, check: 'strict' }), 'clock')
  assert.equal(await fault(right, { check: 'static', nowMs: 0 }), null)
})
