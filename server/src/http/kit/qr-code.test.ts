import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crc32, inflateSync } from 'node:zlib'
import { encode } from 'uqr'
import { qrCode } from './qr-code.ts'

interface Chunk {
  readonly type: string
  readonly data: Buffer
}

/** The parts of a PNG picture, their sums checked (PNG specification, section 5.3). */
function chunksOf(png: Buffer): readonly Chunk[] {
  assert.equal(png.subarray(0, 8).toString('hex'), '89504e470d0a1a0a')
  const chunks: Chunk[] = []
  for (let at = 8; at < png.length; ) {
    const end = at + 8 + png.readUInt32BE(at)
    assert.equal(png.readUInt32BE(end), crc32(png.subarray(at + 4, end)))
    chunks.push({ type: png.toString('ascii', at + 4, at + 8), data: png.subarray(at + 8, end) })
    at = end + 4
  }
  return chunks
}

for (const text of ['x', 'otpauth://totp/Keyward:j%C3%B6rg?secret=JBSWY3DPEHPK3PXP&issuer=Keyward']) {
  test(`a picture shows ${text.slice(0, 20)} black on white, each module five pixels wide, in a margin of four`, () => {
    const [kind, base64 = ''] = qrCode(text).split(',')
    assert.equal(kind, 'data:image/png;base64')
    const [header, pixels, end, ...more] = chunksOf(Buffer.from(base64, 'base64'))
    assert.deepEqual([header?.type, pixels?.type, end?.type, more], ['IHDR', 'IDAT', 'IEND', []])
    const { data: modules } = encode(text, { ecc: 'M', border: 4 })
    const size = modules.length * 5
    const head = header?.data ?? assert.fail()
    assert.deepEqual([head.readUInt32BE(0), head.readUInt32BE(4)], [size, size])
    assert.deepEqual([...head.subarray(8)], [1, 0, 0, 0, 0], 'one bit a pixel, greyscale')
    const rows = inflateSync(pixels?.data ?? assert.fail())
    const rowBytes = 1 + Math.ceil(size / 8)
    assert.equal(rows.length, rowBytes * size)
    const isBlack = (x: number, y: number) =>
      ((rows[y * rowBytes + 1 + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) === 0
    let black = 0
    for (let y = 0; y < size; y++) {
      assert.equal(rows[y * rowBytes], 0, 'no filter')
      for (let x = 0; x < size; x++) {
        if (isBlack(x, y) !== modules[Math.floor(y / 5)]?.[Math.floor(x / 5)]) assert.fail(`${x},${y}`)
        if (isBlack(x, y)) black++
        if (Math.min(x, y, size - 1 - x, size - 1 - y) < 20) assert.ok(!isBlack(x, y), 'margin')
      }
    }
    assert.ok(black > 0)
  })
}
