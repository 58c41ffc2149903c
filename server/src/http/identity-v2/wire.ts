import { type Endpoint, endpointUrl } from '../../domain/catalog/endpoint.ts'
import { defaultRegionOf, servicesOf } from '../../domain/catalog/services.ts'
import type { KnownUser } from '../../domain/login/known.ts'
import { roleNamed } from '../../domain/roles/custom-role.ts'
import { OBJECT_STORE_DEFAULT, type Role } from '../../domain/roles/roles.ts'
import type { LoginMethod, TokenClaims } from '../../domain/tokens/token.ts'
import { isoTime } from '../../lib/iso-time.ts'

/** What an answer about a token is made of. */
export interface TokenFacts {
  readonly token: string
  readonly claims: TokenClaims
  readonly user: KnownUser
  readonly endpoints: readonly Endpoint[]
  /** Who of the staff acts in the user's name. */
  readonly impersonator?: KnownUser
}

/**
 * The answer to a login, as text: it is asked for most often, and put together from pieces it costs half of what
 * `JSON.stringify` takes. The order of members matters: scripts cut the values out with text patterns (acme.sh takes
 * the last `"id"` before a comma for the token and the last one before a brace for the tenant).
 */
export function loginToWire(facts: TokenFacts, publicUrl: string, withCatalog: boolean): string {
  const catalog = withCatalog ? `"serviceCatalog":${catalogText(facts, publicUrl)},` : ''
  return `{"access":{${catalog}${userText(facts)},${tokenText(facts)}}}`
}

/** The answer to a validation, as text: a login's without the catalog. */
export function tokenToWire(facts: TokenFacts): string {
  return `{"access":{${userText(facts)},${tokenText(facts)}${impersonatorText(facts)}}}`
}

function impersonatorText({ impersonator }: TokenFacts): string {
  if (!impersonator) return ''
  const { id, name, roles } = impersonator
  return `,"RAX-AUTH:impersonator":${JSON.stringify({ id, name, roles: globalRolesToWire(roles) })}`
}

/** Ids and account numbers are hexadecimal and decimal digits; the name alone may need escaping. */
function userText({ claims: { accountId }, user, endpoints }: TokenFacts): string {
  const region = defaultRegionOf(user, endpoints)
  const roles = `${user.roles.map(roleText).join('')}${storageRoleText(accountId)}`
  const regionText = region === null ? '' : `"RAX-AUTH:defaultRegion":${JSON.stringify(region)},`
  return (
    `"user":{"id":"${user.id}","roles":[${roles}],"name":${JSON.stringify(user.name)},${regionText}` +
    `"RAX-AUTH:domainId":"${accountId}","RAX-AUTH:federated":false}`
  )
}

/** Of a second factor the vendor tells both, the later one first. */
const AUTHENTICATED_BY: Readonly<Record<LoginMethod, string>> = {
  APIKEY: '["APIKEY"]',
  PASSWORD: '["PASSWORD"]',
  PASSCODE: '["PASSCODE","PASSWORD"]',
  APPLICATION_CREDENTIAL: '["APPLICATION_CREDENTIAL"]',
}

function tokenText({ token, claims }: TokenFacts): string {
  const { accountId, method, expiresAtMs, issuedAtMs } = claims
  return (
    `"token":{"expires":"${isoTime(expiresAtMs)}",` +
    `"RAX-AUTH:issued":"${isoTime(issuedAtMs)}","id":"${token}",` +
    `"RAX-AUTH:authenticatedBy":${AUTHENTICATED_BY[method]},"tenant":{"name":"${accountId}","id":"${accountId}"}}`
  )
}

/** There are as many as roles were ever told of, and operators alone make roles. */
const roleTexts = new Map<string, string>()
const STORAGE_ROLE = JSON.stringify(roleToWire(roleNamed(OBJECT_STORE_DEFAULT)))

function roleText(name: string): string {
  const known = roleTexts.get(name)
  if (known !== undefined) return known
  const text = `${JSON.stringify(roleToWire(roleNamed(name)))},`
  roleTexts.set(name, text)
  return text
}

/** Tells old clients the storage tenant. */
function storageRoleText(accountId: string): string {
  return `${STORAGE_ROLE.slice(0, -1)},"tenantId":"${accountId}"}`
}

function roleToWire({ id, name, description }: Role) {
  return { id, name, description }
}

/** Roles of the whole account; those of one tenant are told with a token. */
export function globalRolesToWire(names: readonly string[]) {
  return names
    .map(roleNamed)
    .filter(({ perTenant }) => !perTenant)
    .map(roleToWire)
}

interface Catalogued extends Pick<TokenFacts, 'endpoints'> {
  readonly claims: Pick<TokenClaims, 'accountId'>
}

/** Stands for the account number in a catalog that is kept as text; the same words as in stored addresses. */
const ANY_TENANT = '%(tenant_id)s'

/** Every login tells the catalog and it seldom changes, so its text is made once; the gaps are account numbers. */
const catalogTexts = new WeakMap<readonly Endpoint[], readonly string[]>()

function catalogText({ endpoints, claims: { accountId } }: Catalogued, publicUrl: string): string {
  let pieces = catalogTexts.get(endpoints)
  if (!pieces) {
    pieces = JSON.stringify(catalogToWire(endpoints, ANY_TENANT, publicUrl)).split(ANY_TENANT)
    catalogTexts.set(endpoints, pieces)
  }
  return pieces.join(accountId)
}

function catalogToWire(endpoints: readonly Endpoint[], accountId: string, publicUrl: string) {
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
