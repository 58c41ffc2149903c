import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { html } from './html.ts'
import { loginPath, nextPath } from './next-path.ts'

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

describe('where to go after signing in', () => {
  for (const path of [
    '/',
    '/usage',
    '/usage?window=7d',
    '/account#key',
    '/%2F%2Fevil',
    '/a//b',
    '/?next=https://evil.example',
  ]) {
    test(`${path} stays`, () => assert.equal(nextPath(path), path))
  }

  for (const path of [
    '',
    'usage',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n//evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/.//evil.example',
    '/..//evil.example',
    '/login',
    '/login/',
    '/login?next=/login',
    '/logout',
    '/setup/kwl_x',
    '/invite',
  ]) {
    test(`${JSON.stringify(path)} becomes the start page`, () => assert.equal(nextPath(path), '/'))
  }

  test('is never another server, whatever was given', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl(),
          fc.string(),
          fc.string().map((text) => `/${text}`),
        ),
        (given) => {
          const { origin } = new URL(nextPath(given), 'http://here.example')
          assert.equal(origin, 'http://here.example')
        },
      ),
    )
  })

  test('is carried through the sign-in page', () => {
    assert.equal(loginPath('/usage?window=7d'), '/login?next=%2Fusage%3Fwindow%3D7d')
    assert.equal(loginPath('/'), '/login')
    assert.equal(loginPath('//evil.example'), '/login')
  })
})
