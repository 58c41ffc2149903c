import { isUnderWay } from '../imports/jobQueries.ts'
import { AskedAct } from './AskedAct.tsx'
import { Outcomes } from './Outcomes.tsx'
import { Running } from './Running.tsx'
import type { BulkAct, BulkTarget } from './target.ts'
import { useBulk } from './useBulk.ts'

interface Props {
  readonly act: BulkAct
  readonly target: BulkTarget
  /** Closed after something was begun. */
  readonly onClose: () => void
  /** Closed before anything was. */
  readonly onCancel: () => void
}

/** An act on many mailboxes: what it will do and to which, how far it is, how each one came out. */
export function BulkDialog({ act, target, onClose, onCancel }: Props) {
  const bulk = useBulk(act, target, onClose)
  const { job, id, start, cancel } = bulk
  if (id === null) return <AskedAct act={act} target={target} start={start} onClose={onCancel} />
  if (job && !isUnderWay(job)) {
    const isAllDone = job.state === 'done' && job.failed === 0
    return isAllDone ? null : <Outcomes job={job} onClose={onClose} />
  }
  return <Running act={act} count={target.count} job={job} cancel={cancel} onClose={onClose} />
}
