/** What happened, before it is numbered and chained. */
export interface AuditEvent {
  /** Account number, or `system` for what concerns the installation. */
  readonly chain: string
  readonly atMs: number
  readonly actor: string
  readonly action: string
  readonly target: string
  readonly outcome: 'done' | 'refused'
  /** Where the act came from: address, dialect, request id. */
  readonly source: string
  /** Flat facts without secrets. */
  readonly details: Readonly<Record<string, string | number | boolean | null>>
}

export interface AuditEntry extends AuditEvent {
  readonly number: number
  readonly previousHash: string
  readonly hash: string
}

export interface AuditCheckpoint {
  readonly chain: string
  readonly number: number
  readonly hash: string
  readonly atMs: number
  readonly signature: string
}
