import { othersFirst } from '../../lib/in-turns.ts'
import type { Deps } from '../deps.ts'
import { JOBS_KEPT_MS } from './job.ts'

/** Rows that are one transaction. */
const PORTION = 500

/** Removes jobs that have served their time, and those whose rows were never all stored. */
export async function forgetJobs({ store, clock }: Pick<Deps, 'store' | 'clock'>): Promise<void> {
  const nowMs = clock.now()
  await store.jobs.leaveBefore(nowMs - JOBS_KEPT_MS, nowMs)
  await forgetGivenUp({ store })
}

/** Row by row nobody waits for long, however many there are. What is left by an end in between is found the next time. */
export async function forgetGivenUp({ store }: Pick<Deps, 'store'>): Promise<void> {
  while (await store.transaction((tx) => tx.jobs.forgetSome(PORTION))) await othersFirst()
}
