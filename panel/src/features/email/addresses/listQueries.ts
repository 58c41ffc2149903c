import type { AddressFilter } from '@keyward/sdk'
import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query'
import { api } from '../../../lib/api.ts'
import { EMAIL } from '../queries.ts'

export const listsQuery = (filter: AddressFilter) =>
  infiniteQueryOptions({
    queryKey: [...EMAIL, 'lists', filter],
    queryFn: ({ pageParam }) =>
      api.lists.list({ ...filter, limit: 100, ...(pageParam !== null && { after: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })
