import type { AccountSettingsChange } from '@keyward/sdk'

/** What every row is given to change a setting with; `before` is the way back, null where there is none. */
export type ChangeSettings = (
  name: string,
  to: AccountSettingsChange,
  before: AccountSettingsChange | null,
) => Promise<void>
