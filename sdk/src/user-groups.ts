import { queryOf } from './query.ts'
import type { Transport } from './transport.ts'
import type {
  ListedUserGroup,
  MemberChange,
  NewUserGroup,
  UserGroup,
  UserGroupChange,
} from './user-group-types.ts'
import { type Edit, editCall, type Versioned } from './version.ts'

/** Groups of users, which give their members roles; for those who manage users. */
export interface UserGroups {
  /** @param account the number of another account, for operators */
  list(account?: string): Promise<readonly ListedUserGroup[]>
  /** The groups that a user is in. `userId` may be `me`. @throws KeywardError `not_found`, `forbidden` */
  of(userId: string): Promise<readonly ListedUserGroup[]>
  /** @throws KeywardError `not_found` also for another account's */
  get(groupId: string): Promise<UserGroup & Versioned>
  /** @throws KeywardError `conflict` for a name that is taken, `invalid` with `field` */
  create(group: NewUserGroup): Promise<UserGroup>
  /** What is not named stays. Roles hold, or end, at once. @throws KeywardError `conflict`, `step_up_needed` */
  change(groupId: string, change: Edit<UserGroupChange>): Promise<UserGroup & Versioned>
  /** Takes users in and out in one step. @throws KeywardError `not_found` also for an unknown user, `step_up_needed` */
  changeMembers(groupId: string, change: MemberChange): Promise<UserGroup>
  /** Its members stay users. @throws KeywardError `not_found`, `step_up_needed` */
  delete(groupId: string): Promise<void>
}

interface List<Item> {
  readonly items: readonly Item[]
}

export function createUserGroups(send: Transport): UserGroups {
  const path = (groupId: string) => `/groups/${encodeURIComponent(groupId)}`
  return {
    list: async (account) =>
      (await send<List<ListedUserGroup>>('GET', `/groups${queryOf({ account })}`)).items,
    of: async (userId) =>
      (await send<List<ListedUserGroup>>('GET', `/users/${encodeURIComponent(userId)}/groups`)).items,
    get: (groupId) => send('GET', path(groupId)),
    create: (body) => send('POST', '/groups', { body }),
    change: (groupId, change) => send('PATCH', path(groupId), editCall(change)),
    changeMembers: (groupId, body) => send('PATCH', `${path(groupId)}/members`, { body }),
    delete: (groupId) => send('DELETE', path(groupId)),
  }
}
