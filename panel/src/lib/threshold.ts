import { queryOptions } from '@tanstack/react-query'
import { api } from './api.ts'

/** From how many calls on the owners of the account want to know; for those who manage it. */
export const thresholdQuery = queryOptions({
  queryKey: ['usage', 'threshold'],
  queryFn: () => api.usage.threshold(),
})
