import type { Actor, UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { isStaff, mayAssist } from '../policy.ts'
import { managesUsers, requireManagedAccount } from '../users/managing.ts'
import { readUser } from '../users/read-user.ts'
import type { User } from '../users/user.ts'
import type { Group } from './group.ts'
import { managedGroup } from './rights.ts'
import type { GroupMember, ListedGroup } from './stores.ts'

/** The groups of an account, by name. @throws DomainError `account.not_found`, `actor.forbidden` */
export async function listGroups(
  { store }: Pick<Deps, 'store'>,
  actor: Actor,
  accountId: string,
): Promise<readonly ListedGroup[]> {
  await requireManagedAccount(store, actor, accountId)
  return store.groups.list({ accountId })
}

/** Every group that an actor may manage, and for those who manage nobody their own. */
export async function groupsInSight(
  { store }: Pick<Deps, 'store'>,
  actor: UserActor,
): Promise<readonly Group[]> {
  const { accountId, userId } = actor
  const of = isStaff(actor) ? {} : managesUsers(actor) ? { accountId } : { userId }
  return (await store.groups.list(of)).map(({ group }) => group)
}

/** The groups that a user is in, by name. @throws DomainError `user.not_found`, `actor.forbidden` */
export async function groupsOfUser(
  { store }: Pick<Deps, 'store'>,
  actor: Actor,
  userId: string,
): Promise<readonly ListedGroup[]> {
  const user = await readUser({ store }, actor, userId)
  return store.groups.list({ userId: user.id })
}

export interface GroupWithMembers {
  readonly group: Group
  readonly members: readonly GroupMember[]
}

/** @throws DomainError `group.not_found`, `actor.forbidden` */
export async function readGroup(
  { store }: Pick<Deps, 'store'>,
  actor: Actor,
  groupId: string,
): Promise<GroupWithMembers> {
  const group = await managedGroup(store, actor, groupId)
  return { group, members: await store.groups.members(group.id) }
}

/** Users to read at a time. */
const CHUNK_USERS = 1_000

/** Those members whom the actor may look at, by name. @throws DomainError `group.not_found`, `actor.forbidden` */
export async function membersInSight(
  { store }: Pick<Deps, 'store'>,
  actor: Actor,
  groupId: string,
): Promise<readonly User[]> {
  const ids = (await readGroup({ store }, actor, groupId)).members.map(({ id }) => id)
  const users: User[] = []
  for (let at = 0; at < ids.length; at += CHUNK_USERS) {
    users.push(...(await store.users.list({ ids: ids.slice(at, at + CHUNK_USERS) })))
  }
  const byId = new Map(users.map((user) => [user.id, user]))
  return ids.flatMap((id) => byId.get(id) ?? []).filter((user) => mayAssist(actor, user))
}
