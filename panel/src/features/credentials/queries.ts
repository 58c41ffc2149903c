import { queryOptions } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'

export const OWN_CREDENTIALS = ['ownCredentials'] as const

export const ownCredentialsQuery = queryOptions({
  queryKey: OWN_CREDENTIALS,
  queryFn: () => api.users.applicationCredentials('me'),
})

/** The roles that one has and can hand on. */
export const ownRolesQuery = queryOptions({
  queryKey: ['ownRoles'],
  queryFn: async () => (await api.roles.of('me')).filter(({ source }) => source !== null),
})

export const pinQuery = queryOptions({ queryKey: ['supportPin'], queryFn: () => api.support.pinState() })
