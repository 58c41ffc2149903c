import type { Credentials } from '../../domain/keys/credentials.ts'

export function keyToWire({ userName, secret }: { readonly userName: string; readonly secret: string }) {
  return { 'RAX-KSKEY:apiKeyCredentials': { username: userName, apiKey: secret } }
}

/** fog-rackspace takes every entry for a key, and stumbles over one that is none. */
const READS_KEYS_ONLY = /(?:^|\s)fog(?:-core)?\//

export function credentialsToWire({ userName, apiKey, hasPassword }: Credentials, userAgent: string) {
  const key = apiKey === null ? [] : [keyToWire({ userName, secret: apiKey })]
  const showsPassword = hasPassword && !READS_KEYS_ONLY.test(userAgent)
  const password = showsPassword ? [{ passwordCredentials: { username: userName } }] : []
  return { credentials: [...key, ...password], credentials_links: [] }
}
