/** What goes into `X-Api-Signature`. @param stamp 14 digits, `YYYYMMDDHHmmss` */
export async function signatureFor(
  { userKey, secretKey }: { readonly userKey: string; readonly secretKey: string },
  userAgent: string,
  stamp: string,
): Promise<string> {
  const text = `${userKey}${userAgent}${stamp}${secretKey}`
  const hash = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(text))
  return `${userKey}:${stamp}:${btoa(String.fromCharCode(...new Uint8Array(hash)))}`
}

/** In UTC. */
export function stampAt(date: Date): string {
  return date.toISOString().replace(/\D/g, '').slice(0, 14)
}
