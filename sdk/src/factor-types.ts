/** Shapes of second factors in the native API. Times are ISO 8601 in UTC; bytes are base64url. */

/** What a user has besides the password. */
export interface SecondFactors {
  readonly totp: readonly TotpDevice[]
  readonly passkeys: readonly Passkey[]
  /** The only pages that passkeys work at; null where the server's public address lets browsers have none. */
  readonly passkeyOrigin: string | null
  readonly recoveryCodesLeft: number
  readonly recoveryCodesMadeAt: string | null
  /** The account, or the user, must have one. */
  readonly required: boolean
  /** No code is taken for now: there were too many wrong ones. */
  readonly locked: boolean
}

/** An authenticator app. */
export interface TotpDevice {
  readonly id: string
  readonly name: string
  /** False until a code of it was confirmed; before that it counts for nothing. */
  readonly verified: boolean
  readonly createdAt: string
}

/** What is carried into the app; told once. */
export interface NewTotp extends TotpDevice {
  /** Base32, to be typed. */
  readonly secret: string
  /** The same as an `otpauth:` address. */
  readonly uri: string
  /** The address as a QR code: a `data:` address of a PNG picture. */
  readonly qrCode: string
}

export interface Passkey {
  /** Names it in the API; not the id of the credential. */
  readonly id: string
  readonly name: string
  readonly createdAt: string
  readonly lastUsedAt: string | null
}

export interface AddedPasskey extends Passkey {
  /** Each works once, and is told only here; null when there are recovery codes already. */
  readonly recoveryCodes: readonly string[] | null
}

/** Whether an account requires a second factor, and whom turning that on would sign out. */
export interface Requirement {
  readonly required: boolean
  /** Users who would set a second factor up at their next sign-in. */
  readonly usersWithout: number
  /** Their sessions, which would end at once. */
  readonly sessionsThatEnd: number
}

/** For `PublicKeyCredential.parseCreationOptionsFromJSON`. Good once, for five minutes. */
export interface PasskeyCreationOptions {
  readonly challenge: string
  /** Milliseconds. */
  readonly timeout: number
  readonly rp: { readonly id: string; readonly name: string }
  readonly user: { readonly id: string; readonly name: string; readonly displayName: string }
  readonly pubKeyCredParams: readonly { readonly type: 'public-key'; readonly alg: number }[]
  readonly attestation: 'none'
  readonly excludeCredentials: readonly NamedCredential[]
  readonly authenticatorSelection: {
    readonly residentKey: 'preferred'
    readonly requireResidentKey: false
    readonly userVerification: 'required'
  }
}

/** For `PublicKeyCredential.parseRequestOptionsFromJSON`. Good once, for five minutes. */
export interface PasskeyRequestOptions {
  readonly challenge: string
  /** Milliseconds. */
  readonly timeout: number
  readonly rpId: string
  readonly allowCredentials: readonly NamedCredential[]
  readonly userVerification: 'required' | 'preferred'
}

export interface NamedCredential {
  readonly type: 'public-key'
  readonly id: string
  readonly transports: readonly string[]
}

/** What `toJSON()` of a credential gives: the server reads what it knows and leaves the rest. */
export type CredentialJson = object
