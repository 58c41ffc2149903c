import type { Api } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { type Operation, operationsOf, type Right, rightsOf } from './operations.ts'
import { apisQuery, describedQuery } from './queries.ts'

export interface Described {
  readonly api: Api
  readonly operations: readonly Operation[]
  readonly rights: readonly Right[]
}

/** An API with its operations; null when this server has none of that id. */
export function useDescribed(apiId: string): {
  readonly described: Described | null | undefined
  readonly error: unknown
  readonly retry: () => void
} {
  const list = useQuery(apisQuery)
  const api = list.data?.items.find(({ id }) => id === apiId)
  const document = useQuery({ ...describedQuery(apiId), enabled: api !== undefined })
  const retry = () => void (api ? document.refetch() : list.refetch())
  const error = list.error ?? document.error
  if (list.data && !api) return { described: null, error: null, retry }
  if (!api || !document.data) return { described: undefined, error, retry }
  const described = { api, operations: operationsOf(document.data), rights: rightsOf(document.data) }
  return { described, error: null, retry }
}
