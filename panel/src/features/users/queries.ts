import type { UserFilter } from '@keyward/sdk'
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'

/** Everything that is known of users: an act on one of them makes all of it old. */
export const USERS = ['users'] as const

export const usersQuery = (filter: UserFilter) =>
  infiniteQueryOptions({
    queryKey: [...USERS, 'page', filter],
    queryFn: ({ pageParam }) =>
      api.users.list({ ...filter, ...(pageParam !== null && { after: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })

export const rolesQuery = queryOptions({ queryKey: ['roles'], queryFn: () => api.roles.list() })
