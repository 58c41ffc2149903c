import type { Random } from './ports.ts'

/** 128 random bits as 32 lower-case hex digits: ids of users, keys and tokens, and account keys themselves. */
export function randomHexId(random: Random): string {
  const { buffer, byteOffset, byteLength } = random.bytes(16)
  return Buffer.from(buffer, byteOffset, byteLength).toString('hex')
}

/** 256 random bits, base64url: the secret of a session. */
export function randomSecret(random: Random): string {
  return Buffer.from(random.bytes(32)).toString('base64url')
}
