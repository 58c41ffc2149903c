import { type Endpoint, endpointUrl } from '../../domain/catalog/endpoint.ts'
import { defaultRegionOf, servicesOf } from '../../domain/catalog/services.ts'
import type { KnownUser } from '../../domain/login/known.ts'
import { OBJECT_STORE_DEFAULT, type Role, roleByName } from '../../domain/roles/roles.ts'
import type { TokenClaims } from '../../domain/tokens/token.ts'

/** What an answer about a token is made of. */
export interface TokenFacts {
  readonly token: string
  readonly claims: TokenClaims
  readonly user: KnownUser
  readonly endpoints: readonly Endpoint[]
}

/**
 * The answer to a login. The order of members matters: scripts cut the values out with text patterns
 * (acme.sh takes the last `"id"` before a comma for the token and the last one before a brace for the tenant).
 */
export function loginToWire(facts: TokenFacts, publicUrl: string, withCatalog: boolean) {
  const { access } = tokenToWire(facts)
  if (!withCatalog) return { access }
  return { access: { serviceCatalog: catalogToWire(facts, publicUrl), ...access } }
}

/** The answer to a validation: a login's without the catalog. */
export function tokenToWire({ token, claims, user, endpoints }: TokenFacts) {
  const region = defaultRegionOf(user, endpoints)
  const { accountId } = claims
  return {
    access: {
      user: {
        id: user.id,
        roles: rolesToWire(user, accountId),
        name: user.name,
        ...(region !== null && { 'RAX-AUTH:defaultRegion': region }),
        'RAX-AUTH:domainId': accountId,
        'RAX-AUTH:federated': false,
      },
      token: {
        expires: new Date(claims.expiresAtMs).toISOString(),
        'RAX-AUTH:issued': new Date(claims.issuedAtMs).toISOString(),
        id: token,
        'RAX-AUTH:authenticatedBy': [claims.method],
        tenant: { name: accountId, id: accountId },
      },
    },
  }
}

/** Roles of the whole account, then the one that tells old clients the storage tenant. */
function rolesToWire(user: KnownUser, accountId: string) {
  return [...globalRolesToWire(user.roles), ...rolesNamed([OBJECT_STORE_DEFAULT], accountId)]
}

export function globalRolesToWire(names: readonly string[]) {
  return rolesNamed(names)
}

function rolesNamed(names: readonly string[], accountId?: string) {
  return names
    .map((name) => roleByName(name))
    .filter((role): role is Role => role !== undefined)
    .map(({ id, name, description }) => ({
      id,
      name,
      description,
      ...(accountId && { tenantId: accountId }),
    }))
}

type Catalogued = Pick<TokenFacts, 'endpoints' | 'claims'>

function catalogToWire({ endpoints, claims: { accountId } }: Catalogued, publicUrl: string) {
  return servicesOf(withIdentity(endpoints, publicUrl)).map(({ name, type, endpoints: own }) => ({
    name,
    type,
    endpoints: own.map((endpoint) => placeToWire(endpoint, accountId)),
  }))
}

/** The catalog flattened: one row per endpoint. */
export function endpointsToWire({ endpoints, claims: { accountId } }: Catalogued, publicUrl: string) {
  const rows = withIdentity(endpoints, publicUrl).map((endpoint) => {
    const { id, name, type } = endpoint
    return { id, name, type, ...placeToWire(endpoint, accountId) }
  })
  return { endpoints: rows, endpoints_links: [] }
}

function placeToWire({ region, publicUrl, internalUrl }: Endpoint, tenantId: string) {
  return {
    ...(region !== null && { region }),
    tenantId,
    publicURL: endpointUrl(publicUrl, tenantId),
    ...(internalUrl !== null && { internalURL: endpointUrl(internalUrl, tenantId) }),
  }
}

/** Stored endpoints count from 1. */
const OWN_ID = 0

/** Clients that manage users look for this service in the catalog; an operator's own entry wins. */
function withIdentity(endpoints: readonly Endpoint[], publicUrl: string): readonly Endpoint[] {
  if (endpoints.some(({ type }) => type === 'identity')) return endpoints
  const place = { region: null, publicUrl: `${publicUrl}/v2.0`, internalUrl: null }
  return [...endpoints, { id: OWN_ID, name: 'cloudIdentity', type: 'identity', ...place }]
}
