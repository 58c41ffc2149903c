/** Answers remembered for an `Idempotency-Key`. */
export interface ResultStore {
  find(userId: string, idempotencyKey: string): Promise<StoredResult | null>
  insert(result: StoredResult): Promise<void>
  /** Forgets the answers given in one account, or in the installation. */
  forgetAll(accountId?: string): Promise<void>
  /** All of them in pages, for re-sealing. */
  page(
    after: Pick<StoredResult, 'userId' | 'idempotencyKey'> | null,
    limit: number,
  ): Promise<readonly StoredResult[]>
  /** Replaces the sealed text, unless the result itself was replaced since it was read. */
  reseal(result: StoredResult, sealed: Uint8Array): Promise<void>
  forgetBefore(ms: number): Promise<void>
}

export interface StoredResult {
  readonly userId: string
  readonly accountId: string
  readonly idempotencyKey: string
  /** Digest of what was asked, so that the same key with another request is refused. */
  readonly request: string
  readonly sealed: Uint8Array
  readonly createdAtMs: number
}
