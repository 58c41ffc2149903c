/** Bytes of a block, of a digest, and of the state between two blocks (FIPS 180-4, section 1). */
export const BLOCK_BYTES = 64
export const STATE_BYTES = 32
const ROUNDS = 64
const WORD_BYTES = 4

/** FIPS 180-4, sections 4.2.2 and 5.3.3: fractional parts of the roots of the first primes. */
const ROUND_WORDS = wordsOf(firstPrimes(ROUNDS).map(Math.cbrt))
const SCHEDULE = new DataView(new ArrayBuffer(ROUNDS * WORD_BYTES))

/** The state before the first block. */
export const INITIAL_STATE = wordsOf(firstPrimes(8).map(Math.sqrt))

/**
 * Works one block into a state (FIPS 180-4, section 6.2.2). For texts of one block whose beginning is always the
 * same: its state can be kept, and no call leaves JavaScript. Everything else is better off with `node:crypto`.
 * @param next takes the new state; may be `state` or part of `block`
 */
export function workBlock(state: DataView, block: DataView, next: DataView): void {
  fillSchedule(block)
  let a = state.getInt32(0)
  let b = state.getInt32(4)
  let c = state.getInt32(8)
  let d = state.getInt32(12)
  let e = state.getInt32(16)
  let f = state.getInt32(20)
  let g = state.getInt32(24)
  let h = state.getInt32(28)
  for (let at = 0; at < ROUNDS * WORD_BYTES; at += WORD_BYTES) {
    const mixedE = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const chosen = g ^ (e & (f ^ g))
    const first = (h + mixedE + chosen + ROUND_WORDS.getInt32(at) + SCHEDULE.getInt32(at)) | 0
    const mixedA = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const majority = (a & b) ^ (c & (a ^ b))
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + mixedA + majority) | 0
  }
  next.setInt32(0, state.getInt32(0) + a)
  next.setInt32(4, state.getInt32(4) + b)
  next.setInt32(8, state.getInt32(8) + c)
  next.setInt32(12, state.getInt32(12) + d)
  next.setInt32(16, state.getInt32(16) + e)
  next.setInt32(20, state.getInt32(20) + f)
  next.setInt32(24, state.getInt32(24) + g)
  next.setInt32(28, state.getInt32(28) + h)
}

function fillSchedule(block: DataView): void {
  for (let at = 0; at < BLOCK_BYTES; at += WORD_BYTES) SCHEDULE.setInt32(at, block.getInt32(at))
  for (let at = BLOCK_BYTES; at < ROUNDS * WORD_BYTES; at += WORD_BYTES) {
    const x = SCHEDULE.getInt32(at - 15 * WORD_BYTES)
    const y = SCHEDULE.getInt32(at - 2 * WORD_BYTES)
    const mixedX = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const mixedY = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    const before = SCHEDULE.getInt32(at - 7 * WORD_BYTES) + SCHEDULE.getInt32(at - 16 * WORD_BYTES)
    SCHEDULE.setInt32(at, (mixedX + mixedY + before) | 0)
  }
}

/** The first 32 bits of each fractional part. */
function wordsOf(roots: readonly number[]): DataView {
  const words = new DataView(new ArrayBuffer(roots.length * WORD_BYTES))
  roots.forEach((root, at) => {
    words.setUint32(at * WORD_BYTES, (root % 1) * 2 ** 32)
  })
  return words
}

function firstPrimes(count: number): readonly number[] {
  const primes: number[] = []
  for (let at = 2; primes.length < count; at++) {
    if (primes.every((prime) => at % prime !== 0)) primes.push(at)
  }
  return primes
}
