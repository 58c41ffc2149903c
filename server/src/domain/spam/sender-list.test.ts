import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { checkedEntry, type SenderList } from './sender-list.ts'

const refused = { code: 'input.invalid' }
const SENDERS: readonly SenderList[] = ['blocklist', 'safelist']
const NETWORKS: readonly SenderList[] = ['ipblocklist', 'ipsafelist']

describe('an entry of a list of senders', () => {
  for (const [text, entry] of [
    ['a@example.com', 'a@example.com'],
    [' A.B+c@Example.COM ', 'a.b+c@example.com'],
    ['@example.com', '@example.com'],
    ['@%.example.com', '@%.example.com'],
    ['bounce%@x.com', 'bounce%@x.com'],
    ['%@example.com', '%@example.com'],
    ['@example', '@example'],
  ] as const) {
    test(`${text} is kept as ${entry}`, () => {
      for (const list of SENDERS) assert.equal(checkedEntry(list, text), entry)
    })
  }

  for (const text of [
    '',
    'example.com',
    '@',
    'a@',
    'a b@example.com',
    'a@b@c.example',
    '1.2.3.4',
    '\u212a@x.example',
    `${'a'.repeat(65)}@x.example`,
    `@${'a.'.repeat(130)}com`,
    'a@ex_ample.com',
  ])
    test(`${JSON.stringify(text.slice(0, 20))} is refused`, () => {
      for (const list of SENDERS) assert.throws(() => checkedEntry(list, text), refused)
    })
})

describe('an entry of a list of networks', () => {
  for (const text of ['1.2.3.4', '255.255.255.255', '0.0.0.0', '1.2.3.%', '1.2.%.%', '1.%.%.%'])
    test(`${text} is one`, () => {
      for (const list of NETWORKS) assert.equal(checkedEntry(list, ` ${text} `), text)
    })

  for (const text of [
    '',
    '1.2.3',
    '1.2.3.256',
    '1.2.%.4',
    '%.%.%.%',
    '1.2.3.4/24',
    '1.2.3.4.5',
    '::1',
    '@x.example',
    '01.2.3.4',
    '1.2.3.%%',
  ])
    test(`${JSON.stringify(text)} is refused`, () => {
      for (const list of NETWORKS) assert.throws(() => checkedEntry(list, text), refused)
    })

  test('is any four numbers of a byte, and nothing else of four numbers', () => {
    const octet = fc.integer({ min: 0, max: 300 })
    fc.assert(
      fc.property(fc.tuple(octet, octet, octet, octet), (octets) => {
        const check = () => checkedEntry('ipblocklist', octets.join('.'))
        if (octets.every((one) => one < 256)) assert.equal(check(), octets.join('.'))
        else assert.throws(check, refused)
      }),
    )
  })

  test('whatever is kept is kept again as it is', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SENDERS, ...NETWORKS),
        fc.string({ unit: fc.constantFrom('a', 'B', '@', '.', '%', '-', '1', '9', ' ') }),
        (list, text) => {
          let entry: string
          try {
            entry = checkedEntry(list, text)
          } catch {
            return
          }
          assert.equal(checkedEntry(list, entry), entry)
        },
      ),
    )
  })
})
