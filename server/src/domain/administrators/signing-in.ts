import { DomainError } from '../errors.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'
import { type AdminSettings, isWithinNetworks, NO_SETTINGS } from './settings.ts'

type Kept = Pick<Stores, 'administrators'>
type Administrator = Pick<User, 'id' | 'adminType'>

/** Nothing is agreed with somebody who is no administrator, and nothing is looked up for them. */
async function agreedWith(stores: Kept, user: Administrator): Promise<AdminSettings> {
  if (user.adminType === null) return NO_SETTINGS
  return (await stores.administrators.settings(user.id)) ?? NO_SETTINGS
}

/** Whether somebody may sign in from an address. */
export async function isAdmittedFrom(stores: Kept, user: Administrator, address: string): Promise<boolean> {
  return isWithinNetworks((await agreedWith(stores, user)).networks, address)
}

/**
 * What a sign-in at the panel asks of an administrator: the right place, and if so agreed no session elsewhere.
 * @throws DomainError `credential.wrong`
 */
export async function settleSignIn(
  tx: Kept & Pick<Stores, 'sessions'>,
  user: Administrator,
  address: string,
): Promise<void> {
  const { networks, allowsSimultaneous } = await agreedWith(tx, user)
  if (!isWithinNetworks(networks, address)) throw new DomainError('credential.wrong')
  if (!allowsSimultaneous) await tx.sessions.deleteOfUser(user.id)
}

const DAY_SECONDS = 86_400

/** How long the password of an administrator is good; null for ever. */
export async function passwordLifeSeconds(stores: Kept, user: Administrator): Promise<number | null> {
  const { passwordDays } = await agreedWith(stores, user)
  return passwordDays === 0 ? null : passwordDays * DAY_SECONDS
}

/** @throws DomainError `actor.forbidden` for one that nobody signs in as */
export async function refuseProgram(stores: Kept, user: Pick<User, 'id'>): Promise<void> {
  // Also for one that is no administrator at the moment: it could be made one again.
  if (!(await stores.administrators.settings(user.id))?.isProgram) return
  const reason = 'Nobody signs in as an application administrator: there is no password and no invitation.'
  throw new DomainError('actor.forbidden', { reason })
}
