import type { Endpoint } from '../catalog/endpoint.ts'
import { enoughFor } from '../roles/levels.ts'
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
  /** The host without its port. */
  readonly name: string
  /** What the path begins with, up to the account number; without a slash at the end. */
  readonly base: string
}

interface Rule extends ServiceRule {
  readonly matches: (path: string) => boolean
  /** Each of these is enough. */
  readonly enough: readonly string[]
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
  /** By their names without port, those with a port unless it goes without saying. */
  readonly #ruledHosts = new Map<string, string[]>()

  constructor(endpoints: readonly Endpoint[], rules: readonly ServiceRule[]) {
    this.#places = endpoints.flatMap(placesOf).sort((left, right) => right.base.length - left.base.length)
    for (const rule of rules) {
      const known = this.#rules.get(rule.service) ?? []
      this.#rules.set(rule.service, known)
      known.push({ ...rule, matches: pathMatcher(rule.path), enough: enoughFor(rule.role) })
    }
    const ruled = this.#places.filter(({ endpoint }) => this.#rules.has(endpoint.name))
    for (const host of new Set(ruled.map((place) => place.host))) {
      const name = withoutPort(host)
      this.#ruledHosts.set(name, [...(this.#ruledHosts.get(name) ?? []), host])
    }
  }

  /** False while nothing is asked of anybody but a good credential. */
  get hasRules(): boolean {
    return this.#rules.size > 0
  }

  /**
   * The services that a request may go to: of each address on this host the one with the longest beginning of the path.
   * The port is the client's word, since proxies hand on any, so it tells none of them from another.
   */
  servicesAt({ host, path }: ServiceRequest): readonly Endpoint[] {
    if (host === null || path === null) return []
    const name = withoutPort(host)
    const found = new Map<string, Endpoint>()
    for (const place of this.#places) {
      if (place.name === name && !found.has(place.host) && begins(path, place.base))
        found.set(place.host, place.endpoint)
    }
    return [...found.values()]
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
    return this.#rulesFor(request).every((rules) =>
      rules.some((rule) => rule.enough.some((role) => roles.includes(role)) && isAbout(rule, request)),
    )
  }

  /** The same for a single role, in words. */
  decide(request: ServiceRequest, role: string | null): Decision {
    if (this.isUnclear(request)) return MALFORMED
    const decisions = this.#rulesFor(request).map((rules) => decisionBy(rules, request, role))
    return decisions.find(({ allowed }) => !allowed) ?? decisions[0] ?? OPEN
  }

  /**
   * Lists of rules, each of which must let the request in; none where nothing is ruled. Beside the addresses of a service
   * with rules nobody is let in, or whoever finds the service under another path would be past its rules.
   */
  #rulesFor(request: ServiceRequest): readonly (readonly Rule[])[] {
    if (!this.#hasRulesAt(request.host)) return []
    if (request.path === null || this.isUnclear(request)) return [NOBODY]
    const { path } = request
    const addresses = this.#ruledHosts.get(withoutPort(request.host ?? '')) ?? []
    return addresses.flatMap((host) => {
      const place = this.#places.find((one) => one.host === host && begins(path, one.base))
      const rules = place ? this.#rules.get(place.endpoint.name) : NOBODY
      return rules ? [rules] : []
    })
  }
}

const OPEN: Decision = { allowed: true, reason: 'open', rule: null, roles: [] }

function decisionBy(rules: readonly Rule[], request: ServiceRequest, role: string | null): Decision {
  const about = rules.filter((rule) => isAbout(rule, request))
  const roles = [...new Set(about.map((rule) => rule.role))]
  const found = role === null ? undefined : about.find((rule) => rule.enough.includes(role))
  if (!found) return { allowed: false, reason: about.length > 0 ? 'role' : 'none', rule: null, roles }
  const { matches: _matches, enough: _enough, ...rule } = found
  return { allowed: true, reason: 'rule', rule, roles }
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
    const plain = host.replace(/\.(?=:|$)/, '')
    return [{ endpoint, host: plain, name: withoutPort(plain), base: decoded(base) }]
  })
}

/** Whether a rule with this path can let anybody in at an endpoint. */
export function isBelow(path: string, endpoint: Endpoint): boolean {
  return placesOf(endpoint).some(({ base }) => reachesBelow(path, base))
}
