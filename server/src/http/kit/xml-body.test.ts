import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { BAD_XML } from '../../../../tests/support/bad-input.ts'
import { RequestError } from './request-error.ts'
import { parseXmlBody } from './xml-body.ts'

const parse = (text: string | Buffer) => parseXmlBody(Buffer.from(text))
const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth)

/** Refused as a bad request, in the words given. */
function refused(text: string | Buffer, words: RegExp): void {
  assert.throws(
    () => parse(text),
    (error) => error instanceof RequestError && error.code === 'bad_request' && words.test(error.message),
  )
}

describe('an XML body', () => {
  test('is told with its namespaces resolved, whatever the prefixes', () => {
    const [one, two] = [
      parse('<auth xmlns="urn:a"><key xmlns="urn:b" v="1"/></auth>'),
      parse('<x:auth xmlns:x="urn:a" xmlns:y="urn:b"><y:key v="1"/></x:auth>'),
    ]
    const seen = ({ uri, local, attributes }: typeof one) => [
      uri,
      local,
      attributes.map(({ value }) => value),
    ]
    assert.deepEqual(seen(one), ['urn:a', 'auth', []])
    assert.deepEqual(seen(two), seen(one))
    assert.deepEqual(two.children.map(seen), one.children.map(seen))
  })

  test('may have a declaration, a byte order mark, comments, character references and CDATA', () => {
    const text =
      '\ufeff<?xml version="1.0" encoding="utf-8"?><!-- x --><a b="&#x41;&lt;">1<![CDATA[<2>]]>&amp;</a>'
    const { attributes, text: read } = parse(text)
    assert.deepEqual([attributes[0]?.value, read], ['A<', '1<2>&'])
  })

  test('of any bytes is parsed or refused, never a fault', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '/',
      '"',
      '=',
      'a',
      '&',
      ';',
      '<a',
      '<!',
      '[',
      ']]>',
      '<?',
      ' ',
      '\0',
    )
    const texts = fc.array(fc.oneof(pieces, fc.string({ maxLength: 3 })), { maxLength: 30 })
    const bodies = fc.oneof(
      fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
      texts.map((all) => Buffer.from(all.join(''))),
    )
    fc.assert(
      fc.property(bodies, (body) => {
        try {
          parseXmlBody(body)
        } catch (error) {
          assert.ok(error instanceof RequestError && error.code === 'bad_request')
        }
      }),
    )
  })

  test('has 32 levels and a thousand members at most', () => {
    parse(nested(32))
    refused(nested(33), /nested/)
    parse(`<a>${'<b/>'.repeat(999)}</a>`)
    refused(`<a>${'<b/>'.repeat(1_000)}</a>`, /members/)
    refused(`<a ${Array.from({ length: 1_000 }, (_, at) => `a${at}=""`).join(' ')}/>`, /members/)
  })

  test('has texts of 8,192 characters at most, in pieces, too', () => {
    parse(`<a b="${'x'.repeat(8_192)}">${'y'.repeat(8_192)}</a>`)
    refused(`<a b="${'x'.repeat(8_193)}"/>`, /too long/)
    refused(`<a>${'x'.repeat(5_000)}<!-- -->${'y'.repeat(5_000)}</a>`, /too long/)
  })

  test('has no document type: nothing is expanded, and nothing is fetched', () => {
    refused('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', /document type/)
    refused('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', /document type/)
    refused('<a>&b;</a>', /not valid XML/)
  })

  test('is UTF-8, and says nothing else of itself', () => {
    refused(Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e]), /UTF-8/)
    for (const encoding of ['ISO-8859-1', 'x-utf-8', 'utf-81', 'utf-16', '']) {
      refused(`<?xml version="1.0" encoding="${encoding}"?><a/>`, /UTF-8|not valid/)
    }
    for (const said of ['', ' encoding="utf-8"', ' encoding="UTF8"', ' standalone="yes"']) {
      assert.equal(parseXmlBody(Buffer.from(`<?xml version="1.0"${said}?><a/>`)).local, 'a')
    }
    refused(Buffer.from('<a/>', 'utf16le'), /not valid XML/)
  })

  test('is one whole document', () => {
    for (const text of ['', '<a>', '<a></b>', '<a/><b/>', 'a', '<a b="1" b="2"/>', '<a:b/>', '<a b=1/>']) {
      refused(text, /not valid XML/)
    }
  })
})

describe('bad XML', () => {
  for (const { what, body = '' } of BAD_XML) {
    // Namespaces and the length of a request are others' to judge.
    if (/namespace|64 KiB|between elements/.test(what)) continue
    test(`with ${what} is refused at once`, () => {
      const startedAtMs = performance.now()
      refused(Buffer.from(body), /./)
      assert.ok(performance.now() - startedAtMs < 500)
    })
  }
})
