import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from './api.ts'

/** The most that one answer holds. */
const MOST = 100

const namesQuery = queryOptions({
  queryKey: ['domainNames'],
  queryFn: () => api.domains.list({ limit: MOST }),
  staleTime: 0,
})

/**
 * Which of the names that were typed are, and become, no domain of the account; none where there are too many domains to
 * know them all.
 */
export function useUnknownDomains(typed: readonly string[]): readonly string[] {
  const { data } = useQuery({ ...namesQuery, enabled: typed.length > 0 })
  if (!data || data.total > data.items.length) return []
  // What is typed half is not told of yet.
  return typed.filter((typing) => !data.items.some(({ name }) => name.startsWith(typing.toLowerCase())))
}
