import assert from 'node:assert/strict'
import { test } from 'node:test'
import { domainToASCII } from 'node:url'
import { domainText } from './domainText.ts'

const DOMAINS = [
  ...['żółw.example', 'bücher.example', '例え.テスト', 'пример.испытание', 'مثال.example', 'straße.example'],
  ...['a.bücher.example', 'ý.example', '𐌀.example', '한국어-a1.example'],
]

test('a domain is shown in its script, in an address as well', () => {
  for (const domain of DOMAINS) {
    const ascii = domainToASCII(domain)
    assert.match(ascii, /xn--/)
    assert.equal(domainText(ascii), domain)
    assert.equal(domainText(`Anna@${ascii}`), `Anna@${domain}`)
  }
})

test('what is no such domain is shown as it is', () => {
  const odd = [
    'xn--.example',
    'xn--a.example',
    'xn--99999999999.example',
    'xn--a-!.example',
    'xn--ls8h=.example',
  ]
  for (const text of [...odd, 'a.example', 'xn--box@a.example', '', 'xn--'])
    assert.equal(domainText(text), text)
})
