import type { ManagedUser } from '@keyward/sdk'
import { AskedAct } from './AskedAct.tsx'
import type { BulkKind } from './acts.ts'
import { Outcomes } from './Outcomes.tsx'
import { Running } from './Running.tsx'
import { useBulk } from './useBulk.ts'

interface Props {
  readonly kind: BulkKind
  readonly users: readonly ManagedUser[]
  /** All of it was done; what stays open shows what was not. */
  readonly onOver: () => void
  /** Closed after something was done. */
  readonly onClose: () => void
  /** Closed before anything was. */
  readonly onCancel: () => void
}

/** An act on many users: what it will do and to whom, how far it is, how each one came out. */
export function BulkDialog({ kind, users, onOver, onClose, onCancel }: Props) {
  const bulk = useBulk(onOver)
  const { progress } = bulk
  if (bulk.busy && progress !== null) return <Running progress={progress} onStop={bulk.stop} />
  if (progress !== null) return <Outcomes progress={progress} onGoOn={bulk.goOn} onClose={onClose} />
  return <AskedAct kind={kind} users={users} busy={bulk.busy} onStart={bulk.start} onClose={onCancel} />
}
