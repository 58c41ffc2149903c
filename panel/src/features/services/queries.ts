import { queryOptions } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'

/** Services with endpoints and rules as operators see them. */
export const servicesQuery = queryOptions({ queryKey: ['services'], queryFn: () => api.services.list() })

export const rolesQuery = queryOptions({ queryKey: ['roles'], queryFn: () => api.roles.list() })
