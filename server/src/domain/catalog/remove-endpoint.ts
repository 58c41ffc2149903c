import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { isOperator } from '../policy.ts'

/**
 * Removes one endpoint from the catalog.
 * @throws DomainError `endpoint.not_found`, `actor.forbidden`
 */
export function removeEndpoint(deps: Deps, actor: Actor, id: number): Promise<void> {
  const work = deps.store.transaction(async (tx) => {
    if (!isOperator(actor)) throw new DomainError('actor.forbidden')
    const removed = await tx.endpoints.deleteOne(id)
    if (!removed) throw new DomainError('endpoint.not_found')
    const { name, region } = removed
    const act = { action: 'endpoint.remove', chain: 'system', target: `service:${name}` }
    await recordAct(deps, tx, actor, { ...act, details: { region, endpoints: 1 } })
  })
  return work.finally(() => deps.known.endpointsChanged())
}
