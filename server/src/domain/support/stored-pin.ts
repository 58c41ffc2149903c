/** Six digits by which support knows a user on the telephone. */
export interface SupportPin {
  readonly userId: string
  readonly accountId: string
  readonly sealed: Uint8Array
  /** Since it was set, unlocked or last right. */
  readonly wrongChecks: number
}
