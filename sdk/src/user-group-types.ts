/** Shapes of user groups. Times are ISO 8601 in UTC. */

interface GroupFacts {
  readonly id: string
  readonly accountId: string
  readonly name: string
  /** Empty for none. */
  readonly description: string
  /** What every member has besides the roles of their own. */
  readonly roles: readonly string[]
  readonly createdAt: string
}

export interface ListedUserGroup extends GroupFacts {
  readonly memberCount: number
}

export interface UserGroup extends GroupFacts {
  /** By name. */
  readonly members: readonly GroupMember[]
}

export interface GroupMember {
  readonly id: string
  readonly name: string
  readonly enabled: boolean
}

export interface NewUserGroup {
  readonly name: string
  readonly description?: string
  /** Of those that say `forGroups` in the list of roles. */
  readonly roles?: readonly string[]
  /** Account number; the own one without it. */
  readonly account?: string
}

export interface UserGroupChange {
  readonly name?: string
  readonly description?: string
  /** All that it is to have. */
  readonly roles?: readonly string[]
}

/** Ids of users. */
export interface MemberChange {
  readonly add?: readonly string[]
  readonly remove?: readonly string[]
}
