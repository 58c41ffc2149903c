import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isOneLine, isPlainText } from './one-line.ts'

const PLAIN = ['', 'Żółw and Co. 👩‍🌾', 'O’Neill, "Ann"', 'مثال', 'a b']

describe('a text', () => {
  test('of one line ends nowhere, steers nothing and has whole characters only', () => {
    for (const text of PLAIN) assert.ok(isOneLine(text), text)
    for (const sign of ['\n', '\r', '\t', '\0', '\u001b', '\u007f', '\u0085', '\u2028', '\u2029', '\ud800'])
      assert.equal(isOneLine(`a${sign}b`), false, JSON.stringify(sign))
  })

  test('of several lines has tabs and line ends besides, and no other sign that steers', () => {
    for (const text of [...PLAIN, 'a\r\nb\n\tc', 'a\u2028b']) assert.ok(isPlainText(text), text)
    for (const sign of ['\0', '\u0007', '\u000b', '\u001b', '\u007f', '\udc00'])
      assert.equal(isPlainText(`a${sign}b`), false, JSON.stringify(sign))
  })
})
