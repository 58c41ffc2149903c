import type { Delegation } from '../../domain/application-credentials/delegation.ts'
import type { Endpoint } from '../../domain/catalog/endpoint.ts'
import type { KnownUser } from '../../domain/login/known.ts'
import { effectiveRoles } from '../../domain/roles/effective-roles.ts'
import type { Role } from '../../domain/roles/roles.ts'
import type { TokenClaims, TokenScope } from '../../domain/tokens/token.ts'
import { isoTime } from '../../lib/iso-time.ts'
import { catalogText } from './catalog-wire.ts'
import { DEFAULT_DOMAIN } from './scope.ts'

/** What an answer about a token is made of. */
export interface TokenFacts {
  readonly claims: TokenClaims
  readonly user: KnownUser
  /** Of a token got with an application credential. */
  readonly delegation?: Delegation | null
  /** The one of the staff who acts in the user's name. */
  readonly impersonator?: KnownUser
}

/** Where the catalog comes from. */
export interface CatalogFacts {
  readonly endpoints: readonly Endpoint[]
  readonly publicUrl: string
}

/**
 * The answer to a login, as text.
 * @param catalog null to leave it out
 */
export function loginToWire(facts: TokenFacts, catalog: CatalogFacts | null): string {
  return textOf(claimsText(facts.claims), facts, catalog)
}

/** The answer to a validation: all of it is kept as text, being the same as the last time. */
export function tokenToWire(facts: TokenFacts, catalog: CatalogFacts | null): string {
  let text = claimsTexts.get(facts.claims)
  if (text === undefined) {
    text = claimsText(facts.claims)
    claimsTexts.set(facts.claims, text)
  }
  return textOf(text, facts, catalog)
}

const claimsTexts = new WeakMap<TokenClaims, string>()

function textOf(ofClaims: string, facts: TokenFacts, catalog: CatalogFacts | null): string {
  const { accountId, scope } = facts.claims
  const text = `{"token":{${ofClaims},${holderText(facts)}${impersonatorText(facts)}`
  if (catalog === null || scope === 'unscoped') return `${text}}}`
  return `${text},"catalog":${catalogText(catalog.endpoints, accountId, catalog.publicUrl)}}}`
}

/** The members that are the token's own. Nothing in them needs escaping: words, base64url and digits. */
function claimsText(claims: TokenClaims): string {
  return (
    `"methods":["${methodsOf(claims).join('","')}"],"audit_ids":["${auditIdsOf(claims).join('","')}"],` +
    `"expires_at":"${timeToWire(claims.expiresAtMs)}","issued_at":"${timeToWire(claims.issuedAtMs)}"`
  )
}

/** Under the name that Rackspace's validators read. Not kept with the texts of the user, whose other tokens share those. */
function impersonatorText({ impersonator }: TokenFacts): string {
  if (!impersonator) return ''
  const { id, name } = impersonator
  return `,"RAX-AUTH:impersonator":${JSON.stringify({ id, name })}`
}

interface HolderText {
  readonly scope: TokenScope
  readonly delegation: Delegation | null
  readonly text: string
}

/** The last text for a user, who is of one account; good for the same scope and application credential. */
const holderTexts = new WeakMap<KnownUser, HolderText>()

/** The members that tell whose the token is, and what it is good for. */
function holderText({ claims, user, delegation = null }: TokenFacts): string {
  const { scope } = claims
  const known = holderTexts.get(user)
  if (known?.scope === scope && known.delegation === delegation) return known.text
  const text = membersOf({
    user: { domain: DEFAULT_DOMAIN, id: user.id, name: user.name, password_expires_at: null },
    ...scopeToWire(claims, delegation?.roles ?? effectiveRoles(user.roles)),
    ...(delegation && { application_credential: delegationToWire(delegation) }),
  })
  holderTexts.set(user, { scope, delegation, text })
  return text
}

/** What stands between the braces. */
function membersOf(members: object): string {
  return JSON.stringify(members).slice(1, -1)
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
  return `${isoTime(ms).slice(0, -1)}000Z`
}
