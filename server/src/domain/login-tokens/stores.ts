/** A token that lets in once: an administrator, or the owner of a mailbox. */
export interface StoredLoginToken {
  readonly digest: string
  /** Null where it is a mailbox's. */
  readonly userId: string | null
  /** Null where it is an administrator's. */
  readonly mailboxId: string | null
  readonly expiresAtMs: number
}

export interface LoginTokenStore {
  insert(token: StoredLoginToken): Promise<void>
  byDigest(digest: string): Promise<StoredLoginToken | null>
  /** False when somebody else was first. */
  delete(digest: string): Promise<boolean>
  /** Of the whole installation. */
  deleteAll(): Promise<void>
  forgetExpired(nowMs: number): Promise<void>
}
