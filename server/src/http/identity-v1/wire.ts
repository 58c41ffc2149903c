import { type Endpoint, endpointUrl } from '../../domain/catalog/endpoint.ts'
import { defaultRegionOf, endpointFor } from '../../domain/catalog/services.ts'
import type { Login } from '../../domain/login/log-in.ts'

/** The v1.0 answer: no body, everything in headers. A service that the catalog lacks is left out. */
export function loginHeaders(login: Login, endpoints: readonly Endpoint[]): Record<string, string> {
  const { token, user } = login
  const region = defaultRegionOf(user, endpoints)
  const urlOf = (candidates: readonly Endpoint[]) => {
    const endpoint = endpointFor(candidates, region)
    return endpoint && endpointUrl(endpoint.publicUrl, user.accountId)
  }
  return withoutGaps({
    'X-Auth-Token': token,
    'X-Storage-Token': token,
    'X-Storage-Url': urlOf(ofService(endpoints, 'cloudFiles', 'object-store')),
    'X-CDN-Management-Url': urlOf(ofService(endpoints, 'cloudFilesCDN', 'rax:object-cdn')),
    'X-Server-Management-Url': urlOf(endpoints.filter(({ name }) => name === 'cloudServers')),
  })
}

/** Tells a cache how long the token lives. */
export function cacheControl({ claims }: Login): string {
  return `s-maxage=${Math.floor((claims.expiresAtMs - claims.issuedAtMs) / 1_000)}`
}

/** By the name of old; an operator may have called the service otherwise, but its type says what it is. */
function ofService(endpoints: readonly Endpoint[], name: string, type: string): readonly Endpoint[] {
  const named = endpoints.filter((endpoint) => endpoint.name === name)
  return named.length > 0 ? named : endpoints.filter((endpoint) => endpoint.type === type)
}

function withoutGaps(headers: Record<string, string | undefined>): Record<string, string> {
  const present: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) present[name] = value
  return present
}

/** The v1.1 answer: the catalog is an object by service name; one endpoint of each is the default. */
export function loginToWire({ token, claims, user }: Login, endpoints: readonly Endpoint[]) {
  const region = defaultRegionOf(user, endpoints)
  const catalog = new Map(
    // Two services of one name differ by their type, which is not told here: they are one.
    [...Map.groupBy(endpoints, ({ name }) => name)].map(([name, all]) => {
      const preferred = endpointFor(all, region)
      const rows = all.map((endpoint) => ({
        ...endpointToWire(endpoint, user.accountId),
        ...(endpoint === preferred && { v1Default: true }),
      }))
      return [name, rows]
    }),
  )
  return {
    auth: {
      token: { id: token, expires: new Date(claims.expiresAtMs).toISOString() },
      serviceCatalog: Object.fromEntries(catalog),
    },
  }
}

function endpointToWire({ region, publicUrl, internalUrl }: Endpoint, accountId: string) {
  return {
    ...(region !== null && { region }),
    publicURL: endpointUrl(publicUrl, accountId),
    ...(internalUrl !== null && { internalURL: endpointUrl(internalUrl, accountId) }),
  }
}
