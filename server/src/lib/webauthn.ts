import { isIP } from 'node:net'

/** Who asks for passkeys: this installation, as browsers and authenticators know it. */
export interface RelyingParty {
  /** The host name that passkeys are bound to. */
  readonly id: string
  /** Scheme, host and port of the only pages that may ask. */
  readonly origin: string
}

/** A new passkey as a browser hands it over: WebAuthn Level 3, section 5.1, `RegistrationResponseJSON`. */
export interface Attestation {
  /** Of the credential, base64url; so are the other bytes. */
  readonly id: string
  readonly clientDataJSON: string
  readonly attestationObject: string
  readonly transports: readonly string[]
}

/** What a passkey signed, as a browser hands it over: section 5.1, `AuthenticationResponseJSON`. */
export interface Assertion {
  readonly id: string
  readonly clientDataJSON: string
  readonly authenticatorData: string
  readonly signature: string
  /** Null from keys that keep none. */
  readonly userHandle: string | null
}

/** What an answer must fit. */
export interface Expected {
  readonly rp: RelyingParty
  /** Base64url. */
  readonly challenge: string
  /** The passkey must have made sure of the person, by a PIN or a finger, and not only of a touch. */
  readonly userVerification: boolean
}

export interface RegisteredKey {
  readonly id: string
  /** COSE. */
  readonly publicKey: Uint8Array
  readonly counter: number
}

/** COSE numbers of what we accept, the better first: EdDSA, ES256, RS256. */
export const ALGORITHMS = [-8, -7, -257] as const

/** WebAuthn Level 3, section 4: "at most 1023 bytes". */
const MAX_ID_LENGTH = Math.ceil((1_023 * 4) / 3)

/**
 * Who asks for passkeys at an address. Null where browsers have none: at an IP address, and at plain HTTP away from
 * this machine.
 */
export function relyingPartyOf(publicUrl: string): RelyingParty | null {
  const { hostname, origin, protocol } = new URL(publicUrl)
  const isLocal = hostname === 'localhost' || hostname.endsWith('.localhost')
  if (isIP(hostname.replace(/[[\]]/g, '')) !== 0 || (protocol !== 'https:' && !isLocal)) return null
  return { id: hostname, origin }
}

/** The key of a new passkey; null unless the answer fits in everything. */
export async function readAttestation(
  { id, clientDataJSON, attestationObject }: Attestation,
  { rp, challenge, userVerification }: Expected,
): Promise<RegisteredKey | null> {
  const { decodeAttestationObject, isoBase64URL, verifyRegistrationResponse } = await library()
  return orNull(async () => {
    if (id.length > MAX_ID_LENGTH || isFramed(clientDataJSON)) return null
    const statement = decodeAttestationObject(isoBase64URL.toBuffer(attestationObject))
    // We ask for no certificate. One that comes nevertheless could name addresses to look it up at.
    const isBare = ['none', 'packed'].includes(statement.get('fmt')) && !statement.get('attStmt').get('x5c')
    if (!isBare) return null
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      ...expectations(rp, challenge, userVerification),
      response: { ...envelope(id), response: { clientDataJSON, attestationObject } },
      supportedAlgorithmIDs: [...ALGORITHMS],
    })
    const key = registrationInfo?.credential
    return verified && key?.id === id ? { id, publicKey: key.publicKey, counter: key.counter } : null
  })
}

/**
 * The signature counter of a passkey's answer; null unless the answer fits in everything. Whether the counter may be
 * what it is, is for whoever knows the earlier one to say.
 */
export async function readAssertion(
  { id, userHandle, ...response }: Assertion,
  { rp, challenge, userVerification }: Expected,
  key: Pick<RegisteredKey, 'id' | 'publicKey'>,
): Promise<number | null> {
  const { verifyAuthenticationResponse } = await library()
  return orNull(async () => {
    if (isFramed(response.clientDataJSON)) return null
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      ...expectations(rp, challenge, userVerification),
      response: { ...envelope(id), response },
      credential: { id: key.id, publicKey: new Uint8Array(key.publicKey), counter: 0 },
    })
    return verified ? authenticationInfo.newCounter : null
  })
}

/** Loaded when the first passkey comes by: 27 MB and a quarter of a second that other servers never need. */
async function library() {
  const [server, { decodeAttestationObject, isoBase64URL }] = await Promise.all([
    import('@simplewebauthn/server'),
    import('@simplewebauthn/server/helpers'),
  ])
  return { ...server, decodeAttestationObject, isoBase64URL }
}

function expectations({ id, origin }: RelyingParty, challenge: string, requireUserVerification: boolean) {
  return { expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: id, requireUserVerification }
}

function envelope(id: string) {
  return { id, rawId: id, type: 'public-key' as const, clientExtensionResults: {} }
}

/** Asked from within a page of somebody else. Ours are never put there. */
function isFramed(clientDataJSON: string): boolean {
  const data: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString())
  return typeof data === 'object' && data !== null && 'crossOrigin' in data && data.crossOrigin === true
}

/** The library throws for everything that does not fit; each of these is the answer's fault. */
async function orNull<T>(read: () => Promise<T | null>): Promise<T | null> {
  try {
    return await read()
  } catch {
    return null
  }
}
