import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { domainName, inAscii, partInAscii } from './domain-name.ts'

const label = (length: number) => 'a'.repeat(length)

const GOOD: readonly (readonly [text: string, name: string])[] = [
  ['example.com', 'example.com'],
  ['EXAMPLE.Com', 'example.com'],
  ['a-b.example.com', 'a-b.example.com'],
  ['4u.example', '4u.example'],
  ['bücher.example', 'xn--bcher-kva.example'],
  ['BÜCHER.example', 'xn--bcher-kva.example'],
  ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
  // Full stops of other scripts divide labels too: UTS #46, section 4.
  ['例。example', 'xn--fsq.example'],
  [`${label(63)}.example`, `${label(63)}.example`],
]

for (const [text, name] of GOOD) {
  test(`${text.slice(0, 30)} is a domain, in the one spelling that DNS has`, () => {
    assert.equal(domainName(text), name)
    assert.equal(domainName(name), name)
  })
}

const BAD = {
  'no dot': ['localhost', '', 'a'],
  'a dot too many': ['example.com.', '.example.com', 'a..example', '.', '...'],
  'an address': ['192.0.2.1', '[::1]', '1.2', 'example.123'],
  'a hyphen at an end of a label': ['-a.example', 'a-.example', 'a.-example', 'a.example-'],
  'a label of 64 letters': [`${label(64)}.example`],
  'a sign that DNS has not': ['a_b.example', 'a b.example', 'a@example.com', 'a/b.example', 'a:80.example'],
  'a sign that cannot be seen': ['a\0.example', 'a\n.example', ' example.com', 'example.com '],
  'more than 253 letters': [`${Array.from({ length: 4 }, () => label(62)).join('.')}.example`],
}

for (const [what, texts] of Object.entries(BAD)) {
  test(`${what} is none`, () => {
    for (const text of texts) assert.equal(domainName(text), null, JSON.stringify(text))
  })
}

test('whatever is given, a domain comes out in its one spelling, or nothing does', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.domain()), (text) => {
      const name = domainName(text)
      if (name === null) return
      assert.match(name, /^[a-z0-9.-]{4,253}$/)
      assert.equal(domainName(name), name)
    }),
  )
})

test('a domain as RFC 1034 has it is always one', () => {
  fc.assert(
    fc.property(fc.domain(), (text) => {
      if (text.length <= 253) assert.equal(domainName(text), text.toLowerCase())
    }),
  )
})

describe('a domain in another script', () => {
  test('is brought to the spelling of DNS, behind an address as well; what is no domain stays', () => {
    for (const [given, ascii] of [
      ['Żółw.example', 'xn--w-uga1v8h.example'],
      ['Anna@żółw.example', 'Anna@xn--w-uga1v8h.example'],
      ['anna@a.example', 'anna@a.example'],
      ['Żółw', 'Żółw'],
      ['anna@\u212a.example', 'anna@\u212a.example'],
      ['żółw@a.example', 'żółw@a.example'],
    ] as const)
      assert.equal(inAscii(given), ascii)
    for (const [part, ascii] of [
      ['żółw', 'xn--w-uga1v8h'],
      ['xn--w', 'xn--w'],
      ['a b', 'a b'],
    ] as const)
      assert.equal(partInAscii(part), ascii)
  })
})
