import type { UserActor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { type Job, targetOf } from './job.ts'
import { findJob } from './read-jobs.ts'

/** Leaves the rest of a job undone; what is done stays. @throws DomainError `job.over`; as `findJob` */
export function cancelJob(deps: Deps, actor: UserActor, id: string): Promise<Job> {
  const endedAtMs = deps.clock.now()
  return turn(deps, actor, id, 'job.cancel', ['waiting', 'running'], { state: 'cancelled', endedAtMs })
}

/** Goes on with what was left undone, in the name of who says so. @throws DomainError `job.over`; as `findJob` */
export function resumeJob(deps: Deps, actor: UserActor, id: string): Promise<Job> {
  const to = { state: 'waiting', endedAtMs: null, userId: actor.userId } as const
  return turn(deps, actor, id, 'job.resume', ['cancelled', 'stopped'], to)
}

function turn(
  deps: Deps,
  actor: UserActor,
  id: string,
  action: string,
  from: readonly Job['state'][],
  to: Pick<Job, 'state' | 'endedAtMs'> & { readonly userId?: string },
): Promise<Job> {
  return deps.store.transaction(async (tx) => {
    const job = await findJob(tx, actor, actor.accountId, id)
    if (!(await tx.jobs.turn(id, from, to))) throw new DomainError('job.over')
    await recordAct(deps, tx, actor, {
      action,
      chain: job.accountId,
      target: targetOf(job),
      details: { jobId: id },
    })
    return { ...job, ...to }
  })
}
