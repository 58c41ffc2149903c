import type { AccessRule } from './access-rule.ts'
import type { ApplicationCredential } from './application-credential.ts'

export interface ApplicationCredentialStore {
  /** @throws DomainError `application_credential.exists` for a second one of the user with this name */
  insert(credential: ApplicationCredential): Promise<void>
  /** By name. */
  ofUser(userId: string): Promise<readonly ApplicationCredential[]>
  /** Whose it is; that never changes. */
  ownerOf(id: string): Promise<string | null>
  /** What it was called; null when the user has none with this id. */
  delete(userId: string, id: string): Promise<string | null>
  /** Of the whole installation. */
  deleteAll(): Promise<void>
  /** Sets the state of every one that is in another. */
  setStateOfAll(state: ApplicationCredential['state']): Promise<void>
  /** Another digest of the same secret. */
  redigest(id: string, from: string, to: string): Promise<void>
}

/** Access rules that users gave to their application credentials, kept for the next. */
export interface AccessRuleStore {
  insert(rule: AccessRule & Pick<ApplicationCredential, 'userId' | 'accountId'>): Promise<void>
  /** By service, path and method. */
  ofUser(userId: string): Promise<readonly AccessRule[]>
  /** False when the user has none with this id. */
  delete(userId: string, id: string): Promise<boolean>
}
