import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { generatePin, isSupportPin } from './support-pin.ts'

test('a PIN has six digits, and no run of four equal or consecutive ones', () => {
  for (const pin of ['175926', '111222', '123789', '321987', '000999']) assert.ok(isSupportPin(pin), pin)
  for (const pin of [
    '111128',
    '281111',
    '123459',
    '994321',
    '012399',
    '12345',
    '1234567',
    '17592a',
    '١٧٥٩٢٦',
  ]) {
    assert.ok(!isSupportPin(pin), pin)
  }
})

test('a generated PIN is one', () => {
  for (let at = 0; at < 2_000; at++) {
    assert.ok(isSupportPin(generatePin({ bytes: (length) => randomBytes(length) })))
  }
})

test('numbers that would favour some PINs, and PINs with runs, are drawn again', () => {
  const draws = [
    [255, 255, 255],
    [0, 0, 0],
    [2, 175, 54],
  ]
  assert.equal(generatePin({ bytes: () => Uint8Array.from(draws.shift() ?? []) }), '175926')
})
