import { DomainError } from '../errors.ts'
import type { Stores } from '../store.ts'
import { normaliseUserName } from './user.ts'

/**
 * What a name looks like: `0` and `o`, `1`, `I` and `l`, `rn` and `m` are the same there, and so is upper and lower case.
 * Null for a name with letters beyond a to z, of which this says nothing.
 */
export function lookOf(name: string): string | null {
  if (!/^[\x20-\x7e]+$/.test(name)) return null
  return name
    .replaceAll('I', 'l')
    .toLowerCase()
    .replaceAll('0', 'o')
    .replaceAll('1', 'l')
    .replaceAll('rn', 'm')
}

/**
 * Whether a new name would be mistaken for another that somebody has. Names that exist stay, and the same name in other
 * spelling is not asked about here.
 * @param ownId who gets the new name, when they have one already
 */
export async function looksTaken(
  { users }: Pick<Stores, 'users'>,
  name: string,
  ownId?: string,
): Promise<boolean> {
  const look = lookOf(name)
  if (look === null) return false
  const alike = await users.alike(look)
  return alike.some((one) => one.id !== ownId && normaliseUserName(one.name) !== normaliseUserName(name))
}

export const LOOKS_TAKEN =
  'This name looks like one that is taken (0 and o, 1 and l, rn and m): choose another.'

/** @throws DomainError `user.exists` */
export async function refuseLookAlike(
  stores: Pick<Stores, 'users'>,
  name: string,
  ownId?: string,
): Promise<void> {
  if (await looksTaken(stores, name, ownId))
    throw new DomainError('user.exists', { field: 'username', reason: LOOKS_TAKEN })
}
