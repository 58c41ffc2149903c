import type { Stores } from './store.ts'

/** What the domain needs from the world, as the world's own parts supply it in `app.ts`. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number
}

export interface Random {
  bytes(length: number): Uint8Array
}

export interface PasswordHasher {
  /** @returns a PHC string. @throws DomainError `busy` when too many people wait already. */
  hash(password: string): Promise<string>
  /**
   * Compares with the stored PHC string; with `null` does the same work and says no, so that an unknown user
   * costs as much time as a wrong password.
   * @throws DomainError `busy`
   */
  verify(password: string, phc: string | null): Promise<PasswordVerdict>
}

export interface PasswordVerdict {
  readonly matches: boolean
  /** True when the stored hash has weaker parameters than today's. */
  readonly outdated: boolean
}

/** Where a sealed value lives. A sealed value moved to another place does not open. */
export interface Place {
  readonly table: string
  readonly column: string
  readonly rowId: string
  readonly accountId: string
  readonly ownerId: string
}

/** Digests and sealed copies of secrets. The master key stays behind this port. */
export interface Vault {
  /** The keyed digest of a secret, 43 characters base64url: look-ups by equality. */
  digest(kind: SecretKind, secret: string): string
  /**
   * The digests under which something with this secret may be found, the one of `digest` first. There are several
   * only while an earlier look-up key is still needed.
   */
  digests(kind: SecretKind, secret: string): readonly string[]
  /** Loads data keys that another process has made or removed. False when there was no such change. */
  refresh(stores: Pick<Stores, 'ring' | 'meta'>): Promise<boolean>
  /** Encrypts under the account's data key. */
  seal(place: Place, text: string): Uint8Array
  /** @throws DomainError `secret.unreadable` when the value was altered or belongs elsewhere. */
  open(place: Place, sealed: Uint8Array): string
  /** Makes the data key of a new account. Part of the transaction that creates the account. */
  addAccountKey(tx: Pick<Stores, 'ring' | 'meta'>, accountId: string): Promise<void>
}

/** Signs checkpoints of the audit log, so that a copy kept elsewhere proves what the log said then. */
export interface AuditSigner {
  /** Names the signing key too. */
  sign(text: string): string
  /** False for altered texts and for signatures this installation did not make. */
  verify(text: string, signature: string): boolean
}

export type SecretKind =
  | 'account-key'
  | 'application-credential'
  | 'session'
  | 'mailbox-session'
  | 'link'
  | 'login'
  | 'passcode-login'
  | 'login-token'
  | 'recovery-code'
