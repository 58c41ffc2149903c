import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { changeCatalog } from './change-catalog.ts'

/**
 * Removes one endpoint from the catalog.
 * @throws DomainError `endpoint.not_found`, `actor.forbidden`
 */
export function removeEndpoint(deps: Deps, actor: Actor, id: number): Promise<void> {
  return changeCatalog(deps, actor, async (tx, record) => {
    const removed = await tx.endpoints.deleteOne(id)
    if (!removed) throw new DomainError('endpoint.not_found')
    await record('endpoint.remove', `service:${removed.name}`, { region: removed.region, endpoints: 1 })
  })
}
