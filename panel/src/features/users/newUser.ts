import type { NewUser } from '@keyward/sdk'

export const WAYS_IN = ['invitation', 'password', 'program'] as const
/** How somebody comes in: by a link to choose a password, by one that was chosen for them, or with a key alone. */
export type WayIn = (typeof WAYS_IN)[number]

/** What is typed into the form. */
export interface Draft {
  readonly username: string
  readonly email: string
  readonly way: WayIn
  readonly password: string
  readonly roles: readonly string[]
}

const DEFAULT_ROLE = 'identity:default'
export const EMPTY: Draft = {
  username: '',
  email: '',
  way: 'invitation',
  password: '',
  roles: [DEFAULT_ROLE],
}

/** What is sent: nothing that was left empty, and a password only where one was asked for. */
export function bodyOf({ username, email, way, password, roles }: Draft): NewUser {
  return {
    username: username.trim(),
    ...(email.trim() !== '' && { email: email.trim() }),
    ...(roles.length > 0 && { roles }),
    ...(way === 'program' && { invite: false }),
    ...(way === 'password' && { password }),
  }
}

/** Letters and digits that nobody mistakes for one another. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
const GROUPS = 5
const GROUP = 5

/**
 * Five groups of five out of 31 signs: 124 bits.
 * @param random a byte, uniformly
 */
export function generatePassword(random: () => number): string {
  const letter = (): string => {
    const byte = random()
    // The bytes beyond the last whole alphabet would make its first letters likelier.
    return byte < 256 - (256 % LETTERS.length) ? LETTERS.charAt(byte % LETTERS.length) : letter()
  }
  return Array.from({ length: GROUPS }, () => Array.from({ length: GROUP }, letter).join('')).join('-')
}
