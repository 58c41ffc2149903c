import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Stores } from '../store.ts'
import type { User } from './user.ts'

/**
 * Where an account keeps a history, a new password is none of the last ones, the present one included. Asked before
 * the transaction: each comparison takes as long as a login.
 * @throws DomainError `password.weak`, `busy`
 */
export async function refuseUsedPassword(
  { store, hasher }: Pick<Deps, 'store' | 'hasher'>,
  user: Pick<User, 'id' | 'accountId' | 'passwordHash'>,
  password: string,
): Promise<void> {
  const kept = (await store.accounts.byId(user.accountId))?.passwordHistory ?? 0
  if (kept === 0) return
  const old = await store.passwords.recent(user.id, kept)
  for (const phc of [user.passwordHash, ...old]) {
    if (phc === null || !(await hasher.verify(password, phc)).matches) continue
    throw new DomainError('password.weak', { field: 'password', reason: 'This password was used before.' })
  }
}

/**
 * For whoever knows the present password: one whose time is over is not made good by itself.
 * @throws DomainError `password.weak`
 */
export function refuseSamePassword(currentPassword: string, newPassword: string): void {
  if (newPassword !== currentPassword) return
  throw new DomainError('password.weak', { field: 'password', reason: 'This is the present password.' })
}

/** Remembers the password that another one takes the place of, as long as the account keeps a history. */
export async function rememberPassword(tx: Stores, user: User, nowMs: number): Promise<void> {
  const kept = (await tx.accounts.byId(user.accountId))?.passwordHistory ?? 0
  if (kept > 0 && user.passwordHash !== null) await tx.passwords.remember(user.id, user.passwordHash, nowMs)
}
