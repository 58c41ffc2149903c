import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'

const MIN_LENGTH = 8
/** Of a mailbox. */
export const MAX_PASSWORD_BYTES = 128
/** Of passwords that people choose: how Dovecot knows what follows. */
const KIND = '{ARGON2ID}'
const KINDS = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{Lu}\p{Ll}\p{Nd}]/u]
/** A name of one or two letters is in most passwords. */
const MIN_NAME_LENGTH = 3

/** The vendor's rules, and no name within. @throws DomainError `password.weak` */
export function checkMailboxPassword(password: string, name: string): void {
  if ([...password].length < MIN_LENGTH)
    throw weak(`The password must have at least ${MIN_LENGTH} characters.`)
  if (Buffer.byteLength(password) > MAX_PASSWORD_BYTES)
    throw weak(`The password may have ${MAX_PASSWORD_BYTES} bytes at most.`)
  if (password.includes('\0')) throw weak('The password holds a character that cannot be typed.')
  if (KINDS.filter((kind) => kind.test(password)).length < 3)
    throw weak('The password needs three of: upper case, lower case, digits, other characters.')
  if (name.length >= MIN_NAME_LENGTH && password.toLowerCase().includes(name))
    throw weak('The password must not contain the name of the mailbox.')
}

function weak(reason: string): DomainError {
  return new DomainError('password.weak', { field: 'password', reason })
}

/** As Dovecot reads it. Before a transaction: it takes tens of milliseconds. @throws DomainError `password.weak`, `busy` */
export async function hashMailboxPassword(
  { hasher }: Pick<Deps, 'hasher'>,
  password: string,
  name: string,
): Promise<string> {
  checkMailboxPassword(password, name)
  return `${KIND}${await hasher.hash(password)}`
}

/** What a stored hash is compared by here; null for one of another kind, which nobody could type. */
export function phcOf(passwordHash: string): string | null {
  return passwordHash.startsWith(KIND) ? passwordHash.slice(KIND.length) : null
}
