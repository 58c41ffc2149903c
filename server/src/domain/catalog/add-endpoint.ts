import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import type { Stores } from '../store.ts'
import { catalogRegions } from './catalog-regions.ts'
import { keepServiceId } from './catalog-services.ts'
import { changeCatalog } from './change-catalog.ts'
import { checkUrl, checkWord } from './checks.ts'
import type { Endpoint } from './endpoint.ts'
import { sameRegion } from './region.ts'

export type NewEndpoint = Omit<Endpoint, 'id'>

/**
 * Adds an endpoint to the catalog that logins return.
 * @throws DomainError `endpoint.exists`, `actor.forbidden`, `input.invalid`
 */
export function addEndpoint(deps: Deps, actor: Actor, given: NewEndpoint): Promise<Endpoint> {
  return changeCatalog(deps, actor, async (tx, record) => {
    const endpoint = checkEndpoint(given)
    await keepServiceId(deps, tx, endpoint)
    const added = await tx.endpoints.insert({ ...endpoint, region: await spelt(tx, endpoint.region) })
    const { name, type, region, publicUrl, internalUrl } = added
    await record('endpoint.add', `endpoint:${added.id}`, { name, type, region, publicUrl, internalUrl })
    return added
  })
}

function checkEndpoint(given: NewEndpoint): NewEndpoint {
  for (const field of ['name', 'type', 'region'] as const) {
    const word = given[field]
    if (word !== null) checkWord(field, word)
  }
  return {
    ...given,
    publicUrl: checkUrl('publicUrl', given.publicUrl),
    internalUrl: given.internalUrl === null ? null : checkUrl('internalUrl', given.internalUrl),
  }
}

/** A region as it is written already; a new one in upper case. */
async function spelt(tx: Stores, region: string | null): Promise<string | null> {
  if (region === null) return null
  const known = (await catalogRegions(tx)).find(({ id }) => sameRegion(id, region))
  return known?.id ?? region.toUpperCase()
}
