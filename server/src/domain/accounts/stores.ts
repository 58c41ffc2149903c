import type { Account, AccountSettings } from './account.ts'
import type { CustomerFacts } from './contact.ts'

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

export interface AccountContactStore {
  /** Null where nothing was ever said. */
  ofAccount(accountId: string): Promise<CustomerFacts | null>
  /** By account. */
  all(): Promise<ReadonlyMap<string, CustomerFacts>>
  /** The account that is known by this number, exactly as it was given. */
  byReference(referenceNumber: string): Promise<string | null>
  /** Replaces what is there. @throws DomainError `account.exists` when another account has the reference number */
  put(accountId: string, facts: CustomerFacts): Promise<void>
}
