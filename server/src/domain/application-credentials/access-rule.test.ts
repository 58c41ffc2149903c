import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type AccessRule, accessAllows, checkAccessRule } from './access-rule.ts'

const RULE: AccessRule = { id: '1', service: 'object-store', method: 'GET', path: '/v1/*/{box}/**' }
const ASKED = { service: 'object-store', method: 'GET', path: '/v1/1/box/a/b' }

describe('access rules', () => {
  test('without a list there is no limit, with an empty one nothing is allowed', () => {
    for (const asked of [ASKED, { service: null, method: null, path: null }]) {
      assert.equal(accessAllows(null, asked), true)
      assert.equal(accessAllows([], asked), false)
    }
  })

  const rows: readonly [string, Partial<Record<keyof typeof ASKED, string | null>>, boolean][] = [
    ['what the rule says', {}, true],
    ['another service', { service: 'compute' }, false],
    ['no service that is known', { service: null }, false],
    ['another method', { method: 'HEAD' }, false],
    ['the method in small letters', { method: 'get' }, false],
    ['no method that is known', { method: null }, false],
    ['no path that is known', { path: null }, false],
    ['a segment too few', { path: '/v1/1/box' }, false],
    ['an empty segment for a name', { path: '/v1//box/a' }, false],
    ['two segments for one', { path: '/v1/1' }, false],
    ['more in front', { path: '/x/v1/1/box/a' }, false],
  ]
  for (const [what, change, allowed] of rows) {
    test(`${allowed ? 'let through' : 'stop'} ${what}`, () => {
      assert.equal(accessAllows([RULE], { ...ASKED, ...change }), allowed)
      assert.equal(accessAllows([{ ...RULE, service: 'other' }, RULE], { ...ASKED, ...change }), allowed)
    })
  }

  const wrong: readonly Partial<AccessRule>[] = [
    { service: '' },
    { service: 'two words' },
    { method: 'get' },
    { method: 'LIST' },
    { method: '' },
    { path: 'v1' },
    { path: '' },
    { path: '/a/**/b/**/c/**' },
    { path: '/half*' },
    { path: `/${'x'.repeat(255)}` },
  ]
  for (const change of wrong) {
    test(`are refused with ${JSON.stringify(change).slice(0, 40)}`, () => {
      assert.throws(() => checkAccessRule({ ...RULE, ...change }), { code: 'input.invalid' })
    })
  }

  test('are taken with each method of Keystone', () => {
    for (const method of ['POST', 'GET', 'HEAD', 'PATCH', 'PUT', 'DELETE']) {
      assert.doesNotThrow(() => checkAccessRule({ ...RULE, method }))
    }
  })
})
