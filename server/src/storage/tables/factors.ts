export interface TotpDeviceRow {
  id: string
  account_id: string
  user_id: string
  name: string
  sealed: Uint8Array
  created_at_ms: number
  /** Null until a code of it was typed. */
  verified_at_ms: number | null
  /** The time step of the last accepted code. */
  last_step: number | null
}

export interface RecoveryCodeRow {
  digest: string
  account_id: string
  user_id: string
  created_at_ms: number
  expires_at_ms: number | null
}

export interface FactorFailureRow {
  id: string
  account_id: string
  user_id: string
  at_ms: number
}

export interface PasskeyRow {
  id: string
  account_id: string
  user_id: string
  name: string
  public_key: Uint8Array
  counter: number
  /** Separated by spaces. */
  transports: string
  created_at_ms: number
  last_used_at_ms: number | null
}

export interface PasskeyChallengeRow {
  holder: string
  challenge: string
  expires_at_ms: number
}

export interface PendingLoginRow {
  digest: string
  account_id: string
  user_id: string
  password_id: string
  expires_at_ms: number
}
