const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** The largest multiple of 62 that a byte can hold; bytes above it would favour the first eight digits. */
const UNBIASED_LIMIT = 248

export type RandomBytes = (length: number) => Uint8Array

/** Random base62 digits, each equally likely (rejection sampling). */
export function randomBase62(length: number, randomBytes: RandomBytes): string {
  let text = ''
  while (text.length < length) {
    for (const byte of randomBytes(length - text.length)) {
      if (byte < UNBIASED_LIMIT) text += ALPHABET.charAt(byte % 62)
    }
  }
  return text
}

/**
 * A whole number in base62, left-padded with `0`.
 * @throws RangeError when it is negative, not whole, or needs more than `width` digits
 */
export function toBase62(value: number, width: number): string {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError('not a whole number of 0 or more')
  let text = ''
  for (let rest = value; rest > 0; rest = Math.floor(rest / 62)) text = ALPHABET.charAt(rest % 62) + text
  if (text.length > width) throw new RangeError(`does not fit into ${width} base62 digits`)
  return text.padStart(width, '0')
}
