import { crc32, deflateSync } from 'node:zlib'
import { encode } from 'uqr'

/** Pixels of one module. */
const SCALE = 5
/** Modules of white around it (ISO/IEC 18004, 9.1). */
const QUIET = 4

/** A text as a QR code: a `data:` address of a PNG picture, black on white, which the page's policy lets through. */
export function qrCode(text: string): string {
  const { data } = encode(text, { ecc: 'M', border: QUIET })
  return `data:image/png;base64,${pngOf(data).toString('base64')}`
}

/** One bit a pixel, greyscale (PNG specification, section 11.2.2). */
function pngOf(modules: readonly (readonly boolean[])[]): Buffer {
  const size = modules.length * SCALE
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.set([1, 0, 0, 0, 0], 8)
  const rows = modules.flatMap((row) => Array.from({ length: SCALE }, () => lineOf(row, size)))
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** No filter, then the pixels, white as 1. */
function lineOf(row: readonly boolean[], size: number): Buffer {
  const line = Buffer.alloc(1 + Math.ceil(size / 8))
  for (let at = 0; at < size; at++) {
    const isBlack = row[Math.floor(at / SCALE)] ?? false
    const byte = 1 + (at >> 3)
    if (!isBlack) line[byte] = (line[byte] ?? 0) | (0x80 >> (at & 7))
  }
  return line
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'ascii'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
