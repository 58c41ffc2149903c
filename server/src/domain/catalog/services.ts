import type { Endpoint } from './endpoint.ts'
import { sameRegion } from './region.ts'

/** A service and where it can be reached. */
export interface Service {
  readonly name: string
  readonly type: string
  readonly endpoints: readonly Endpoint[]
}

/** Groups endpoints by name and type, in the order in which the services first appear. */
export function servicesOf(endpoints: readonly Endpoint[]): readonly Service[] {
  const services = new Map<string, Service & { endpoints: Endpoint[] }>()
  for (const endpoint of endpoints) {
    const { name, type } = endpoint
    const slot = `${name} ${type}`
    const service = services.get(slot) ?? { name, type, endpoints: [] }
    services.set(slot, service)
    service.endpoints.push(endpoint)
  }
  return [...services.values()]
}

/** The region a user works in unless told otherwise: the user's own, else the first of the catalog. */
export function defaultRegionOf(
  user: { readonly defaultRegion: string | null },
  endpoints: readonly Endpoint[],
): string | null {
  return user.defaultRegion ?? endpoints.find(({ region }) => region !== null)?.region ?? null
}

/** The endpoint of a service for somebody in a region: there, else one without region, else the first. */
export function endpointFor(endpoints: readonly Endpoint[], region: string | null): Endpoint | undefined {
  return (
    endpoints.find((endpoint) => sameRegion(endpoint.region, region)) ??
    endpoints.find((endpoint) => endpoint.region === null) ??
    endpoints[0]
  )
}
