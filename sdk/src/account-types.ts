/** Where the people of an account are reached; each text may be empty. */
export interface AccountContact {
  readonly addressLine1: string
  readonly addressLine2: string
  readonly city: string
  readonly state: string
  readonly zip: string
  readonly country: string
  readonly phone: string
  readonly email: string
}

/** How the own account is set. */
export interface AccountSettings {
  readonly accountId: string
  readonly name: string
  readonly contact: AccountContact
  /** Tokens got with a key go on after its reset. */
  readonly resetKeepsTokens: boolean
  /** The credential calls of Identity v2.0 may show and reset keys. */
  readonly apiReveal: boolean
  /** New keys are shown when they are made, and never again. */
  readonly showOnce: boolean
  /** The installation wants that of every account. */
  readonly showOnceRequired: boolean
  /** Keys that can be shown now; `showOnce` would forget so many copies for good. */
  readonly copies: number
  /** How long a proof of presence lasts: 0 to 60 minutes. */
  readonly stepUpMinutes: number
}

/** What is left out stays as it is. */
export interface AccountSettingsChange {
  readonly name?: string
  readonly contact?: AccountContact
  readonly resetKeepsTokens?: boolean
  readonly apiReveal?: boolean
  readonly showOnce?: boolean
  readonly stepUpMinutes?: number
}
