/** Settings that nothing is searched by; each kind is read and written as a whole. */
export type SettingsKind = 'spam' | 'quarantine' | 'storage-notice' | 'webmail' | 'announced' | 'storage-told'

/** Whose settings they are: of a domain, or of a mailbox in it. */
export interface SettingsOwner {
  readonly domainId: string
  readonly mailboxId: string | null
}

/** JSON as it was put. */
export interface OwnedSettings {
  readonly owner: SettingsOwner
  readonly json: string
}

export interface MailSettingsStore {
  /** JSON as it was put; null where nothing was set. */
  get(owner: SettingsOwner, kind: SettingsKind): Promise<string | null>
  /** Of a domain and of what is in it. */
  ofDomain(domainId: string, kind: SettingsKind): Promise<readonly OwnedSettings[]>
  put(owner: SettingsOwner, kind: SettingsKind, json: string): Promise<void>
  /** Forgets what the mailboxes of a domain have of their own. Of how many. */
  dropOfMailboxes(domainId: string, kind: SettingsKind): Promise<number>
}
