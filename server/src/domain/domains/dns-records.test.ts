import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { recordOf as textOf } from '../dkim/dkim-key.ts'
import { type DnsRecord, dkimRecordFor, judge, judgeDkim, recordsFor } from './dns-records.ts'

const HOST = 'mail.example.net'
const RECORDS = recordsFor('example.com', HOST)

function recordOf(purpose: DnsRecord['purpose']): DnsRecord {
  return RECORDS.find((record) => record.purpose === purpose) ?? assert.fail(purpose)
}

type Row = readonly [answers: readonly string[], state: string, found?: number]

const ROWS: Readonly<Record<Exclude<DnsRecord['purpose'], 'dkim'>, readonly Row[]>> = {
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

const KEY = {
  ...{
    id: 'a'.repeat(32),
    accountId: '100001',
    domainId: 'b'.repeat(32),
    createdAtMs: 0,
    activatedAtMs: null,
  },
  ...{ selector: '20260102', publicKey: 'MIIBIjAN+/Bg=' },
}

describe('the record of a DKIM key', () => {
  const other = textOf({ publicKey: 'MIIBother' })
  const rows: readonly Row[] = [
    [[textOf(KEY)], 'ok'],
    [['p=MIIBIjAN+/Bg='], 'ok'],
    [[other, textOf(KEY)], 'ok', 2],
    [[other], 'different', 1],
    [['v=DKIM1; p='], 'different', 1],
    [['something else', 'v=spf1 exp=x'], 'missing', 0],
    [[], 'missing', 0],
  ]
  for (const [answers, state, found = answers.length] of rows) {
    test(`${JSON.stringify(answers)} is ${state}`, () => {
      const judged = judgeDkim(KEY, answers)
      assert.deepEqual([judged.state, judged.found.length], [state, found])
    })
  }

  test('is not known when the DNS does not answer', () => {
    assert.deepEqual(judgeDkim(KEY, null), { state: 'unknown', found: [] })
  })

  test('belongs below the domain, by its selector', () => {
    const { name, type, value } = dkimRecordFor('example.com', KEY)
    const right = 'v=DKIM1; k=rsa; p=MIIBIjAN+/Bg='
    assert.deepEqual([name, type, value], ['20260102._domainkey.example.com', 'TXT', right])
  })
})

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
