import type { KeyUse } from './key-types.ts'

/** A part of the e-mail area. */
export type MailArea = 'domains' | 'mailboxes' | 'aliases' | 'lists' | 'spam'

/**
 * How the time in a signature is checked. `lenient`: 26 hours; `strict`: UTC, 5 minutes, no header twice for a change;
 * `static`: not at all.
 */
export type ClockCheck = 'lenient' | 'strict' | 'static'

/** A key pair for the signed e-mail API, without its secret. */
export interface KeyPair {
  readonly id: string
  /** `default` for the one that is good for everything. */
  readonly name: string
  /** Told with every request. */
  readonly userKey: string
  readonly access: 'read' | 'write'
  /** Null for every area. */
  readonly areas: readonly MailArea[] | null
  /** Null for every domain of the account. */
  readonly domains: readonly string[] | null
  /** Addresses and networks that it works from; none for everywhere. */
  readonly networks: readonly string[]
  readonly clockCheck: ClockCheck
  /** Calls in a minute, of all pairs of an administrator together. */
  readonly limits: { readonly read: number; readonly write: number; readonly domainWrite: number }
  readonly createdAt: string
  readonly expiresAt: string | null
  readonly lastUse: KeyUse | null
  /** `unconfirmed`: refused since older data were put back, until it is reset or the operator trusts all. */
  readonly state: 'active' | 'unconfirmed'
  /** The pair it replaced, while that one still works. */
  readonly overlap: { readonly userKey: string; readonly endsAt: string } | null
}

/** A key pair together with its secret. Only answers to generate and reveal carry it. */
export interface RevealedKeyPair extends KeyPair {
  readonly secretKey: string
  readonly username: string
}

/** What is not named stays as it was with the pair before. Limits are for named pairs. */
export interface GenerateKeyPair {
  /** How long the old pair goes on working; 0, the default, ends it at once. */
  readonly overlapSeconds?: number
  /** Kept in the audit log. */
  readonly note?: string
  readonly access?: 'read' | 'write'
  readonly areas?: readonly MailArea[] | null
  readonly domains?: readonly string[] | null
  readonly networks?: readonly string[]
  readonly expiresAt?: string | null
  readonly clockCheck?: ClockCheck
}

/** Null brings the usual limit back. */
export interface KeyPairChange {
  readonly clockCheck?: ClockCheck
  readonly limits?: {
    readonly read?: number | null
    readonly write?: number | null
    readonly domainWrite?: number | null
  }
}
