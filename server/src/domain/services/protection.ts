import type { Endpoint } from '../catalog/endpoint.ts'
import { pathMatcher, reachesBelow } from './path-pattern.ts'
import { hasParameters } from './request-path.ts'
import type { ServiceRule } from './service-rule.ts'

/** A request to a service behind a proxy, as far as the proxy told. */
export interface ServiceRequest {
  readonly method: string | null
  /** Lower case, with the port unless it goes without saying. */
  readonly host: string | null
  readonly path: string | null
}

interface Place {
  readonly endpoint: Endpoint
  /** With the port unless it goes without saying. */
  readonly host: string
  /** What the path begins with, up to the account number; without a slash at the end. */
  readonly base: string
}

interface Rule extends ServiceRule {
  readonly matches: (path: string) => boolean
}

/**
 * Whether somebody may send a request, and why.
 * `open`: nothing is ruled there. `rule`: this rule lets it in. `role`: rules let it in, but for other roles. `none`: no
 * rule is about this method and path. `malformed`: the path could mean two things, so rules cannot speak of it.
 */
export interface Decision {
  readonly allowed: boolean
  readonly reason: 'open' | 'rule' | 'role' | 'none' | 'malformed'
  readonly rule: ServiceRule | null
  /** The roles that the request would be let in with. */
  readonly roles: readonly string[]
}

export const MALFORMED: Decision = { allowed: false, reason: 'malformed', rule: null, roles: [] }

/** Of a host with rules, where no service is: nobody is let in. */
const NOBODY: readonly Rule[] = []

/** Which service a request goes to, and whom its rules let in. */
export class Protection {
  readonly #places: readonly Place[]
  readonly #rules = new Map<string, Rule[]>()
  /** Without ports. */
  readonly #ruledHosts: ReadonlySet<string>

  constructor(endpoints: readonly Endpoint[], rules: readonly ServiceRule[]) {
    this.#places = endpoints.flatMap(placesOf).sort((left, right) => right.base.length - left.base.length)
    for (const rule of rules) {
      const known = this.#rules.get(rule.service) ?? []
      this.#rules.set(rule.service, known)
      known.push({ ...rule, matches: pathMatcher(rule.path) })
    }
    const ruled = this.#places.filter(({ endpoint }) => this.#rules.has(endpoint.name))
    this.#ruledHosts = new Set(ruled.map(({ host }) => withoutPort(host)))
  }

  /** False while nothing is asked of anybody but a good credential. */
  get hasRules(): boolean {
    return this.#rules.size > 0
  }

  /**
   * The service with the longest beginning of the path; null when the catalog has none there. A port that no service
   * has says nothing: proxies let the client name any.
   */
  serviceAt({ host, path }: ServiceRequest): Endpoint | null {
    if (host === null || path === null) return null
    const here = this.#places.filter(({ base }) => begins(path, base))
    const name = withoutPort(host)
    const place = here.find((one) => one.host === host) ?? here.find((one) => withoutPort(one.host) === name)
    return place?.endpoint ?? null
  }

  /** Whether a service with rules has an address on this host, at any port. */
  #hasRulesAt(host: string | null): boolean {
    return host !== null && this.#ruledHosts.size > 0 && this.#ruledHosts.has(withoutPort(host))
  }

  /** Whether the path has parameters where rules look at it: the service may route it like another one. */
  isUnclear({ host, path }: ServiceRequest): boolean {
    return hasParameters(path) && this.#hasRulesAt(host)
  }

  /** Where clients of a service send this path: a host that has the service there, else any host of it. */
  hostOf(service: string, path: string): string | null {
    const places = this.#places.filter(({ endpoint }) => endpoint.name === service)
    return (places.find(({ base }) => begins(path, base)) ?? places[0])?.host ?? null
  }

  /** Whether somebody with these roles may send the request. A request whose method is not told may do nothing more than any. */
  allows(request: ServiceRequest, roles: readonly string[]): boolean {
    const rules = this.#rulesFor(request)
    return rules === null || rules.some((rule) => roles.includes(rule.role) && isAbout(rule, request))
  }

  /** The same for a single role, in words. */
  decide(request: ServiceRequest, role: string | null): Decision {
    if (this.isUnclear(request)) return MALFORMED
    const rules = this.#rulesFor(request)
    if (rules === null) return { allowed: true, reason: 'open', rule: null, roles: [] }
    const about = rules.filter((rule) => isAbout(rule, request))
    const roles = [...new Set(about.map((rule) => rule.role))]
    const found = about.find((rule) => rule.role === role)
    if (!found) return { allowed: false, reason: about.length > 0 ? 'role' : 'none', rule: null, roles }
    const { matches: _, ...rule } = found
    return { allowed: true, reason: 'rule', rule, roles }
  }

  /**
   * Those that one must let the request in; null where nothing is ruled. Beside the addresses of a service with rules
   * nobody is let in, or whoever finds the service under another path would be past its rules.
   */
  #rulesFor(request: ServiceRequest): readonly Rule[] | null {
    if (!this.hasRules) return null
    if (this.isUnclear(request)) return NOBODY
    const service = this.serviceAt(request)
    if (service) return this.#rules.get(service.name) ?? null
    return this.#hasRulesAt(request.host) ? NOBODY : null
  }
}

function isAbout({ methods, matches }: Rule, { method, path }: ServiceRequest): boolean {
  const isMethod = methods.length === 0 || (method !== null && methods.includes(method))
  return isMethod && matches(path ?? '/')
}

/** As paths of requests are compared: decoded once. */
function decoded(base: string): string {
  try {
    return decodeURIComponent(base)
  } catch {
    return base
  }
}

function withoutPort(host: string): string {
  return host.replace(/:\d+$/, '')
}

function begins(path: string, base: string): boolean {
  return base === '' || path === base || path.startsWith(`${base}/`)
}

/** None for an address whose host depends on the account: such a service cannot be told by its host. */
export function placesOf(endpoint: Endpoint): readonly Place[] {
  const { publicUrl, internalUrl } = endpoint
  return [publicUrl, ...(internalUrl === null ? [] : [internalUrl])].flatMap((url) => {
    const [before = '', ...behind] = url.split(/[%$]\((?:tenant|project)_id\)s/)
    if (!URL.canParse(before)) return []
    const { host, pathname } = new URL(before)
    const base =
      behind.length === 0 ? pathname.replace(/\/$/, '') : pathname.slice(0, pathname.lastIndexOf('/'))
    return [{ endpoint, host: host.replace(/\.(?=:|$)/, ''), base: decoded(base) }]
  })
}

/** Whether a rule with this path can let anybody in at an endpoint. */
export function isBelow(path: string, endpoint: Endpoint): boolean {
  return placesOf(endpoint).some(({ base }) => reachesBelow(path, base))
}
