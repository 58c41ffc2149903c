import type { AccountSettings, AccountSettingsChange } from './account-types.ts'
import type { Requirement } from './factor-types.ts'
import type { Transport } from './transport.ts'
import { type Edit, editCall, type Versioned } from './version.ts'

/** The own account, for its owner. */
export interface Account {
  /** @throws KeywardError `forbidden` for anybody but the owner */
  settings(): Promise<AccountSettings & Versioned>
  /**
   * Acts at once, for everybody in the account. With `showOnce` the copies of its keys are forgotten for good:
   * `copies` of `settings()` says how many. Signed in to the panel only.
   * @throws KeywardError `forbidden`, `step_up_needed`, `invalid` with the `field`
   */
  change(settings: Edit<AccountSettingsChange>): Promise<AccountSettings & Versioned>
  /** Whether everybody needs a second factor. @throws KeywardError `forbidden` for anybody but the owner */
  requirement(): Promise<Requirement>
  /**
   * Turning it on signs out whoever has none. Signed in to the panel only.
   * @throws KeywardError `forbidden`, `step_up_needed`; `factor_required` for turning it on without one of one's own
   */
  requireSecondFactor(required: boolean): Promise<Requirement>
}

export function createAccount(send: Transport): Account {
  return {
    settings: () => send('GET', '/account/settings'),
    change: (settings) => send('PATCH', '/account/settings', editCall(settings)),
    requirement: () => send('GET', '/account/second-factor'),
    requireSecondFactor: (required) => send('PATCH', '/account/second-factor', { body: { required } }),
  }
}
