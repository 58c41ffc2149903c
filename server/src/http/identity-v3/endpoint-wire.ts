import type { CatalogService } from '../../domain/catalog/catalog-service.ts'
import { type Endpoint, serviceIdOf } from '../../domain/catalog/endpoint.ts'
import { type InterfaceName, interfaceId, interfacesOf, labelOf } from '../../domain/catalog/interfaces.ts'
import type { Region } from '../../domain/catalog/region.ts'

/** One interface of a place, its address as it is stored. */
export function endpointToWire(place: Endpoint, side: InterfaceName, publicUrl: string) {
  const id = interfaceId(place, side)
  const { region } = place
  const label = labelOf(place, side)
  return {
    id,
    service_id: place.serviceId ?? serviceIdOf(place),
    interface: side,
    region,
    region_id: region,
    url: interfacesOf(place).find(({ name }) => name === side)?.url ?? '',
    enabled: true,
    ...(label !== '' && { name: label }),
    links: { self: `${publicUrl}/v3/endpoints/${id}` },
  }
}

export function serviceToWire({ id, name, type, description }: CatalogService, publicUrl: string) {
  return { id, name, type, description, enabled: true, links: { self: `${publicUrl}/v3/services/${id}` } }
}

export function regionToWire({ id, description, parentId }: Region, publicUrl: string) {
  return { id, description, parent_region_id: parentId, links: { self: `${publicUrl}/v3/regions/${id}` } }
}
