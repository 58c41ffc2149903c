import type { Random } from './ports.ts'

/** 128 random bits as 32 lower-case hex digits: ids of users, keys and tokens, and account keys themselves. */
export function randomHexId(random: Random): string {
  const { buffer, byteOffset, byteLength } = random.bytes(16)
  return Buffer.from(buffer, byteOffset, byteLength).toString('hex')
}

/** 256 random bits, 43 characters: the secret of a session or an application credential. */
export function randomSecret(random: Random): string {
  return randomText(random, 32)
}

/** Base64url. Never begins with a dash: programs take such an argument for an option. */
export function randomText(random: Random, bytes: number): string {
  return Buffer.from(random.bytes(bytes)).toString('base64url').replace(/^-/, 'A')
}
