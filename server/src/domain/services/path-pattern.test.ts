import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { isPathPattern, pathMatcher, reachesBelow } from './path-pattern.ts'

describe('the pattern of a path', () => {
  for (const text of [
    '/',
    '/v1',
    '/v1/',
    '/v1/*/x',
    '/v1/**',
    '/{account}/box',
    '/**',
    '/a.b~c',
    '/**/x/**',
  ]) {
    it(`may be ${text}`, () => assert.ok(isPathPattern(text)))
  }
  for (const text of ['', 'v1', '*', '/v1*', '/a**', '/***', '/{}', '/{a', '/a}', '/{a b}', '/a b', '/é']) {
    it(`may not be ${text}`, () => assert.ok(!isPathPattern(text)))
  }
  for (const text of ['/a%2fb', '/a?b', '/a\\b', '/a\n', `/${'a'.repeat(255)}`, '/**/**/**']) {
    it(`may not be ${JSON.stringify(text).slice(0, 30)}`, () => assert.ok(!isPathPattern(text)))
  }

  for (const [pattern, fits, others] of [
    ['/', ['/'], ['', '/a', '//']],
    ['/v1', ['/v1'], ['/v1/', '/v10', '/V1', '/']],
    ['/v1/*', ['/v1/a', '/v1/a b', '/v1/*'], ['/v1', '/v1/', '/v1/a/b']],
    ['/v1/{account}/x', ['/v1/1/x', '/v1/{account}/x'], ['/v1//x', '/v1/1/2/x']],
    ['/v1/**', ['/v1/', '/v1/a', '/v1/a/b', '/v1/a\nb'], ['/v1', '/v2/a', '/a/v1/b']],
    ['/**', ['/', '/a', '/a/b'], ['']],
    ['/**/log', ['/a/log', '/a/b/log'], ['/log', '/a/logs', '/a/log/b']],
    ['/a.b+(c)$', ['/a.b+(c)$'], ['/axb+(c)$', '/a.bb(c)$']],
  ] as const) {
    it(`${pattern} fits ${fits.join(', ')} and not ${others.join(', ')}`.replaceAll('\n', ' '), () => {
      const matches = pathMatcher(pattern)
      assert.deepEqual([...fits, ...others].filter(matches), fits)
    })
  }

  it('without placeholders fits itself alone', () => {
    const part = fc.stringMatching(/^[A-Za-z0-9._~!$&'()+,;=:@-]{1,8}$/)
    const path = fc.array(part, { maxLength: 5 }).map((parts) => `/${parts.join('/')}`)
    fc.assert(
      fc.property(path, path, (pattern, other) => {
        assert.ok(isPathPattern(pattern))
        assert.ok(pathMatcher(pattern)(pattern))
        assert.equal(pathMatcher(pattern)(other), pattern === other)
      }),
    )
  })

  it('reaches below an address exactly when some path below it matches', () => {
    const part = fc.constantFrom('a', 'b', '*', '{id}', '**')
    const pattern = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => `/${parts.join('/')}`)
    const base = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 })
    // Of every path with up to six parts of a, b and c: what placeholders stand for does not matter beyond that.
    const paths = (depth: number): string[] =>
      depth === 0
        ? ['']
        : ['', ...paths(depth - 1).flatMap((end) => ['/a', '/b', '/c'].map((one) => one + end))]
    const every = [...new Set(paths(6))]
    fc.assert(
      fc.property(pattern.filter(isPathPattern), base, (text, parts) => {
        const begin = parts.map((one) => `/${one}`).join('')
        const matches = pathMatcher(text)
        const below = every.filter((path) => path === begin || path.startsWith(`${begin}/`))
        // `/a/**` wants a slash after the a.
        const reached = below.some((path) => matches(path) || matches(`${path}/`))
        assert.equal(reachesBelow(text, begin), reached, `${text} below ${begin}`)
      }),
      { numRuns: 300 },
    )
  })

  it('is tried in no time, whatever the path', () => {
    const matches = pathMatcher('/**/a/**')
    const startedAt = performance.now()
    assert.ok(matches(`${'/a'.repeat(2_000)}/`))
    assert.ok(!matches('/b'.repeat(2_000)))
    assert.ok(performance.now() - startedAt < 1_000)
  })
})
