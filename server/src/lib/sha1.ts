import { hash } from 'node:crypto'

/** The 20 bytes of SHA-1. For protocols that prescribe it: nothing of ours rests on it. */
export function sha1(bytes: Uint8Array): Buffer {
  return hash('sha1', bytes, 'buffer')
}
