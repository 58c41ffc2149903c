import { queryOptions } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'

/** What the server speaks changes with its version alone: then the page is loaded anew. */
const FOR_EVER = { staleTime: Number.POSITIVE_INFINITY }

export const apisQuery = queryOptions({ queryKey: ['apis'], queryFn: () => api.apis.list(), ...FOR_EVER })

/** Calls with the own keys: what the server counted while the page was elsewhere is asked for again. */
export const ownUseQuery = queryOptions({
  queryKey: ['apis', 'own use'],
  queryFn: () => api.usage.get('30d'),
})

export const describedQuery = (apiId: string) =>
  queryOptions({ queryKey: ['apis', apiId], queryFn: () => api.apis.describe(apiId), ...FOR_EVER })
