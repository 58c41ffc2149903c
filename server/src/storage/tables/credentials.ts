import type { ClockCheck } from '../../domain/key-pairs/key-pair.ts'
import type { Bit } from './columns.ts'

export interface ApiKeyRow {
  id: string
  account_id: string
  user_id: string
  digest: string
  sealed: Uint8Array | null
  last_four: string
  created_at_ms: number
  /** Null in the one current key of a user. */
  ends_at_ms: number | null
  state: 'active' | 'lost' | 'unconfirmed'
}

export interface KeyPairRow {
  id: string
  account_id: string
  user_id: string
  /** Empty for the one without a name. */
  name: string
  user_key: string
  sealed: Uint8Array
  clock_check: ClockCheck
  /** Null for the usual limit. */
  reads_per_minute: number | null
  writes_per_minute: number | null
  domain_writes_per_minute: number | null
  created_at_ms: number
  /** Null in the current pair of its name. */
  ends_at_ms: number | null
  state: 'active' | 'unconfirmed'
  /** JSON; null for everything. */
  scope: string | null
  /** JSON: a list; null for none. */
  networks: string | null
  expires_at_ms: number | null
}

export interface UsedSignatureRow {
  name: string
  ends_at_ms: number
}

export interface ApplicationCredentialRow {
  id: string
  account_id: string
  user_id: string
  name: string
  description: string | null
  digest: string
  /** Separated by spaces. */
  roles: string
  unrestricted: Bit
  /** JSON: a list, or null for no limit. */
  access_rules: string | null
  created_at_ms: number
  expires_at_ms: number | null
  state: 'active' | 'unconfirmed'
}

export interface AccessRuleRow {
  id: string
  account_id: string
  user_id: string
  service: string
  method: string
  path: string
}

export interface ForgottenKeyRow {
  digest: string
  ended_at_ms: number
}

export interface DeletedTokenRow {
  id: string
  user_id: string
  expires_at_ms: number
}
