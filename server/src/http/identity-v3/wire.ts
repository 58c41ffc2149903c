import type { Delegation } from '../../domain/application-credentials/delegation.ts'
import type { Endpoint } from '../../domain/catalog/endpoint.ts'
import type { KnownUser } from '../../domain/login/known.ts'
import { effectiveRoles } from '../../domain/roles/effective-roles.ts'
import type { Role } from '../../domain/roles/roles.ts'
import type { TokenClaims } from '../../domain/tokens/token.ts'
import { catalogText } from './catalog-wire.ts'
import { DEFAULT_DOMAIN } from './scope.ts'

/** What an answer about a token is made of. */
export interface TokenFacts {
  readonly claims: TokenClaims
  readonly user: KnownUser
  /** Of a token got with an application credential. */
  readonly delegation?: Delegation | null
}

/** Where the catalog comes from. */
export interface CatalogFacts {
  readonly endpoints: readonly Endpoint[]
  readonly publicUrl: string
}

/** The answer to a login and to a validation, as text. @param catalog null to leave it out */
export function tokenToWire(
  { claims, user, delegation = null }: TokenFacts,
  catalog: CatalogFacts | null,
): string {
  const { id: userId, name } = user
  const token = {
    methods: methodsOf(claims),
    user: { domain: DEFAULT_DOMAIN, id: userId, name, password_expires_at: null },
    audit_ids: auditIdsOf(claims),
    expires_at: timeToWire(claims.expiresAtMs),
    issued_at: timeToWire(claims.issuedAtMs),
    ...scopeToWire(claims, delegation?.roles ?? effectiveRoles(user.roles)),
    ...(delegation && { application_credential: delegationToWire(delegation) }),
  }
  const text = JSON.stringify({ token })
  if (catalog === null || claims.scope === 'unscoped') return text
  // The catalog is kept as text: it is most of the answer.
  const { endpoints, publicUrl } = catalog
  return `${text.slice(0, -2)},"catalog":${catalogText(endpoints, claims.accountId, publicUrl)}}}`
}

function delegationToWire({ credential }: Delegation) {
  const { id, name, unrestricted, accessRules } = credential
  return { id, name, restricted: !unrestricted, ...(accessRules && { access_rules: accessRules }) }
}

/** What the token is good for, with the roles that it has there at this moment. */
function scopeToWire({ scope, accountId }: TokenClaims, all: readonly Role[]) {
  if (scope === 'unscoped') return {}
  const roles = all.filter(({ perTenant }) => scope === 'project' || !perTenant)
  const told = { roles: roles.map(roleToWire) }
  if (scope === 'domain') return { domain: DEFAULT_DOMAIN, ...told }
  if (scope === 'system') return { system: { all: true }, ...told }
  const project = { domain: DEFAULT_DOMAIN, id: accountId, name: accountId }
  return { project, is_domain: false, ...told }
}

function roleToWire({ id, name }: Role) {
  return { id, name }
}

/** Key and password are one method here; a token that came of another tells that, too. */
function methodsOf(claims: TokenClaims): readonly string[] {
  if (claims.method === 'APPLICATION_CREDENTIAL') return ['application_credential']
  const own = claims.method === 'PASSCODE' ? ['password', 'totp'] : ['password']
  return isExchanged(claims) ? ['token', ...own] : own
}

/** What links the tokens of one login in a service's log: the token's own id, and that of the first. */
function auditIdsOf(claims: TokenClaims): readonly string[] {
  const ids = isExchanged(claims) ? [claims.id, claims.rootId] : [claims.id]
  return ids.map((id) => Buffer.from(id, 'hex').toString('base64url'))
}

function isExchanged({ id, rootId }: TokenClaims): boolean {
  return id !== rootId
}

/** ISO 8601 with microseconds, as Keystone's clients parse it. */
function timeToWire(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z')
}
