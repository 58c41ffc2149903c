import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type DnsRecord, judge, recordsFor } from './dns-records.ts'

const HOST = 'mail.example.net'
const RECORDS = recordsFor('example.com', HOST)

function recordOf(purpose: DnsRecord['purpose']): DnsRecord {
  return RECORDS.find((record) => record.purpose === purpose) ?? assert.fail(purpose)
}

type Row = readonly [answers: readonly string[], state: string, found?: number]

const ROWS: Readonly<Record<DnsRecord['purpose'], readonly Row[]>> = {
  mx: [
    [[HOST], 'ok'],
    [['MAIL.example.NET.'], 'ok'],
    [['other.example', HOST], 'ok'],
    [['other.example'], 'different'],
    [[''], 'different'],
    [[], 'missing'],
  ],
  spf: [
    [['v=spf1 mx -all'], 'ok'],
    [['V=SPF1 ip4:192.0.2.1 +MX ~all'], 'ok'],
    [[`v=spf1 a:${HOST} -all`], 'ok'],
    [['google-site-verification=x', 'v=spf1 mx -all'], 'ok', 1],
    [['v=spf1 include:other.example -all'], 'different'],
    [['v=spf1 -mx -all'], 'different'],
    [['v=spf1 mx:other.example -all'], 'different'],
    [['v=spf1 mx -all', 'v=spf1 mx ~all'], 'different', 2],
    [['v=spf10 mx'], 'missing', 0],
    [['something else'], 'missing', 0],
  ],
  dmarc: [
    [['v=DMARC1; p=quarantine'], 'ok'],
    [['v=DMARC1;p=reject;rua=mailto:a@b.example'], 'ok'],
    [['v=DMARC1; p = none ;'], 'ok'],
    [['v=DMARC1; sp=none'], 'different'],
    [['v=DMARC1; p=whatever'], 'different'],
    [['v=DMARC1; p=none', 'v=DMARC1; p=none'], 'different', 2],
    [['v=DMARC12; p=none'], 'missing', 0],
  ],
}

describe('what a domain publishes', () => {
  for (const purpose of ['mx', 'spf', 'dmarc'] as const) {
    for (const [answers, state, found] of ROWS[purpose]) {
      test(`${purpose} ${JSON.stringify(answers)} is ${state}`, () => {
        const judged = judge(recordOf(purpose), HOST, answers)
        assert.equal(judged.state, state)
        if (found !== undefined) assert.equal(judged.found.length, found)
      })
    }
  }

  test('is not known when the DNS does not answer', () => {
    for (const record of RECORDS) assert.deepEqual(judge(record, HOST, null), { state: 'unknown', found: [] })
  })

  test('is right when it is what we say, for every domain and host', () => {
    fc.assert(
      fc.property(fc.domain(), fc.domain(), (domain, host) => {
        for (const record of recordsFor(domain, host)) {
          const answer = record.type === 'MX' ? host : record.value
          assert.equal(judge(record, host, [answer]).state, 'ok')
        }
      }),
    )
  })

  test('is judged without a fault, whatever strangers publish', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.constantFrom(...RECORDS), (answers, record) => {
        assert.notEqual(judge(record, HOST, answers).state, 'unknown')
      }),
    )
  })
})
