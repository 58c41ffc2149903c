import type { CatalogService } from './catalog-service.ts'
import type { Endpoint } from './endpoint.ts'
import type { Region } from './region.ts'

export interface EndpointStore {
  /** @throws DomainError `endpoint.exists` for the same name, type and region. */
  insert(endpoint: Omit<Endpoint, 'id'>): Promise<Endpoint>
  /** Replaces all that is known of it. @throws DomainError `endpoint.exists` */
  update(endpoint: Endpoint): Promise<void>
  /** What clients are told: those with a public address. */
  list(): Promise<readonly Endpoint[]>
  /** All of them. */
  places(): Promise<readonly Endpoint[]>
  /** Removes all endpoints of a service, or those of one region. How many. */
  delete(name: string, region?: string): Promise<number>
  /** What it was; null when there is no such endpoint. */
  deleteOne(id: number): Promise<Endpoint | null>
}

/** What is known of services and regions beyond the endpoints. */
export interface CatalogStore {
  /** Makes those who change the catalog take turns until the transaction ends. */
  hold(): Promise<void>
  /** By name and type. */
  services(): Promise<readonly CatalogService[]>
  /** Makes or replaces the one with this id. @throws DomainError `endpoint.exists` for a name and type that are taken */
  putService(service: CatalogService): Promise<void>
  deleteService(id: string): Promise<void>
  /** By id. */
  regions(): Promise<readonly Region[]>
  /** Makes or replaces the one with this id. */
  putRegion(region: Region): Promise<void>
  deleteRegion(id: string): Promise<void>
}
