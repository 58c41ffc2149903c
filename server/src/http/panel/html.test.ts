import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { html } from './html.ts'

describe('markup', () => {
  test('escapes whatever is put in', () => {
    assert.equal(
      String(html`<p title="${`"'<>&`}">${'<b>'}</p>`),
      '<p title="&quot;&#39;&lt;&gt;&amp;">&lt;b&gt;</p>',
    )
  })

  test('takes markup as it is, alone or many', () => {
    assert.equal(
      String(html`<ul>${[html`<li>${'<'}</li>`, html`<li>2</li>`]}</ul>`),
      '<ul><li>&lt;</li><li>2</li></ul>',
    )
  })

  test('makes nothing of null, undefined and false, and figures of numbers', () => {
    assert.equal(String(html`${null}${undefined}${false}${0}`), '0')
  })

  test('never lets a text open a tag or leave its quotes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        assert.doesNotMatch(String(html`${text}`), /[<>"']/)
      }),
    )
  })
})
