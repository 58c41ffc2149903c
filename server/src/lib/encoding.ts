const HEX = /^(?:[0-9a-f]{2})*$/
const BASE64URL = /^[A-Za-z0-9_-]*$/

export function toHex(bytes: Uint8Array): string {
  return view(bytes).toString('hex')
}

export function toBase64url(bytes: Uint8Array): string {
  return view(bytes).toString('base64url')
}

/** Lower-case digits only. Null for anything else; Node's own decoder would stop silently at the first fault. */
export function fromHex(text: string): Uint8Array | null {
  return HEX.test(text) ? Buffer.from(text, 'hex') : null
}

/**
 * Null for anything but the one canonical spelling: no padding, no other alphabet, unused bits zero.
 * Node's own decoder skips what it does not know, so one value would have many spellings.
 */
export function fromBase64url(text: string): Uint8Array | null {
  if (!BASE64URL.test(text)) return null
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : null
}

function view(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
