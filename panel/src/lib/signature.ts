interface Pair {
  readonly userKey: string
  readonly secretKey: string
}

/** What goes into `X-Api-Signature`. @param stamp 14 digits, `YYYYMMDDHHmmss` */
export async function signatureFor(
  { userKey, secretKey }: Pair,
  userAgent: string,
  stamp: string,
): Promise<string> {
  return `${userKey}:${stamp}:${await hashOf(`${userKey}${userAgent}${stamp}${secretKey}`)}`
}

/** SHA-1 in base64. */
export async function hashOf(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(text))
  return btoa(String.fromCharCode(...new Uint8Array(hash)))
}

/** In UTC. */
export function stampAt(date: Date): string {
  return date.toISOString().replace(/\D/g, '').slice(0, 14)
}
