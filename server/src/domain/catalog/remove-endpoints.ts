import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { isOperator } from '../policy.ts'

/**
 * Removes a service from the catalog, or its endpoint of one region. Returns how many endpoints went.
 * @throws DomainError `endpoint.not_found`, `actor.forbidden`
 */
export function removeEndpoints(deps: Deps, actor: Actor, name: string, region?: string): Promise<number> {
  const work = deps.store.transaction(async (tx) => {
    if (!isOperator(actor)) throw new DomainError('actor.forbidden')
    const removed = await tx.endpoints.delete(name, region?.toUpperCase())
    if (removed === 0) throw new DomainError('endpoint.not_found')
    const act = { action: 'endpoint.remove', chain: 'system', target: `service:${name}` }
    const details = { region: region?.toUpperCase() ?? null, endpoints: removed }
    await recordAct(deps, tx, actor, { ...act, details })
    return removed
  })
  return work.finally(() => deps.known.endpointsChanged())
}
