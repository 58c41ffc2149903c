import type { UserFilter } from '@keyward/sdk'
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'

/** Everything that is known of users: an act on one of them makes all of it old. */
export const USERS = ['users'] as const

export const USER_PAGES = [...USERS, 'page'] as const

export const usersQuery = (filter: UserFilter) =>
  infiniteQueryOptions({
    queryKey: [...USER_PAGES, filter],
    queryFn: ({ pageParam }) =>
      api.users.list({ ...filter, ...(pageParam !== null && { after: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })

export const userQuery = (userId: string) =>
  queryOptions({ queryKey: [...USERS, 'one', userId], queryFn: () => api.users.get(userId) })

export const rolesOfQuery = (userId: string) =>
  queryOptions({ queryKey: [...USERS, 'roles', userId], queryFn: () => api.roles.of(userId) })

/** The most that one question answers with. */
const PAGE = 100

/** Those of an account among whom somebody can be chosen: the first ones whom a text finds. */
export const colleaguesQuery = (account: string, text: string) =>
  queryOptions({
    queryKey: [...USERS, 'colleagues', account, text],
    queryFn: () => api.users.list({ account, state: 'active', limit: PAGE, ...(text !== '' && { text }) }),
    placeholderData: keepPreviousData,
  })

export const rightsQuery = (userId: string) =>
  queryOptions({ queryKey: [...USERS, 'rights', userId], queryFn: () => api.roles.rights(userId) })

export const credentialsOfQuery = (userId: string) =>
  queryOptions({
    queryKey: [...USERS, 'credentials', userId],
    queryFn: () => api.users.applicationCredentials(userId),
  })

export const factorsOfQuery = (userId: string) =>
  queryOptions({ queryKey: [...USERS, 'factors', userId], queryFn: () => api.secondFactors.of(userId) })

/** Of an account, those who can act as owners now. */
export const ownersQuery = (account: string) =>
  queryOptions({
    queryKey: [...USERS, 'owners', account],
    queryFn: () => api.users.list({ account, role: 'identity:user-admin', state: 'active', limit: PAGE }),
  })

/** How many a filter finds, on all pages. */
export const countQuery = (filter: UserFilter) =>
  queryOptions({
    queryKey: [...USERS, 'count', filter],
    queryFn: async () => (await api.users.list({ ...filter, count: true, limit: 1 })).total ?? 0,
  })

export const rolesQuery = queryOptions({ queryKey: ['roles'], queryFn: () => api.roles.list() })
