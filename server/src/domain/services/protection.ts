import type { Endpoint } from '../catalog/endpoint.ts'
import { pathMatcher } from './path-pattern.ts'
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

interface Rule {
  readonly methods: readonly string[]
  readonly matches: (path: string) => boolean
  readonly role: string
}

/** Which service a request goes to, and whom its rules let in. */
export class Protection {
  readonly #places: readonly Place[]
  readonly #rules = new Map<string, Rule[]>()

  constructor(endpoints: readonly Endpoint[], rules: readonly ServiceRule[]) {
    this.#places = endpoints.flatMap(placesOf).sort((left, right) => right.base.length - left.base.length)
    for (const { service, methods, path, role } of rules) {
      const known = this.#rules.get(service) ?? []
      this.#rules.set(service, known)
      known.push({ methods, matches: pathMatcher(path), role })
    }
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

  /** Whether somebody with these roles may send the request. A request whose method is not told may do nothing more than any. */
  allows(request: ServiceRequest, roles: readonly string[]): boolean {
    const rules = this.hasRules ? this.#rules.get(this.serviceAt(request)?.name ?? '') : undefined
    if (!rules) return true
    const { method, path } = request
    return rules.some((rule) => {
      const isMethod = rule.methods.length === 0 || (method !== null && rule.methods.includes(method))
      return isMethod && roles.includes(rule.role) && rule.matches(path ?? '/')
    })
  }
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
