/**
 * What somebody with a role may do at a service. A service without rules is open to every good credential; with rules
 * it is open to those whom one of them lets in.
 */
export interface ServiceRule {
  /** 32 lower-case hex digits. */
  readonly id: string
  /** Name of the service in the catalog. */
  readonly service: string
  /** Upper case; empty for all. */
  readonly methods: readonly string[]
  /** As `isPathPattern` wants it. */
  readonly path: string
  /** Name of a role. */
  readonly role: string
}

export const RULE_METHODS: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
