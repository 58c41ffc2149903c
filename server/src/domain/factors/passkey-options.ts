import { ALGORITHMS, type RelyingParty } from '../../lib/webauthn.ts'
import type { User } from '../users/user.ts'
import { ISSUER } from './enrol-totp.ts'
import type { Passkey } from './factor.ts'
import { CHALLENGE_LIFETIME_MS } from './passkey-challenge.ts'

interface NamedKey {
  readonly type: 'public-key'
  readonly id: string
  readonly transports: readonly string[]
}

/** What a browser makes a passkey by: WebAuthn Level 3, section 5.1.8, `PublicKeyCredentialCreationOptionsJSON`. */
export interface CreationOptions {
  readonly challenge: string
  readonly rp: { readonly id: string; readonly name: string }
  readonly user: { readonly id: string; readonly name: string; readonly displayName: string }
  readonly pubKeyCredParams: readonly { readonly type: 'public-key'; readonly alg: number }[]
  /** Milliseconds. */
  readonly timeout: number
  readonly attestation: 'none'
  /** Those that the user has: an authenticator takes part once. */
  readonly excludeCredentials: readonly NamedKey[]
  readonly authenticatorSelection: {
    readonly residentKey: 'preferred'
    readonly requireResidentKey: false
    readonly userVerification: 'required'
  }
}

/** What a browser asks a passkey by: section 5.1.9, `PublicKeyCredentialRequestOptionsJSON`. */
export interface RequestOptions {
  readonly challenge: string
  readonly rpId: string
  /** Milliseconds. */
  readonly timeout: number
  /** Empty: whichever the person has for this server. */
  readonly allowCredentials: readonly NamedKey[]
  readonly userVerification: 'required' | 'preferred'
}

/** Every passkey makes sure of its person, so that it can later do without the password. */
export function creationOptions(
  { id, origin: _origin }: RelyingParty,
  user: Pick<User, 'id' | 'name'>,
  passkeys: readonly Passkey[],
  challenge: string,
): CreationOptions {
  return {
    challenge,
    rp: { id, name: ISSUER },
    user: { id: userHandleOf(user), name: user.name, displayName: user.name },
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
    timeout: CHALLENGE_LIFETIME_MS,
    attestation: 'none',
    excludeCredentials: passkeys.map(named),
    authenticatorSelection: {
      residentKey: 'preferred',
      requireResidentKey: false,
      userVerification: 'required',
    },
  }
}

export function requestOptions(
  { id }: RelyingParty,
  passkeys: readonly Passkey[],
  challenge: string,
  userVerification: RequestOptions['userVerification'],
): RequestOptions {
  const allowCredentials = passkeys.map(named)
  return { challenge, rpId: id, timeout: CHALLENGE_LIFETIME_MS, allowCredentials, userVerification }
}

/** By what an authenticator knows the user: random bytes, and nothing that names anybody (section 14.6.1). */
export function userHandleOf({ id }: Pick<User, 'id'>): string {
  return Buffer.from(id, 'hex').toString('base64url')
}

function named({ id, transports }: Passkey): NamedKey {
  return { type: 'public-key', id, transports }
}
