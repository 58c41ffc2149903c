import type { Account, AccountSettings } from './account.ts'

export interface AccountStore {
  /** The next free account number, six digits or more; never `FIRST_ACCOUNT_ID`, which is the owner's. */
  nextId(): Promise<string>
  insert(account: Account): Promise<void>
  byId(id: string): Promise<Account | null>
  list(): Promise<readonly Account[]>
  /** Makes those who make keys in this account, and who change it, take turns until the transaction ends. */
  hold(id: string): Promise<void>
  /** False when there is no such account. */
  update(id: string, settings: Partial<AccountSettings>): Promise<boolean>
}
