import type { AddedAdministrator } from '../../domain/administrators/add-administrator.ts'
import type { Administrator } from '../../domain/administrators/list-administrators.ts'
import { lockedIn } from '../../domain/administrators/locked.ts'
import type { Deps } from '../../domain/deps.ts'
import { stateOf } from '../../domain/users/listed-user.ts'
import type { HttpContext } from '../kit/context.ts'
import { invitationToWire } from './user-wire.ts'
import { time, timeOrNull } from './wire.ts'

/** How the answers to one request show administrators. */
export function administratorsToWire(deps: Pick<Deps, 'limiter'>) {
  const isLocked = lockedIn(deps)
  return (administrator: Administrator) => ({
    ...settledOf(administrator),
    locked: isLocked(administrator.listed.user),
  })
}

function settledOf({ listed, type, settings }: Administrator) {
  const { id, name, email, enabled, secondFactor, createdAtMs } = listed.user
  return {
    ...{ id, username: name, email, type, enabled, secondFactor },
    state: stateOf(listed),
    application: settings.isProgram,
    lastSignInAt: timeOrNull(listed.lastSignInMs),
    createdAt: time(createdAtMs),
    firstName: settings.firstName,
    lastName: settings.lastName,
    passwordDays: settings.passwordDays,
    allowsSimultaneous: settings.allowsSimultaneous,
    networks: settings.networks,
    areas: settings.areas,
    domains: settings.domains,
  }
}

export function addedAdministratorToWire(
  context: HttpContext,
  { administrator, invitation, keyPair }: AddedAdministrator,
) {
  return {
    administrator: administratorsToWire(context.deps)(administrator),
    invitation: invitation && invitationToWire(context, invitation),
    keyPair: keyPair && { userKey: keyPair.userKey, secretKey: keyPair.secretKey },
  }
}
