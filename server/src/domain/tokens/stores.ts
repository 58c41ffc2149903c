/** Ids of deleted tokens, kept until the tokens would have expired. */
export interface TokenStore {
  /** False when it was deleted before. */
  markDeleted(id: string, userId: string, expiresAtMs: number): Promise<boolean>
  isDeleted(ids: readonly string[]): Promise<boolean>
  /** All remembered ids, for the memory of a process that owns the data. */
  deleted(): Promise<readonly string[]>
  forgetExpired(nowMs: number): Promise<void>
}
