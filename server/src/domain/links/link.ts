/** A one-time address sent or shown to a person. */
export interface StoredLink {
  readonly digest: string
  readonly kind: 'setup' | 'invitation'
  /** Null for the first owner's set-up link. */
  readonly userId: string | null
  readonly expiresAtMs: number
}
