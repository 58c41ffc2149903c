/** A text of ASCII characters to 128 bits, as eight UTF-16 units; null for any other text. */
export type Fingerprint = (text: string) => string | null

const ASCII = /^[\0-\x7f]*$/
const BLOCK_BYTES = 8

/**
 * SipHash-2-4 with 128 bits of output (Aumasson and Bernstein, "SipHash: a fast short-input PRF"): names for a table
 * in memory that nobody without the key can predict, for a third of what HMAC-SHA-256 costs.
 * @param key 16 random bytes
 */
export function sipHash128(key: Uint8Array): Fingerprint {
  const words = new DataView(key.slice().buffer)
  const [k0Low, k0High] = [words.getInt32(0, true), words.getInt32(4, true)]
  const [k1Low, k1High] = [words.getInt32(8, true), words.getInt32(12, true)]
  return (text) => (ASCII.test(text) ? sip(text, k0High, k0Low, k1High, k1Low) : null)
}

/**
 * The whole of the paper's function in one, so that its state stays in registers: v0 to v3, 64 bits each, in halves that
 * carry by hand, because JavaScript has no fast 64-bit numbers.
 */
function sip(text: string, k0High: number, k0Low: number, k1High: number, k1Low: number): string {
  let v0High = k0High ^ 0x736f6d65
  let v0 = k0Low ^ 0x70736575
  let v1High = k1High ^ 0x646f7261
  let v1 = k1Low ^ 0x6e646f6d ^ 0xee
  let v2High = k0High ^ 0x6c796765
  let v2 = k0Low ^ 0x6e657261
  let v3High = k1High ^ 0x74656462
  let v3 = k1Low ^ 0x79746573
  let first = ''
  const blocks = Math.floor(text.length / BLOCK_BYTES) + 1
  // SipHash-2: two rounds for each block of text; then -4: four for each half of the output.
  for (let step = 0; step < blocks + 2; step++) {
    const high = step < blocks ? wordAt(text, step * BLOCK_BYTES + 4) : 0
    const low = step < blocks ? wordAt(text, step * BLOCK_BYTES) : 0
    v3High ^= high
    v3 ^= low
    if (step === blocks) v2 ^= 0xee
    if (step === blocks + 1) v1 ^= 0xdd
    for (let round = step < blocks ? 2 : 4; round > 0; round--) {
      let sum = (v0 + v1) | 0
      v0High = (v0High + v1High + carry(v0, v1, sum)) | 0
      v0 = sum
      let upper = (v1High << 13) | (v1 >>> 19)
      v1 = ((v1 << 13) | (v1High >>> 19)) ^ v0
      v1High = upper ^ v0High
      upper = v0High
      v0High = v0
      v0 = upper
      sum = (v2 + v3) | 0
      v2High = (v2High + v3High + carry(v2, v3, sum)) | 0
      v2 = sum
      upper = (v3High << 16) | (v3 >>> 16)
      v3 = ((v3 << 16) | (v3High >>> 16)) ^ v2
      v3High = upper ^ v2High
      sum = (v0 + v3) | 0
      v0High = (v0High + v3High + carry(v0, v3, sum)) | 0
      v0 = sum
      upper = (v3High << 21) | (v3 >>> 11)
      v3 = ((v3 << 21) | (v3High >>> 11)) ^ v0
      v3High = upper ^ v0High
      sum = (v2 + v1) | 0
      v2High = (v2High + v1High + carry(v2, v1, sum)) | 0
      v2 = sum
      upper = (v1High << 17) | (v1 >>> 15)
      v1 = ((v1 << 17) | (v1High >>> 15)) ^ v2
      v1High = upper ^ v2High
      upper = v2High
      v2High = v2
      v2 = upper
    }
    v0High ^= high
    v0 ^= low
    if (step === blocks) first = unitsOf(v0High ^ v1High ^ v2High ^ v3High, v0 ^ v1 ^ v2 ^ v3)
  }
  return first + unitsOf(v0High ^ v1High ^ v2High ^ v3High, v0 ^ v1 ^ v2 ^ v3)
}

function unitsOf(high: number, low: number): string {
  return String.fromCharCode(low & 0xffff, low >>> 16, high & 0xffff, high >>> 16)
}

/** Four characters, the first one lowest; noughts after the end, and the length in the last byte of the last block. */
function wordAt(text: string, at: number): number {
  if (at + 4 <= text.length) {
    return (
      text.charCodeAt(at) |
      (text.charCodeAt(at + 1) << 8) |
      (text.charCodeAt(at + 2) << 16) |
      (text.charCodeAt(at + 3) << 24)
    )
  }
  let word = at % BLOCK_BYTES === 4 ? text.length << 24 : 0
  for (let each = at; each < text.length; each++) word |= text.charCodeAt(each) << (8 * (each - at))
  return word
}

/** What a sum of two lower halves carries into the upper one. */
function carry(a: number, b: number, sum: number): number {
  return ((a & b) | ((a | b) & ~sum)) >>> 31
}
