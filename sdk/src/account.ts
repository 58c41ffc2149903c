import type { Transport } from './transport.ts'
import type { AccountSettings, AccountSettingsChange } from './types.ts'

/** The own account, for its owner. */
export interface Account {
  /** @throws KeywardError `forbidden` for anybody but the owner */
  settings(): Promise<AccountSettings>
  /**
   * Acts at once, for everybody in the account. With `showOnce` the copies of its keys are forgotten for good:
   * `copies` of `settings()` says how many. Signed in to the panel only.
   * @throws KeywardError `forbidden`, `step_up_needed`, `invalid` with the `field`
   */
  change(settings: AccountSettingsChange): Promise<AccountSettings>
}

export function createAccount(send: Transport): Account {
  return {
    settings: () => send('GET', '/account/settings'),
    change: (settings) => send('PATCH', '/account/settings', { body: settings }),
  }
}
