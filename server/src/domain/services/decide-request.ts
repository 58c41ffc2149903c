import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { rulesOf } from './list-services.ts'
import { pathMatcher } from './path-pattern.ts'
import type { ServiceRule } from './service-rule.ts'

/** A request as somebody imagines it. */
export interface ImaginedRequest {
  readonly method: string
  /** As the service's clients send it, from the host on. */
  readonly path: string
  /** Null for somebody with no role at all. */
  readonly role: string | null
}

/**
 * Whether a service would let a request in, and why.
 * `open`: it has no rules. `rule`: this rule lets it in. `role`: rules let it in, but for other roles. `none`: no rule is
 * about this method and path.
 */
export interface Decision {
  readonly allowed: boolean
  readonly reason: 'open' | 'rule' | 'role' | 'none'
  readonly rule: ServiceRule | null
  /** The roles that the request would be let in with. */
  readonly roles: readonly string[]
}

/** @throws DomainError `endpoint.not_found` for a service that the catalog does not have, `actor.forbidden` */
export async function decideRequest(
  deps: Pick<Deps, 'store'>,
  actor: Actor,
  name: string,
  request: ImaginedRequest,
): Promise<Decision> {
  return decide(await rulesOf(deps, actor, name), request)
}

/** What `Protection` does with a good credential, in words. */
export function decide(rules: readonly ServiceRule[], { method, path, role }: ImaginedRequest): Decision {
  if (rules.length === 0) return { allowed: true, reason: 'open', rule: null, roles: [] }
  const about = rules.filter(
    (rule) =>
      (rule.methods.length === 0 || rule.methods.includes(method.toUpperCase())) &&
      pathMatcher(rule.path)(path),
  )
  const roles = [...new Set(about.map((rule) => rule.role))]
  const rule = about.find((one) => one.role === role) ?? null
  if (rule) return { allowed: true, reason: 'rule', rule, roles }
  return { allowed: false, reason: about.length > 0 ? 'role' : 'none', rule: null, roles }
}
