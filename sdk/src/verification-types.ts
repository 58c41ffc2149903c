/** What a token got with an application credential tells of it. */
export interface ApplicationCredential {
  readonly id: string
  readonly name: string
  readonly restricted: boolean
  /** Null: good for any request. Else let nothing through but what one of them allows. */
  readonly accessRules: readonly AccessRule[] | null
}

export interface AccessRule {
  /** The type of a service in the catalog. */
  readonly service: string
  readonly method: string
  /** `*` and `{name}` stand for one segment, `**` for any depth. */
  readonly path: string
}

/** The answer to `GET /api/v1/verify`. */
export interface Verification {
  readonly kind: 'key' | 'token'
  readonly userId: string
  readonly username: string
  readonly accountId: string
  readonly roles: readonly string[]
  /** What the credential is limited to; empty for an account key and what is got with it. */
  readonly scopes: readonly string[]
  readonly keyId: string | null
  readonly expiresAt: string | null
  /** Only of a token got with one. */
  readonly applicationCredential?: ApplicationCredential
  /** Only of a token with which one of the staff acts in the name of the user: who does. */
  readonly impersonator?: { readonly userId: string; readonly username: string }
}

/** One of the answers to `POST /api/v1/verify`. */
export type VerifyResult = ({ readonly valid: true } & Verification) | { readonly valid: false }

export interface VerifyResults {
  /** One for each credential, in their order. */
  readonly results: readonly VerifyResult[]
}
