import assert from 'node:assert/strict'
import { describe, mock, test } from 'node:test'
import fc from 'fast-check'
import { parseJsonBody } from './json-body.ts'
import { RequestError } from './request-error.ts'
import { refused } from './testing.ts'

const parse = (text: string) => parseJsonBody(Buffer.from(text))
const arrays = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
const objects = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
const membersOf = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`m${at}`, at]))

describe('a JSON body', () => {
  test('of any shape within the limits parses as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (text) => {
        if (text.includes('\\u0000') || !JSON.stringify(JSON.parse(text)).isWellFormed()) return
        try {
          assert.deepEqual(parse(text), JSON.parse(text))
        } catch (error) {
          if (!(error instanceof RequestError)) throw error
        }
      }),
    )
  })

  test('of any bytes is parsed or refused, never a fault', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          parseJsonBody(Buffer.from(bytes))
        } catch (error) {
          assert.ok(error instanceof RequestError && error.code === 'bad_request')
        }
      }),
    )
  })

  test('may hold colons, brackets and quotes in its texts', () => {
    const value = { 'a:"b': '[{:"\\', c: ['::', '{"d":1}'] }
    assert.deepEqual(parse(JSON.stringify(value)), value)
  })

  test('cannot reach a prototype', () => {
    const value = parse('{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}')
    assert.equal(Object.getPrototypeOf(value), Object.prototype)
    assert.equal(({} as Record<string, unknown>)['admin'], undefined)
  })

  test('may begin with a byte order mark, as editors write it', () => {
    assert.deepEqual(parse('\ufeff{"a":1}'), { a: 1 })
  })
})

describe('what is no JSON is refused', () => {
  const broken: readonly [string, string | Buffer, RegExp][] = [
    ['broken', '{"a":', /not valid JSON/],
    ['blank', ' ', /not valid JSON/],
    ['a lone word', 'x', /not valid JSON/],
    ['with more behind it', '{} {}', /not valid JSON/],
    ['with a comma too many', '[1,]', /not valid JSON/],
    ['with single quotes', "{'a':1}", /not valid JSON/],
    ['with a comment', '{}//', /not valid JSON/],
    ['NaN', 'NaN', /not valid JSON/],
    ['with a line break in a text', '"a\nb"', /not valid JSON/],
    ['closed before it is open', ']'.repeat(9), /not valid JSON/],
    ['invalid UTF-8', Buffer.from([0x22, 0xff, 0x22]), /not UTF-8/],
    ['UTF-8 cut in two', Buffer.from([0x22, 0xc3, 0x22]), /not UTF-8/],
    ['UTF-8 longer than need be', Buffer.from([0x22, 0xc0, 0x80, 0x22]), /not UTF-8/],
    ['a surrogate in UTF-8', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), /not UTF-8/],
    ['UTF-16', Buffer.from('{"a":1}', 'utf16le'), /not valid JSON/],
    ['with a NUL', '{"a":"\\u0000"}', /NUL/],
    ['with half a character', '{"a":"\\ud800"}', /Unicode/],
    ['with the other half', '["\\udc00"]', /Unicode/],
  ]
  for (const [what, body, words] of broken) {
    test(what, () => refused(() => parseJsonBody(Buffer.from(body)), 'bad_request', words))
  }

  test('and never with its own words in the refusal', () => {
    const secret = 'kw-secret'
    for (const text of [
      `{"${secret}`,
      `{"${secret}":1,"${secret}":2}`,
      `${secret}`,
      `{"a":"${secret}\\u0000"}`,
    ]) {
      assert.throws(
        () => parse(text),
        (error: Error) => !error.message.includes(secret),
      )
    }
  })
})

describe('the limits of a JSON body', () => {
  for (const [what, nested] of [
    ['lists', arrays],
    ['objects', objects],
  ] as const) {
    test(`${what}: 32 levels are read, 33 refused`, () => {
      assert.ok(parse(nested(32)))
      refused(() => parse(nested(33)), 'bad_request', /nested too deeply/)
    })
  }

  test('depth is judged before anything is parsed: a million levels would block the process', () => {
    const parser = mock.method(JSON, 'parse')
    refused(() => parse('['.repeat(1_000_000)), 'bad_request', /nested too deeply/)
    refused(() => parse(arrays(33)), 'bad_request', /nested too deeply/)
    assert.equal(parser.mock.callCount(), 0)
    parser.mock.restore()
  })

  test('brackets in texts are no levels, escaped quotes end no text', () => {
    const value = { a: '['.repeat(99), b: `\\"${'{'.repeat(99)}`, '[[["\\': 1 }
    assert.deepEqual(parse(JSON.stringify(value)), value)
  })

  test('levels side by side do not add up', () => {
    for (const nested of [arrays, objects]) {
      assert.ok(parse(`[${Array.from({ length: 99 }, () => nested(31)).join(',')}]`))
    }
  })

  test('a text of 8,192 characters is read, one more refused, wherever it is', () => {
    const [fits, long] = ['x'.repeat(8_192), 'x'.repeat(8_193)]
    assert.deepEqual(parse(JSON.stringify({ a: [fits] })), { a: [fits] })
    for (const value of [long, [long], { a: { b: long } }]) {
      refused(() => parse(JSON.stringify(value)), 'bad_request', /too long/)
    }
  })

  test('1,000 members of an object or list are read, one more refused', () => {
    assert.ok(parse(JSON.stringify(membersOf(1_000))))
    assert.ok(parse(JSON.stringify(Array.from({ length: 1_000 }, () => 0))))
    refused(() => parse(JSON.stringify(membersOf(1_001))), 'bad_request', /too many members/)
    refused(
      () => parse(JSON.stringify({ a: Array.from({ length: 1_001 }, () => 0) })),
      'bad_request',
      /too many/,
    )
  })
})

describe('a member given twice', () => {
  const value = fc.jsonValue({ maxDepth: 3, noUnicodeString: true })

  test('is refused at any depth and among any others', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.string(), value, value, value, (depth, name, one, two, other) => {
        const twice = [one, other, two].map((each, at) =>
          [JSON.stringify(at === 1 ? `${name}+` : name), JSON.stringify(each)].join(':'),
        )
        const text = `${'[{"a":'.repeat(depth / 2)}{${twice}}${'}]'.repeat(depth / 2)}`
        refused(() => parse(text))
      }),
    )
  })

  for (const text of [
    '{"a":1,"\\u0061":2}',
    '{"a":1,"b":{},"a":1}',
    '{"":1,"":2}',
    '{"__proto__":1,"__proto__":2}',
    '{"auth":{"x":{"a":1,"a":2}}}',
    '[{"a":1},{"a":1,"a":1}]',
    '{"a:b":1,"a:b":2}',
  ]) {
    test(`${text} is refused`, () => refused(() => parse(text), 'bad_request', /given twice/))
  }

  for (const text of ['[{"a":1},{"a":1}]', '{"a":{"a":{"a":1}}}', '{"a":":","b":"\\":"}', '{"A":1,"a":2}']) {
    test(`${text} has none`, () => assert.deepEqual(parse(text), JSON.parse(text)))
  }
})
