import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { announce } from '../../lib/announce.ts'
import { api } from '../../lib/api.ts'
import { sessionQuery } from '../../lib/session.ts'

export const factorsQuery = queryOptions({
  queryKey: ['second-factors'],
  queryFn: () => api.secondFactors.get(),
})

/** Says what was changed, and asks anew for what may be different now: who signs in how is in the session, too. */
export function useChanged(): (said: string) => Promise<void> {
  const queries = useQueryClient()
  return useCallback(
    async (said) => {
      announce(said)
      await Promise.all([
        queries.invalidateQueries({ queryKey: factorsQuery.queryKey }),
        queries.invalidateQueries({ queryKey: sessionQuery.queryKey }),
      ])
    },
    [queries],
  )
}
