import { queryOptions } from '@tanstack/react-query'
import { api } from './api.ts'

/** The services that the same key opens. */
export const catalogQuery = queryOptions({ queryKey: ['catalog'], queryFn: () => api.catalog.list() })
