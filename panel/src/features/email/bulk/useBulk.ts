import type { Job } from '@keyward/sdk'
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { announce } from '../../../lib/announce.ts'
import { api, unattendedApi } from '../../../lib/api.ts'
import { lastDone, tellDone } from '../../../lib/lastDone.ts'
import { t } from '../../../lib/messages/index.ts'
import { useAct } from '../../../lib/useAct.ts'
import { isUnderWay } from '../imports/jobQueries.ts'
import { EMAIL } from '../queries.ts'
import { type BulkAct, type BulkTarget, kindOf, requestFor, undoOf } from './target.ts'

/** How often a job is asked about, ms. */
const FOLLOW_MS = 500

/** Not of `EMAIL`: what it has changed is old when it is over, and it is not. */
const jobQuery = (id: string | null) =>
  queryOptions({
    queryKey: ['mailJob', id],
    queryFn: () => unattendedApi.jobs.get(id ?? ''),
    enabled: id !== null,
    refetchInterval: ({ state: { data } }) => (data === undefined || isUnderWay(data) ? FOLLOW_MS : false),
  })

/** An act on many mailboxes, done by the server; followed as long as somebody looks. @param onOver all of it is done */
export function useBulk(act: BulkAct, target: BulkTarget, onOver: () => void) {
  const queries = useQueryClient()
  const [id, setId] = useState<string | null>(null)
  const { data: job = null } = useQuery(jobQuery(id))
  const start = useAct(async (quotaMb: number | null) => {
    lastDone.set(null)
    setId((await api.jobs.start(requestFor(act, target, quotaMb))).id)
  })
  const cancel = useAct(async () => {
    if (job) queries.setQueryData(jobQuery(job.id).queryKey, await api.jobs.cancel(job.id))
  })
  const told = useRef<string | null>(null)
  useEffect(() => {
    if (!job || isUnderWay(job) || told.current === job.id) return
    told.current = job.id
    tellOf(act, job)
    void queries.invalidateQueries({ queryKey: EMAIL })
    if (job.state === 'done' && job.failed === 0) onOver()
  }, [job, act, queries, onOver])
  return { job, id, start, cancel }
}

function tellOf(act: BulkAct, job: Job): void {
  const { id, done, total } = job
  if (done > 0) {
    const back = undoOf(act)
    const undo = back && { undo: () => undoJob(back, id) }
    tellDone({ text: t(`mailBulk.done.${act}`, { count: done }), ...undo })
  }
  if (done < total) announce(t('mailBulk.progress', { done, count: total }))
}

/** Takes back what a job has changed. @throws when not all of it could be */
async function undoJob(back: BulkAct, jobId: string): Promise<void> {
  let job = await api.jobs.start({ kind: kindOf(back), job: jobId })
  while (isUnderWay(job)) {
    await new Promise((resolve) => setTimeout(resolve, FOLLOW_MS))
    job = await unattendedApi.jobs.get(job.id)
    lastDone.set({ text: t('mailBulk.progress', { done: job.done, count: job.total }) })
  }
  if (job.done < job.total) throw new Error(t('mailBulk.progress', { done: job.done, count: job.total }))
}
