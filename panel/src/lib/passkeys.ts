import type { CredentialJson, PasskeyCreationOptions, PasskeyRequestOptions } from '@keyward/sdk'

/** The browser's own reading of what the server asks; without it there are no passkeys here. */
export function browserHasPasskeys(): boolean {
  return typeof window.PublicKeyCredential?.parseCreationOptionsFromJSON === 'function'
}

/** Lets the person make a passkey. @throws DOMException as `passkeyFault` tells apart */
export async function createPasskey(
  { pubKeyCredParams, excludeCredentials, ...options }: PasskeyCreationOptions,
  signal: AbortSignal,
): Promise<CredentialJson> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON({
    ...options,
    pubKeyCredParams: [...pubKeyCredParams],
    excludeCredentials: excludeCredentials.map(plain),
  })
  return toJson(await navigator.credentials.create({ publicKey, signal }))
}

/** Lets the person use a passkey. @throws DOMException as above */
export async function askPasskey(
  { allowCredentials, ...options }: PasskeyRequestOptions,
  signal: AbortSignal,
): Promise<CredentialJson> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON({
    ...options,
    allowCredentials: allowCredentials.map(plain),
  })
  return toJson(await navigator.credentials.get({ publicKey, signal }))
}

/** Why the browser gave no passkey; null for what the browser has nothing to do with. */
export function passkeyFault(error: unknown): 'cancelled' | 'known' | 'elsewhere' | null {
  if (!(error instanceof DOMException)) return null
  if (error.name === 'InvalidStateError') return 'known'
  return error.name === 'SecurityError' ? 'elsewhere' : 'cancelled'
}

function plain({ transports, ...named }: PasskeyRequestOptions['allowCredentials'][number]) {
  return { ...named, transports: [...transports] }
}

function toJson(credential: Credential | null): CredentialJson {
  if (credential instanceof PublicKeyCredential) return credential.toJSON()
  throw new DOMException('no passkey', 'NotAllowedError')
}
