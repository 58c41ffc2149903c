import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query'
import { api } from '../../../lib/api.ts'
import { EMAIL } from '../queries.ts'

export const aliasesQuery = (text: string) =>
  infiniteQueryOptions({
    queryKey: [...EMAIL, 'aliases', text],
    queryFn: ({ pageParam }) =>
      api.aliases.list({ text, limit: 100, ...(pageParam !== null && { after: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })
