import { randomUUID } from 'node:crypto'
import type { Store } from '../../server/src/domain/store.ts'

interface WithStore {
  readonly deps: { readonly store: Pick<Store, 'groups'> }
}

/** The id of a new group of readers with this member. */
export async function addGroup(
  { deps: { store } }: WithStore,
  member: { readonly accountId: string; readonly userId: string },
): Promise<string> {
  const id = randomUUID().replaceAll('-', '')
  const { accountId, userId } = member
  const group = { id, accountId, name: id, description: '', roles: ['reader'], createdAtMs: 1 }
  await store.groups.insert(group)
  await store.groups.changeMembers(group, { add: [userId], remove: [] })
  return id
}
