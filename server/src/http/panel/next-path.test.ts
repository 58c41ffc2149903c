import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { loginPath, nextPath } from './next-path.ts'

describe('where signing in leads', () => {
  const OUTWARD = [
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/ /evil.example/..//evil.example',
    'https:evil.example',
    'https:/evil.example',
    'HTTPS://EVIL.EXAMPLE',
    ' https://evil.example',
    '\u0000//evil.example',
    '/.//evil.example',
    '/..//evil.example',
    '/%2e//evil.example',
    '/x/..//evil.example',
    '/@evil.example/../..//evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'evil.example',
    '?next=//evil.example',
    '@evil.example',
    '',
  ]
  for (const next of OUTWARD) {
    test(`is never ${JSON.stringify(next)}`, () => {
      const target = nextPath(next)
      const { host, protocol } = new URL(target, 'https://keyward.example/login')
      assert.deepEqual([host, protocol], ['keyward.example', 'https:'])
      assert.match(target, /^\/(?!\/)/)
    })
  }

  test('is never a page of signing in itself, which would go round in circles', () => {
    for (const next of [
      '/login',
      '/login?next=/login',
      '/logout',
      '/setup/x',
      '/invite',
      '/reset/x',
      '/x/../login',
    ]) {
      assert.equal(nextPath(next), '/', next)
    }
  })

  test('is what was asked for, query and fragment included', () => {
    for (const next of [
      '/',
      '/usage?window=7d',
      '/users/x#key',
      '/loginx',
      '/a//b',
      '/%2F%2Fevil',
      '/a%2Fb?x=%2F%2Fevil.example',
    ]) {
      assert.equal(nextPath(next), next)
    }
  })

  test('is a path of this server for whatever anybody writes', () => {
    const pieces = fc.constantFrom(
      '/',
      '//',
      '\\',
      '.',
      '..',
      '%2e',
      '@',
      ':',
      '?',
      '#',
      ' ',
      '\t',
      'https:',
      'evil.example',
      'a',
    )
    const text = fc.oneof(
      fc.string(),
      fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(text, (next) => {
        const target = nextPath(next)
        assert.equal(new URL(target, 'https://keyward.example/login').host, 'keyward.example')
        assert.match(target, /^\/(?![/\\])/)
        // What it allows once it allows again: it stands in the form that is sent next.
        assert.equal(nextPath(target), target)
        const query = new URL(loginPath(next), 'https://keyward.example').searchParams.get('next')
        assert.equal(query ?? '/', target)
      }),
      { numRuns: 1_000 },
    )
  })
})
