import type { UserActor } from '../../domain/actor.ts'
import type { ApplicationCredential } from '../../domain/application-credentials/application-credential.ts'
import { linkPath } from '../../domain/links/create-link.ts'
import { mayAssist, mayReach } from '../../domain/policy.ts'
import type { ListedSession } from '../../domain/sessions/list-sessions.ts'
import type { CreatedInvitedUser } from '../../domain/users/create-invited-user.ts'
import type { SentInvitation } from '../../domain/users/invite-user.ts'
import { type ListedUser, stateOf } from '../../domain/users/listed-user.ts'
import { assistsUsers, managesUsers } from '../../domain/users/managing.ts'
import type { HttpContext } from '../kit/context.ts'
import { time, timeOrNull, userToWire } from './wire.ts'

export function listedUserToWire(actor: UserActor, listed: ListedUser) {
  const manageable = managesUsers(actor) && mayReach(actor, listed.user)
  return {
    ...userToWire(listed.user),
    state: stateOf(listed),
    contactType: listed.user.contactType,
    secondFactorRule: listed.user.secondFactorRule,
    invitationEndsAt: listed.user.passwordHash === null ? timeOrNull(listed.invitationEndsAtMs) : null,
    lastSignInAt: timeOrNull(listed.lastSignInMs),
    key: manageable && listed.key ? keyAgeToWire(listed.key) : null,
    manageable,
    assistable: assistsUsers(actor) && mayAssist(actor, listed.user),
  }
}

function keyAgeToWire({ createdAtMs, lastUseMs }: NonNullable<ListedUser['key']>) {
  return { createdAt: time(createdAtMs), lastUsedAt: timeOrNull(lastUseMs) }
}

type Link = Pick<SentInvitation, 'secret' | 'endsAtMs' | 'mailedTo'>

export function invitationToWire({ publicUrl }: HttpContext, { secret, endsAtMs, mailedTo }: Link) {
  return { link: publicUrl + linkPath('invitation', secret), endsAt: time(endsAtMs), mailedTo }
}

export function createdUserToWire(context: HttpContext, { user, invitation }: CreatedInvitedUser) {
  return { user: userToWire(user), invitation: invitation && invitationToWire(context, invitation) }
}

export function sessionsToWire(sessions: readonly ListedSession[]) {
  return {
    items: sessions.map(({ id, current, session, endsAtMs }) => ({
      id,
      current,
      client: session.client,
      address: session.address,
      createdAt: time(session.createdAtMs),
      lastSeenAt: time(session.lastSeenAtMs),
      endsAt: time(endsAtMs),
    })),
  }
}

export function applicationCredentialsToWire(credentials: readonly ApplicationCredential[]) {
  return { items: credentials.map(applicationCredentialToWire) }
}

export function applicationCredentialToWire(credential: ApplicationCredential) {
  const { id, name, description, roles, unrestricted, accessRules, state } = credential
  return {
    ...{ id, name, description, roles, unrestricted, state },
    accessRules: accessRules?.map(({ service, method, path }) => ({ service, method, path })) ?? null,
    createdAt: time(credential.createdAtMs),
    expiresAt: timeOrNull(credential.expiresAtMs),
  }
}
