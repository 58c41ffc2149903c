import type { KnownUser } from '../login/known.ts'
import { effectiveRoles } from '../roles/effective-roles.ts'
import type { Role } from '../roles/roles.ts'
import type { ApplicationCredential } from './application-credential.ts'

/** What an application credential is worth at this moment. */
export interface Delegation {
  readonly credential: ApplicationCredential
  /** Those of its roles that the user still has, as tokens show them. */
  readonly roles: readonly Role[]
}

/** A user as one of their application credentials lets them appear. */
export interface DelegatedUser {
  /** With no other roles than the credential's. */
  readonly user: KnownUser
  readonly delegation: Delegation
}

/** The last answer for a credential; good as long as it is asked about the same state of the user. */
const remembered = new WeakMap<ApplicationCredential, { of: KnownUser; as: DelegatedUser }>()

/** Null when the credential is good for nothing: expired, in doubt, or without a role that the user still has. */
export function delegatedBy(
  credential: ApplicationCredential,
  user: KnownUser,
  nowMs: number,
): DelegatedUser | null {
  const { expiresAtMs, state, userId } = credential
  if (userId !== user.id || state !== 'active' || (expiresAtMs !== null && expiresAtMs <= nowMs)) return null
  const known = remembered.get(credential)
  const as = known?.of === user ? known.as : narrowed(credential, user)
  if (known?.as !== as) remembered.set(credential, { of: user, as })
  return as.delegation.roles.length > 0 ? as : null
}

function narrowed(credential: ApplicationCredential, user: KnownUser): DelegatedUser {
  const has = (name: string) => credential.roles.includes(name)
  const roles = effectiveRoles(user.roles).filter(({ name }) => has(name))
  return { user: { ...user, roles: user.roles.filter(has) }, delegation: { credential, roles } }
}
