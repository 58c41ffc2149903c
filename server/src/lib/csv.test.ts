import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { csvLine } from './csv.ts'

/** A reader of RFC 4180 for one line. */
function read(line: string): string[] {
  assert.ok(line.endsWith('\r\n'))
  const cells: string[] = []
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n$)/gy
  for (const [, quoted, plain] of line.matchAll(pattern)) {
    cells.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
  }
  return cells
}

test('what is written is read again, cell by cell, but for the mark against formulas', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\r', '\n', '=', '-', 'é', '\t', ' ') })
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 5 }), (cells) => {
      const expected = cells.map((text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text))
      assert.deepEqual(read(csvLine(cells)), expected)
    }),
  )
})

for (const start of ['=1+1', '+1', '-1', '@sum', '\tx', '\rx']) {
  test(`a text that begins like ${JSON.stringify(start)} is no formula for a spreadsheet`, () => {
    assert.match(csvLine([start]), /^"?'/)
  })
}

test('numbers keep their sign, and nothing is an empty cell', () => {
  assert.equal(csvLine([-1, null, true, 'x']), '-1,,true,x\r\n')
})
