import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query'
import { api } from '../../../lib/api.ts'
import { EMAIL } from '../queries.ts'

export const aliasesQuery = (filter: { readonly text?: string; readonly member?: string }) =>
  infiniteQueryOptions({
    queryKey: [...EMAIL, 'aliases', filter],
    queryFn: ({ pageParam }) =>
      api.aliases.list({ ...filter, limit: 100, ...(pageParam !== null && { after: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })
