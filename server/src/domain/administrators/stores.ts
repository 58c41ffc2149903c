import type { User } from '../users/user.ts'
import type { AdminSettings } from './settings.ts'

export interface StoredSettings extends AdminSettings, Pick<User, 'accountId'> {
  readonly userId: string
}

export interface AdministratorStore {
  /** Null where nothing was agreed. */
  settings(userId: string): Promise<AdminSettings | null>
  /** Of all of an account with whom something was. */
  ofAccount(accountId: string): Promise<readonly StoredSettings[]>
  /** Replaces what is there. */
  put(settings: StoredSettings): Promise<void>
}
