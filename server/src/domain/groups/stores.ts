import type { Group } from './group.ts'

export interface ListedGroup {
  readonly group: Group
  readonly memberCount: number
}

export interface GroupMember {
  readonly id: string
  readonly name: string
  readonly enabled: boolean
}

export interface GroupStore {
  /** @throws DomainError `group.exists` when the account has one of this name in any spelling */
  insert(group: Group): Promise<void>
  byId(id: string): Promise<Group | null>
  /** By name: all, those of one account, or those of one user. */
  list(of: { readonly accountId?: string; readonly userId?: string }): Promise<readonly ListedGroup[]>
  count(accountId: string): Promise<number>
  /** By name. */
  members(id: string): Promise<readonly GroupMember[]>
  /** Makes writers of this group take turns until the transaction ends. False when there is no such group. */
  hold(id: string): Promise<boolean>
  /** @throws DomainError `group.exists` */
  update(id: string, change: Partial<Pick<Group, 'name' | 'description' | 'roles'>>): Promise<void>
  /** Who is in it already stays, and who is not is passed over. */
  changeMembers(
    group: Pick<Group, 'id' | 'accountId'>,
    change: { readonly add: readonly string[]; readonly remove: readonly string[] },
  ): Promise<void>
  /** Its members lose what they have by it alone. */
  delete(id: string): Promise<void>
}
