import type { Outcome } from '../../domain/callers/caller.ts'
export interface OutboxRow {
  id: string
  kind:
    | 'invitation'
    | 'reset'
    | 'password_changed'
    | 'email_changed'
    | 'key_changed'
    | 'factor_removed'
    | 'announcement'
    | 'storage_notice'
    | 'usage_notice'
  user_id: string | null
  user_name: string | null
  address: string | null
  done_from: string | null
  created_at_ms: number
  ends_at_ms: number
  next_at_ms: number
  attempts: number
  fault: string | null
  content: string | null
}

export interface AuditHeadRow {
  chain: string
  number: number
  hash: string
}

export interface AuditEntryRow {
  chain: string
  number: number
  at_ms: number
  actor: string
  action: string
  target: string
  outcome: 'done' | 'refused'
  source: string
  /** Canonical JSON. */
  details: string
  previous_hash: string
  hash: string
}

export interface AuditCheckpointRow {
  chain: string
  number: number
  hash: string
  at_ms: number
  signature: string
}

/** While a row is here, and only then, the triggers let entries up to its number go. */
export interface AuditPrunePermitRow {
  chain: string
  through_number: number
}

export interface CallRow {
  account_id: string
  user_id: string
  key_id: string
  hour_ms: number
  dialect: string
  outcome: Outcome
  client: string
  network: string
  calls: number
  first_at_ms: number
  last_at_ms: number
}

/** Calls with one key in one month. */
export interface CallMonthRow {
  account_id: string
  user_id: string
  key_id: string
  month_ms: number
  dialect: string
  outcome: Outcome
  calls: number
  last_at_ms: number
  tokens: number
  verifications: number
}

/** Calls in one hour with what is no key. */
export interface UnknownCallRow {
  /** Empty for nobody's. */
  account_id: string
  hour_ms: number
  dialect: string
  calls: number
}

/** Answers of an hour that took about as long. */
export interface AnswerTimeRow {
  hour_ms: number
  dialect: string
  within_us: number
  answers: number
}

export interface ThresholdRow {
  account_id: string
  calls_per_day: number | null
  calls_per_month: number | null
  notify: 'owners' | 'managers' | 'nobody'
  told_day_ms: number | null
  told_month_ms: number | null
}

export interface ResultRow {
  account_id: string
  user_id: string
  idempotency_key: string
  request: string
  sealed: Uint8Array
  created_at_ms: number
}
