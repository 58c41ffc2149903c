/** A service of the catalog, whether or not it can be reached anywhere. */
export interface CatalogService {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly description: string
}
