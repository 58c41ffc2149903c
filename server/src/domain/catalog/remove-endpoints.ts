import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { isOperator } from '../policy.ts'
import type { Stores } from '../store.ts'

/**
 * Removes a service from the catalog, or its endpoint of one region. Returns how many endpoints went.
 * @throws DomainError `endpoint.not_found`, `actor.forbidden`
 */
export function removeEndpoints(deps: Deps, actor: Actor, name: string, region?: string): Promise<number> {
  const work = deps.store.transaction(async (tx) => {
    if (!isOperator(actor)) throw new DomainError('actor.forbidden')
    const removed = await tx.endpoints.delete(name, region?.toUpperCase())
    const forgotten = region === undefined ? await forgetServices(tx, name) : 0
    if (removed + forgotten === 0) throw new DomainError('endpoint.not_found')
    const act = { action: 'endpoint.remove', chain: 'system', target: `service:${name}` }
    const details = { region: region?.toUpperCase() ?? null, endpoints: removed }
    await recordAct(deps, tx, actor, { ...act, details })
    return removed
  })
  return work.finally(() => deps.known.endpointsChanged())
}

/** Also of a service that nothing can be reached of. How many. */
async function forgetServices(tx: Stores, name: string): Promise<number> {
  const services = (await tx.catalog.services()).filter((service) => service.name === name)
  for (const { id } of services) await tx.catalog.deleteService(id)
  return services.length
}
