import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { BLOCK_BYTES, INITIAL_STATE, STATE_BYTES, workBlock } from './sha256-block.ts'

/** SHA-256 of any bytes, block by block. */
function sha256(bytes: Uint8Array): string {
  const padded = Buffer.alloc(Math.ceil((bytes.length + 9) / BLOCK_BYTES) * BLOCK_BYTES)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  padded.writeUInt32BE(bytes.length * 8, padded.length - 4)
  let state = INITIAL_STATE
  for (let at = 0; at < padded.length; at += BLOCK_BYTES) {
    const next = new DataView(new ArrayBuffer(STATE_BYTES))
    workBlock(state, new DataView(padded.buffer, padded.byteOffset + at, BLOCK_BYTES), next)
    state = next
  }
  return Buffer.from(state.buffer).toString('hex')
}

test('the worked examples of FIPS 180-4 come out', () => {
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  const twoBlocks = '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1'
  assert.equal(sha256(Buffer.from('abc')), abc)
  assert.equal(sha256(Buffer.from('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq')), twoBlocks)
})

test('for bytes of every length it is what node:crypto gives', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      assert.equal(sha256(bytes), createHash('sha256').update(bytes).digest('hex'))
    }),
    { numRuns: 300 },
  )
})

test('the new state may take the place of the old one, or of the block', () => {
  const block = new Uint8Array(BLOCK_BYTES).fill(7)
  const expected = new DataView(new ArrayBuffer(STATE_BYTES))
  workBlock(INITIAL_STATE, new DataView(block.slice().buffer), expected)
  const inPlace = new DataView(block.slice().buffer)
  workBlock(INITIAL_STATE, inPlace, inPlace)
  const state = new DataView(INITIAL_STATE.buffer.slice(0))
  workBlock(state, new DataView(block.slice().buffer), state)
  assert.deepEqual(Buffer.from(state.buffer), Buffer.from(expected.buffer))
  assert.deepEqual(Buffer.from(inPlace.buffer, 0, STATE_BYTES), Buffer.from(expected.buffer))
})
