/** An entry of the service catalog. */
export interface Endpoint {
  readonly id: number
  readonly name: string
  readonly type: string
  readonly region: string | null
  readonly publicUrl: string
}

/** An endpoint as operators see it: `%(tenant_id)s` in addresses stands for the account number. */
export interface ServiceEndpoint extends Endpoint {
  readonly internalUrl: string | null
}

/** Lets a role use a service, or a part of it. */
export interface ServiceRule {
  readonly id: string
  readonly service: string
  /** Empty for all. */
  readonly methods: readonly string[]
  /** `*` and `{name}` stand for one segment, `**` for any depth. */
  readonly path: string
  readonly role: string
}

export interface PlacedServiceRule extends ServiceRule {
  /** Endpoints that it lies below; with none it lets nobody in. */
  readonly endpointIds: readonly number[]
}

/** A service of the catalog, and whom it lets in behind forward-auth. */
export interface Service {
  readonly name: string
  readonly type: string
  readonly endpoints: readonly ServiceEndpoint[]
  /** Without any, every good credential is let in. */
  readonly rules: readonly PlacedServiceRule[]
}

export interface NewEndpoint {
  readonly name: string
  readonly type: string
  /** Without one the service has no regions. */
  readonly region?: string
  readonly publicUrl: string
  readonly internalUrl?: string
}

export interface NewServiceRule {
  readonly role: string
  /** All when left out. */
  readonly methods?: readonly string[]
  /** Every path when left out. */
  readonly path?: string
}

/** A request as somebody imagines it: `GET /` of somebody without a role, unless told otherwise. */
export interface ImaginedRequest {
  readonly method?: string
  readonly path?: string
  readonly role?: string
}

export interface ServiceDecision {
  readonly allowed: boolean
  /**
   * No rules at all; a rule lets it in; rules for other roles only; no rule for this method and path; a path that could
   * mean two things.
   */
  readonly reason: 'open' | 'rule' | 'role' | 'none' | 'malformed'
  /** The rule that lets it in. */
  readonly rule: ServiceRule | null
  /** Roles that would be let in. */
  readonly roles: readonly string[]
}
