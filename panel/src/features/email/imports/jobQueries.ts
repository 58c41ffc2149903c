import type { Job } from '@keyward/sdk'
import { infiniteQueryOptions } from '@tanstack/react-query'
import { unattendedApi } from '../../../lib/api.ts'
import { EMAIL } from '../queries.ts'

const JOBS = [...EMAIL, 'jobs'] as const
const PAGE = 20
/** How often a job that is under way is asked about, ms. */
const FOLLOW_MS = 1_000

export const isUnderWay = ({ state }: Job): boolean => state === 'waiting' || state === 'running'

/** Asked again and again while one is under way: nobody stays signed in by that. */
export const jobsQuery = infiniteQueryOptions({
  queryKey: JOBS,
  queryFn: ({ pageParam }) =>
    unattendedApi.jobs.list({ limit: PAGE, ...(pageParam !== null && { after: pageParam }) }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
  refetchInterval: ({ state }) =>
    state.data?.pages.some(({ items }) => items.some(isUnderWay)) ? FOLLOW_MS : false,
})
