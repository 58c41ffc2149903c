import type { Actor } from '../actor.ts'
import type { Endpoint } from '../catalog/endpoint.ts'
import { listEndpoints } from '../catalog/list-endpoints.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { isBelow } from './protection.ts'
import { requireServiceKeeper } from './rights.ts'
import type { ServiceRule } from './service-rule.ts'

/** A service of the catalog, and whom it lets in. */
export interface Service {
  readonly name: string
  readonly type: string
  readonly endpoints: readonly Endpoint[]
  /** Without any it is open to every good credential. */
  readonly rules: readonly PlacedRule[]
}

export interface PlacedRule extends ServiceRule {
  /** Endpoints that it lies below; with none it lets nobody in. */
  readonly endpointIds: readonly number[]
}

/**
 * Every service, in the order of the catalog.
 * @throws DomainError `actor.forbidden`
 */
export async function listServices(deps: Pick<Deps, 'store'>, actor: Actor): Promise<readonly Service[]> {
  requireServiceKeeper(actor)
  const rules = await deps.store.serviceRules.list()
  const byName = Map.groupBy(await listEndpoints(deps), ({ name }) => name)
  return [...byName].map(([name, endpoints]) => ({
    name,
    type: endpoints[0]?.type ?? '',
    endpoints,
    rules: rules.filter(({ service }) => service === name).map((rule) => placed(rule, endpoints)),
  }))
}

/** @throws DomainError `endpoint.not_found` for a service that the catalog does not have, `actor.forbidden` */
export async function rulesOf(
  deps: Pick<Deps, 'store'>,
  actor: Actor,
  name: string,
): Promise<readonly PlacedRule[]> {
  const service = (await listServices(deps, actor)).find((one) => one.name === name)
  if (!service) throw new DomainError('endpoint.not_found')
  return service.rules
}

function placed(rule: ServiceRule, endpoints: readonly Endpoint[]): PlacedRule {
  const below = endpoints.filter((endpoint) => isBelow(rule.path, endpoint))
  return { ...rule, endpointIds: below.map(({ id }) => id) }
}
