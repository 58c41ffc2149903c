import type { Actor } from '../actor.ts'
import { DomainError } from '../errors.ts'
import { effectiveRoles } from '../roles/effective-roles.ts'
import type { Role } from '../roles/roles.ts'
import type { ApplicationCredential } from './application-credential.ts'

/** The application credential that somebody acts by; null for those who act by something of their own. */
export function actingCredential(actor: Actor): ApplicationCredential | null {
  if (actor.kind === 'system' || actor.proof.kind !== 'delegation') return null
  return actor.proof.delegation.credential
}

/** Keystone's words. */
const RESTRICTED =
  'You are not authorized to perform the requested action: Using method application_credential is not allowed ' +
  'for managing additional application credentials.'

/** @throws DomainError `actor.forbidden` for a program with a restricted credential (OSSA-2020-004) */
export function requireUnrestricted(actor: Actor): void {
  if (actingCredential(actor)?.unrestricted === false) {
    throw new DomainError('actor.forbidden', { reason: RESTRICTED })
  }
}

/** The roles that somebody acts with, as tokens show them. */
export function actingRoles(actor: Extract<Actor, { readonly kind: 'user' }>): readonly Role[] {
  return actor.proof.kind === 'delegation' ? actor.proof.delegation.roles : effectiveRoles(actor.roles)
}

/** What an application credential that is unrestricted may be used for with its own user. */
const DELEGABLE_OWN_ACTS = new Set([
  'application_credential.create',
  'application_credential.delete',
  'access_rule.delete',
])

/** What is written into the log though nothing is changed. */
const READING_ACTS = new Set(['mailbox.export', 'alias.export', 'list.export'])

/**
 * Whoever acts by an application credential changes nothing but what that credential stands for: a restricted one can
 * end tokens, an unrestricted one manages application credentials, and others as far as its roles reach. Its own user
 * has more rights than it, so it never touches them.
 * @throws DomainError `actor.forbidden`
 */
export function requireDelegable(
  actor: Actor,
  { action, target }: { readonly action: string; readonly target: string },
): void {
  if (actor.kind === 'system' || actor.proof.kind !== 'delegation' || action === 'token.revoke') return
  if (READING_ACTS.has(action)) return
  const isOwn = target === `user:${actor.userId}`
  const { unrestricted } = actor.proof.delegation.credential
  if (unrestricted && (!isOwn || DELEGABLE_OWN_ACTS.has(action))) return
  throw new DomainError('actor.forbidden', { reason: 'An application credential cannot be used for this.' })
}
