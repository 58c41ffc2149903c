import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Stores } from '../store.ts'
import { changeCatalog } from './change-catalog.ts'

/**
 * Removes a service from the catalog, or its endpoint of one region. Returns how many endpoints went.
 * @throws DomainError `endpoint.not_found`, `actor.forbidden`
 */
export function removeEndpoints(deps: Deps, actor: Actor, name: string, region?: string): Promise<number> {
  return changeCatalog(deps, actor, async (tx, record) => {
    const removed = await tx.endpoints.delete(name, region?.toUpperCase())
    const forgotten = region === undefined ? await forgetServices(tx, name) : 0
    if (removed + forgotten === 0) throw new DomainError('endpoint.not_found')
    const details = { region: region?.toUpperCase() ?? null, endpoints: removed }
    await record('endpoint.remove', `service:${name}`, details)
    return removed
  })
}

/** Also of a service that nothing can be reached of. How many. */
async function forgetServices(tx: Stores, name: string): Promise<number> {
  const services = (await tx.catalog.services()).filter((service) => service.name === name)
  for (const { id } of services) await tx.catalog.deleteService(id)
  return services.length
}
