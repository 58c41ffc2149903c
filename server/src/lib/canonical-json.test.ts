import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { canonicalJson } from './canonical-json.ts'

test('names are sorted by code unit at every depth; there are no spaces', () => {
  assert.equal(
    canonicalJson({ b: 1, a: { d: null, c: [true, { f: 'x', e: -0.5 }] }, é: 1, Z: 2, '': 3 }),
    '{"":3,"Z":2,"a":{"c":[true,{"e":-0.5,"f":"x"}],"d":null},"b":1,"é":1}',
  )
})

test('scalars are written as JSON writes them', () => {
  const scalars = ['', 'a"b\\\n\u0007', '\u2028', 0, -0, 1e21, 1e-7, 123456789012345680000, true, false, null]
  for (const value of scalars) assert.equal(canonicalJson(value), JSON.stringify(value))
})

test('lone surrogates are escaped, so that the text has one UTF-8 form', () => {
  assert.equal(canonicalJson('\ud800'), '"\\ud800"')
  assert.ok(canonicalJson({ '\udfff': '\ud800' }).isWellFormed())
})

test('the order in which members were added does not matter', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).reverse())
      assert.equal(
        canonicalJson(JSON.parse(JSON.stringify(reversed))),
        canonicalJson(JSON.parse(JSON.stringify(value))),
      )
    }),
  )
})

test('it reads back as the same value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const plain = JSON.parse(JSON.stringify(value))
      assert.deepEqual(JSON.parse(canonicalJson(plain)), plain)
    }),
  )
})
