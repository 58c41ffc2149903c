import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toCsv } from './download.ts'

test('rows end with CR LF, and cells with commas, quotes or line ends are quoted', () => {
  assert.equal(
    toCsv(
      ['a', 'b'],
      [
        ['x,y', 'say "hi"'],
        ['two\nlines', 3],
      ],
    ),
    'a,b\r\n"x,y","say ""hi"""\r\n"two\nlines",3\r\n',
  )
})

test('a text that a spreadsheet would run as a formula is defused', () => {
  for (const cell of ['=1+1', '+1', '-1', '@sum', '\tx', '\rx']) {
    assert.ok(
      toCsv(['h'], [[cell]])
        .split('\r\n')[1]
        ?.replace(/^"/, '')
        .startsWith("'"),
      JSON.stringify(cell),
    )
  }
})

test('numbers stay numbers, negative ones too', () => {
  assert.equal(toCsv(['h'], [[-1], [0], [12.5]]), 'h\r\n-1\r\n0\r\n12.5\r\n')
})
