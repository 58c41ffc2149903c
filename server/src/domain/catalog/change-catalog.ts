import type { Actor } from '../actor.ts'
import type { AuditEvent } from '../audit/entry.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { requireServiceKeeper } from '../services/rights.ts'
import type { Stores } from '../store.ts'

type Record = (action: string, target: string, details: AuditEvent['details']) => Promise<void>

/**
 * One change of the catalog by an operator, in one transaction with its audit entry; those who change it take turns.
 * What was remembered of the catalog is forgotten before this resolves.
 * @throws DomainError `actor.forbidden`; whatever `work` throws
 */
export function changeCatalog<T>(
  deps: Deps,
  actor: Actor,
  work: (tx: Stores, record: Record) => Promise<T>,
): Promise<T> {
  const done = deps.store.transaction(async (tx) => {
    requireServiceKeeper(actor)
    await tx.catalog.hold()
    return work(tx, (action, target, details) =>
      recordAct(deps, tx, actor, { action, chain: 'system', target, details }),
    )
  })
  return done.finally(() => deps.known.endpointsChanged())
}
