import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { escapeMarkup } from './markup.ts'

test('a text in markup opens no tag, leaves no quotes, and is read as it was', () => {
  assert.equal(
    escapeMarkup(`<a href="'x'">&amp;</a>`),
    '&lt;a href=&quot;&#39;x&#39;&quot;&gt;&amp;amp;&lt;/a&gt;',
  )
  const SIGNS: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" }
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", 'a', ';', 'amp') }), (text) => {
      const escaped = escapeMarkup(text)
      assert.doesNotMatch(escaped, /[<>"']/)
      assert.equal(
        escaped.replace(/&([a-z]+|#39);/g, (_, name: string) => SIGNS[name] ?? ''),
        text,
      )
    }),
  )
})
