export interface EndpointRow {
  id: number
  name: string
  type: string
  /** Empty for a service without regions: in a unique constraint a null would differ from every other null. */
  region: string
  /** Empty for none. */
  public_url: string
  internal_url: string | null
  admin_url: string | null
  /** JSON, a name for each interface that has one. */
  labels: string | null
}

export interface CatalogServiceRow {
  id: string
  name: string
  type: string
  description: string
}

export interface RegionRow {
  id: string
  description: string
  parent_id: string | null
}

export interface ServiceRuleRow {
  id: string
  service: string
  /** Separated by spaces; empty for all. */
  methods: string
  path: string
  role: string
}
