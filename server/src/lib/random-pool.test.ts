import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { pooled } from './random-pool.ts'

/** Counts upwards, so that every byte drawn can be told apart. */
function counter() {
  let next = 0
  const drawn: Uint8Array[] = []
  const draw = (length: number) => {
    const bytes = Uint8Array.from({ length }, () => next++ % 251)
    drawn.push(bytes)
    return bytes
  }
  return { draw, drawn }
}

describe('pooled randomness', () => {
  test('serves every length asked for, from as many bytes as it takes', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(600), { maxLength: 60 }), (lengths) => {
        let next = 0
        const draw = (length: number) => Uint8Array.from({ length }, () => next++ % 256)
        const bytes = pooled(draw)
        for (const length of lengths) assert.equal(bytes(length).length, length)
        const asked = lengths.reduce((sum, length) => sum + length, 0)
        assert.ok(next >= asked)
      }),
    )
  })

  test('goes on where it stopped', () => {
    const { draw } = counter()
    const bytes = pooled(draw)
    assert.deepEqual([...bytes(3)], [0, 1, 2])
    assert.deepEqual([...bytes(2)], [3, 4])
  })

  test('wipes what it has served', () => {
    const { draw, drawn } = counter()
    const bytes = pooled(draw)
    const served = bytes(16)
    assert.ok(served.some((byte) => byte > 0))
    assert.ok(drawn[0]?.subarray(0, 16).every((byte) => byte === 0))
  })

  test('keeps what it has served, also when the system gives Buffers', () => {
    const bytes = pooled((length) => Buffer.alloc(length, 7))
    const served = bytes(16)
    bytes(16)
    assert.ok(served.every((byte) => byte === 7))
  })

  test('draws a new portion rather than serve a short rest', () => {
    const { draw, drawn } = counter()
    const bytes = pooled(draw)
    for (let at = 0; at < 9; at++) bytes(500)
    assert.equal(drawn.length, 2)
  })

  test('draws long requests by themselves', () => {
    const { draw, drawn } = counter()
    pooled(draw)(5_000)
    assert.equal(drawn[0]?.length, 5_000)
  })
})
