/** Shapes of what becomes of spam, and of what a domain has besides its limits. */

/** What becomes of spam, for a domain or for one mailbox. */
export interface SpamSettings {
  /** `exclusive`: only senders of the safelists come in. */
  readonly level: 'on' | 'off' | 'exclusive'
  /** `labelSubject` writes `[SPAM]` before the subject. */
  readonly handling: 'toFolder' | 'delete' | 'labelSubject' | 'toAddress'
  /** With `toFolder`: whether old spam is removed by itself. */
  readonly cleansFolder: boolean
  /** Days that spam stays in its folder; 0 for ever. */
  readonly folderDays: number
  /** Messages that the folder holds; 0 for any number. */
  readonly folderMessages: number
  /** With `toAddress`: where it goes; else empty. */
  readonly forwardTo: string
  /** False: nothing was set here. A mailbox then has what its domain has. */
  readonly own: boolean
  /** False: no spam filter has asked lately, so this is kept and takes effect when one does. */
  readonly filterConnected: boolean
}

/** What is not named stays; what means nothing to the handling is left out. */
export type SpamSettingsChange = Partial<Omit<SpamSettings, 'own' | 'filterConnected'>>

export interface DomainSpamSettingsChange extends SpamSettingsChange {
  /** Takes away what mailboxes have of their own, once. */
  readonly overridesMailboxes?: boolean
}

/** `block`: always refused, `safe`: always let in; those with `ip` are of networks. */
export type SenderList = 'blocklist' | 'ipblocklist' | 'safelist' | 'ipsafelist'

/** Each in order. */
export type SenderLists = { readonly [List in SenderList]: readonly string[] } & {
  readonly filterConnected: boolean
}

/** `a@example.com`, `@example.com`, `@%.example.com`; of networks `192.0.2.1`, `192.0.2.%`. */
export interface SenderChange {
  readonly add?: readonly string[]
  readonly remove?: readonly string[]
}

/** What the owners of mailboxes are told when there is little room left. */
export interface StorageNotice {
  readonly enabled: boolean
  /** How full a mailbox is then: 50, 60, 70, 80, 90 or 99. */
  readonly percentage: number
  /** `<*USER*>` and `<*DOMAIN*>` are the parts of the address; empty: a text of the server. */
  readonly message: string
  /** Who is told as well; empty for nobody. */
  readonly cc: string
}

/** What holds for the owners of mailboxes at their own pages. */
export interface OwnerRules {
  /** Whether they set the passwords of their mailboxes themselves. */
  readonly changePassword: boolean
  /** A code of an app besides the password: not asked for, up to the owner, or a must. */
  readonly secondFactor: 'off' | 'optional' | 'forced'
}

export type OwnerRulesChange = Partial<OwnerRules>

/** A letter to every mailbox of a domain. */
export interface NewAnnouncement {
  readonly fromName?: string
  /** An address that exists in the domain. */
  readonly fromAddress: string
  readonly subject: string
  readonly text: string
}

export type StorageNoticeChange = Partial<StorageNotice>
