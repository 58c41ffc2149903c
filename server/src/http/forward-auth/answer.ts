import { type AccessRule, accessAllows } from '../../domain/application-credentials/access-rule.ts'
import type { GoodCredential } from '../../domain/login/verify-credential.ts'
import type { Protection, ServiceRequest } from '../../domain/services/protection.ts'
import { hasParameters } from '../../domain/services/request-path.ts'

/** Who somebody is, for the service behind the proxy. Always all of them: an absent one could be the client's own. */
export interface Identity {
  readonly userName: string
  readonly userId: string
  readonly accountId: string
  readonly roles: readonly string[]
  /** Empty for a token got with a password. */
  readonly keyId: string
  /** The requests it is good for; null or absent for any. */
  readonly accessRules?: readonly AccessRule[] | null
  /** The name of whoever acts as this user; absent for the user. */
  readonly impersonator?: string | undefined
}

export function identityOf(good: GoodCredential): Identity {
  if (good.kind === 'key') return good.key
  const { claims, user, delegation, impersonator } = good.live
  const keyId = claims.method === 'APIKEY' ? claims.credentialId : ''
  const accessRules = delegation?.credential.accessRules ?? null
  const { id: userId, name: userName, accountId, roles } = user
  return { userName, userId, accountId, roles, keyId, accessRules, impersonator: impersonator?.name }
}

/**
 * Whether somebody may send a request: by the rules of the service, and by those of an application credential. With
 * these nobody gets to an address that the catalog does not have.
 */
export function mayPass(
  protection: Protection,
  request: ServiceRequest,
  { roles, accessRules = null }: Identity,
): boolean {
  if (!protection.allows(request, roles)) return false
  if (accessRules === null) return true
  const services = protection.servicesAt(request)
  const { method, path } = request
  return (
    services.length > 0 &&
    services.every(({ type }) => accessAllows(accessRules, { service: type, method, path }))
  )
}

/** Whether the path has parameters where rules, those of an application credential included, look at it. */
export function isUnclear(
  protection: Protection,
  request: ServiceRequest,
  { accessRules = null }: Identity,
): boolean {
  return protection.isUnclear(request) || (accessRules !== null && hasParameters(request.path))
}

/** The headers of a good answer: names and values in turns, as Node takes them without looking twice. */
export function answerHeaders(identity: Identity): string[] {
  const { userName, userId, accountId, roles, keyId, impersonator = '' } = identity
  return [
    'X-Keyward-User',
    headerText(userName),
    'X-Keyward-User-Id',
    userId,
    'X-Keyward-Account',
    accountId,
    'X-Keyward-Roles',
    rolesText(roles),
    'X-Keyward-Scopes',
    '',
    'X-Keyward-Key-Id',
    keyId,
    'X-Keyward-Impersonator',
    headerText(impersonator),
    'Cache-Control',
    'no-store',
  ]
}

/** A header holds ASCII only; names may hold more, and go as percent-encoded UTF-8 then. */
function headerText(name: string): string {
  return ASCII.test(name) ? name : encodeURIComponent(name).replaceAll('%40', '@').replaceAll('%2B', '+')
}

const ASCII = /^[\x21-\x7e]*$/

/** Users with the same roles share one array. */
const rolesTexts = new WeakMap<readonly string[], string>()

function rolesText(roles: readonly string[]): string {
  const known = rolesTexts.get(roles)
  if (known !== undefined) return known
  const text = roles.join(',')
  rolesTexts.set(roles, text)
  return text
}
