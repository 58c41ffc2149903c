export interface DataKeyRow {
  id: string
  purpose: 'lookup' | 'token' | 'audit' | 'account'
  account_id: string | null
  wrapped: Uint8Array
  created_at_ms: number
}

export interface MetaRow {
  name: string
  value: string
}

/** The last number given out. A sequence would differ between the engines. */
export interface CounterRow {
  name: 'account' | 'endpoint'
  value: number
}
