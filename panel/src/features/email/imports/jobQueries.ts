import type { Job, JobRow } from '@keyward/sdk'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
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

export const jobQuery = (jobId: string) =>
  queryOptions({
    queryKey: [...JOBS, jobId],
    queryFn: () => unattendedApi.jobs.get(jobId),
    refetchInterval: ({ state: { data } }) => (data && isUnderWay(data) ? FOLLOW_MS : false),
  })

export const ROW_STATES = ['failed', 'done', 'waiting'] as const satisfies readonly JobRow['state'][]

const ROWS_ON_A_PAGE = 100

/** Read anew when the job is another way on: while it runs only rows that are over stay what they are. */
export const jobRowsQuery = ({ id, state: of }: Pick<Job, 'id' | 'state'>, state: JobRow['state'] | null) =>
  infiniteQueryOptions({
    queryKey: [...JOBS, id, 'rows', of, state],
    queryFn: ({ pageParam }) =>
      unattendedApi.jobs.rows(id, {
        limit: ROWS_ON_A_PAGE,
        ...(state !== null && { state }),
        ...(pageParam !== null && { after: pageParam }),
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
