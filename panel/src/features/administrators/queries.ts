import { queryOptions } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'

export const administratorsQuery = queryOptions({
  queryKey: ['administrators'],
  queryFn: () => api.administrators.list(),
})
