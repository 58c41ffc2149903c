import type { Account } from '../accounts/account.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { findBySecret, firstOf } from '../find-by-secret.ts'
import { randomSecret } from '../ids.ts'
import type { SecretKind } from '../ports.ts'
import { looksLikeSessionSecret } from '../sessions/session.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'
import { PENDING_LIFETIME_MS, type PendingLogin } from './factor.ts'

/** A sign-in that waits for a second factor, with the one who waits. */
export interface Waiting {
  readonly pending: PendingLogin
  readonly user: User
  readonly account: Account
}

/** Where a sign-in goes on: at the panel, or in a program. What began at the one cannot end at the other. */
type Way = Extract<SecretKind, 'login' | 'passcode-login'>

/**
 * Notes that a password was right, within a transaction.
 * @returns the secret by which the sign-in goes on, for ten minutes
 */
export async function startPending(deps: Deps, tx: Stores, user: User, way: Way = 'login'): Promise<string> {
  const { id: userId, accountId, passwordId } = user
  if (passwordId === null) throw new DomainError('credential.wrong')
  const secret = randomSecret(deps.random)
  const digest = deps.vault.digest(way, secret)
  const expiresAtMs = deps.clock.now() + PENDING_LIFETIME_MS
  await tx.pendingLogins.insert({ digest, userId, accountId, passwordId, expiresAtMs })
  return secret
}

/**
 * The sign-in that a secret names, left as it is.
 * @throws DomainError `session.not_found` for one that is unknown or over, or whose password, user or account changed
 */
export async function peekPending(
  deps: Deps,
  stores: Stores,
  secret: string,
  way: Way = 'login',
): Promise<Waiting> {
  if (!looksLikeSessionSecret(secret)) throw new DomainError('session.not_found')
  const pending = await findBySecret(deps, stores, way, secret, (...digests) =>
    firstOf(digests, stores.pendingLogins.byDigest),
  )
  if (!pending || pending.expiresAtMs <= deps.clock.now()) throw new DomainError('session.not_found')
  const user = await stores.users.byId(pending.userId)
  const account = user && (await stores.accounts.byId(user.accountId))
  const isCurrent = user?.enabled && account?.enabled && user.passwordId === pending.passwordId
  if (!user || !account || !isCurrent) throw new DomainError('session.not_found')
  return { pending, user, account }
}

/** The same with the user held, in the transaction that completes it. @throws DomainError `session.not_found` */
export async function holdPending(
  deps: Deps,
  tx: Stores,
  secret: string,
  way: Way = 'login',
): Promise<Waiting> {
  const { user } = await peekPending(deps, tx, secret, way)
  await tx.users.hold(user.id)
  return peekPending(deps, tx, secret, way)
}

/** Uses it up. @throws DomainError `session.not_found` when somebody else has */
export async function takePending(tx: Stores, { pending }: Waiting): Promise<void> {
  if (!(await tx.pendingLogins.delete(pending.digest))) throw new DomainError('session.not_found')
}
