/** Shapes of aliases and group lists. */

export interface Alias {
  readonly address: string
  readonly domain: string
  /** Where its mail goes, sorted. */
  readonly members: readonly string[]
}

export interface ListedAlias {
  readonly address: string
  readonly memberCount: number
  /** The one member where there is no other. */
  readonly singleMember: string | null
}

export interface AliasPage {
  readonly items: readonly ListedAlias[]
  readonly next: string | null
  readonly total: number
}

export type ReplyTo = 'sender' | 'list'

/** Who may write to a list. `domain`: every address of its domain; `chosen`: its posters alone. */
export type Posting = 'anyone' | 'domain' | 'members' | 'chosen'

export interface GroupListSettings {
  readonly displayName: string
  /** Whom an answer to a letter goes to. */
  readonly replyTo: ReplyTo
  readonly posting: Posting
}

export interface GroupList extends GroupListSettings {
  readonly address: string
  readonly domain: string
  readonly members: readonly string[]
  readonly posters: readonly string[]
  readonly maxMessageBytes: number
  readonly createdAt: string
}

export interface ListedGroupList extends GroupListSettings {
  readonly address: string
  readonly memberCount: number
}

export interface GroupListPage {
  readonly items: readonly ListedGroupList[]
  readonly next: string | null
  readonly total: number
}

/** Which aliases or lists. */
export interface AddressFilter {
  readonly domain?: string
  /** Text within the address. */
  readonly text?: string
  /** Only those with this member. */
  readonly member?: string
  /** 1 to 100; 50 without it. */
  readonly limit?: number
  /** `next` of the page before. */
  readonly after?: string
}

export interface GroupListChange extends Partial<GroupListSettings> {
  /** In the place of all. */
  readonly posters?: readonly string[]
  readonly addMembers?: readonly string[]
  readonly removeMembers?: readonly string[]
}

export interface NewGroupList extends Partial<GroupListSettings> {
  readonly address: string
  readonly members?: readonly string[]
  readonly posters?: readonly string[]
}
