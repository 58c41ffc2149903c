/** The account of whoever owns the installation, whatever was made before the owner. */
export const FIRST_ACCOUNT_ID = '100001'

/** A customer of the installation; tenant and project are other words for it. */
export interface Account {
  /** Decimal, six digits or more. */
  readonly id: string
  readonly name: string
  readonly enabled: boolean
  /** Tokens got with an account key go on after its reset, as the v2.0 reference of the vendor documents. */
  readonly resetKeepsTokens: boolean
  /** Whether the v2.0 credential calls may read and reset the own key. */
  readonly apiReveal: boolean
  /** How long a proof of presence lasts, 0 to 60. */
  readonly stepUpMinutes: number
  /** New keys of the account are shown once, when they are made, and no copy is kept. */
  readonly showOnce: boolean
  /** After how long without a request a session ends. */
  readonly sessionIdleSeconds: number
  /** How long a password lets in after it was set; null for ever. */
  readonly passwordLifeSeconds: number | null
  /** How many earlier passwords a new one must differ from, 0 to 10. */
  readonly passwordHistory: number
  /** Users must have a second factor; those without are led through setting one up. */
  readonly secondFactorRequired: boolean
  /** Its super administrators add, change and delete its domains; else those who run the installation alone do. */
  readonly ownDomains: boolean
  readonly createdAtMs: number
}

export type AccountSettings = Pick<
  Account,
  | 'name'
  | 'enabled'
  | 'resetKeepsTokens'
  | 'apiReveal'
  | 'stepUpMinutes'
  | 'showOnce'
  | 'sessionIdleSeconds'
  | 'passwordLifeSeconds'
  | 'passwordHistory'
  | 'secondFactorRequired'
  | 'ownDomains'
>

export const DEFAULT_STEP_UP_MINUTES = 5
export const MAX_STEP_UP_MINUTES = 60
export const DEFAULT_SESSION_IDLE_SECONDS = 1_800
/** The vendor's bounds: five minutes and a day. */
export const MIN_SESSION_IDLE_SECONDS = 300
export const MAX_SESSION_IDLE_SECONDS = 86_400
export const MAX_PASSWORD_HISTORY = 10
