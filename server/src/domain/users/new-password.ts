import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { isGuessable } from './guessable-password.ts'
import { MAX_PASSWORD_BYTES, MIN_PASSWORD_LENGTH } from './password.ts'

/**
 * Hashes a password that somebody chose. It is taken exactly as given; there are no rules about its characters.
 * @param names what the password must not be made of: user name, e-mail address, account name
 * @throws DomainError `password.weak` with what to do instead, `busy`
 */
export async function hashNewPassword(
  deps: Pick<Deps, 'hasher'>,
  password: string,
  names: readonly string[],
): Promise<string> {
  checkNewPassword(password, names)
  return deps.hasher.hash(password)
}

/** @throws DomainError `password.weak` */
export function checkNewPassword(password: string, names: readonly string[]): void {
  const refuse = (reason: string) => new DomainError('password.weak', { field: 'password', reason })
  if ([...password].length < MIN_PASSWORD_LENGTH) {
    throw refuse(`Use ${MIN_PASSWORD_LENGTH} characters or more; a few unrelated words do well.`)
  }
  if (Buffer.byteLength(password) > MAX_PASSWORD_BYTES)
    throw refuse(`Use ${MAX_PASSWORD_BYTES} bytes at most.`)
  if (isGuessable(password, names)) {
    throw refuse('This password is among the first that an attacker tries. Use a few unrelated words.')
  }
}
