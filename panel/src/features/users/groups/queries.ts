import { queryOptions } from '@tanstack/react-query'
import { api } from '../../../lib/api.ts'
import { USERS } from '../queries.ts'

/**
 * What groups give is part of what is known of users: a change of either makes both old.
 * @param account empty for the own one
 */
export const groupsQuery = (account: string) =>
  queryOptions({
    queryKey: [...USERS, 'groups in', account],
    queryFn: () => api.groups.list(account === '' ? undefined : account),
  })

export const groupQuery = (groupId: string) =>
  queryOptions({ queryKey: [...USERS, 'groups', groupId], queryFn: () => api.groups.get(groupId) })

export const groupsOfQuery = (userId: string) =>
  queryOptions({ queryKey: [...USERS, 'groups of', userId], queryFn: () => api.groups.of(userId) })
