import type { Delegation } from '../application-credentials/delegation.ts'
import type { Origin } from '../callers/caller.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { awaitPasscode, provePasscode } from '../factors/passcode-login.ts'
import { requirePasswordAlone } from '../factors/required.ts'
import { countDeadToken, countGivenToken } from '../tokens/authenticate-token.ts'
import { checkToken, type LiveToken } from '../tokens/check-token.ts'
import { exchangeToken, type Holder, type IssuedToken, issueToken } from '../tokens/issue-token.ts'
import { type LoginMethod, SET_UP_LIFETIME_MS, type TokenScope } from '../tokens/token.ts'
import { requireFreshPassword } from '../users/password-age.ts'
import type { User } from '../users/user.ts'
import type { KnownUser } from './known.ts'
import { authenticateKey, judgeKeyFromMemory, type PresentedKey, settleVerdict } from './verify-key.ts'
import { authenticatePassword, type PresentedPassword } from './verify-password.ts'

/** What a login gives: a token, and whose it is. */
export interface Login extends IssuedToken {
  readonly user: KnownUser
  /** Of a login by application credential. */
  readonly delegation?: Delegation
}

/**
 * @param tenant the account number the client means to work in; null for the user's own, which is the only one
 * @throws DomainError `credential.wrong` also for another account's number; else as `authenticateKey`
 */
export async function logInWithKey(
  deps: Deps,
  presented: PresentedKey,
  tenant: string | null,
  origin: Origin,
): Promise<Login> {
  const { userId, accountId, keyId } = await authenticateKey(deps, presented, origin)
  return startLogin(deps, { userId, accountId, credentialId: keyId, method: 'APIKEY' }, tenant, { origin })
}

/** As `logInWithKey` for a good key, when memory alone can tell, in this very turn; else undefined, uncounted. */
export function logInFromMemory(
  deps: Deps,
  { secret, username }: PresentedKey,
  origin: Origin,
): Login | undefined {
  const verdict = judgeKeyFromMemory(deps, secret, username)
  const user = verdict?.kind === 'valid' ? deps.known.peekUser(verdict.key.userId) : undefined
  if (verdict?.kind !== 'valid' || !user) return undefined
  const { userId, accountId, keyId } = verdict.key
  settleVerdict(deps, verdict, username, origin)
  const issued = issueToken(deps, { userId, accountId, credentialId: keyId, method: 'APIKEY' })
  countGivenToken(deps, issued, origin)
  return { ...issued, user }
}

/** What a right password comes to: a token, or the secret with which a passcode goes on. */
export type PasswordLogin =
  | { readonly kind: 'done'; readonly login: Login }
  | { readonly kind: 'passcode-needed'; readonly secret: string }

/**
 * @throws DomainError `credential.wrong` also for another account's number; `factor.set_up_needed` where a second factor
 * is required and there is none; else as `authenticatePassword`
 */
export async function logInWithPassword(
  deps: Deps,
  presented: PresentedPassword,
  tenant: string | null,
  origin: Origin,
): Promise<PasswordLogin> {
  const user = await authenticatePassword(deps, presented, origin)
  await requireFreshPassword(deps, user)
  if (user.secondFactor) {
    requireTenant(tenant, user.accountId)
    return { kind: 'passcode-needed', secret: await awaitPasscode(deps, user) }
  }
  await requirePasswordAlone(deps, user)
  return { kind: 'done', login: await startLogin(deps, passwordHolder(user, 'PASSWORD'), tenant, { origin }) }
}

/**
 * The second call after `passcode-needed`.
 * @throws DomainError `credential.wrong` for another account's number; else as `provePasscode`
 */
export async function logInWithPasscode(
  deps: Deps,
  { secret, passcode }: { readonly secret: string; readonly passcode: string },
  tenant: string | null,
  origin: Origin,
): Promise<Login> {
  const user = await provePasscode(deps, secret, passcode, origin)
  return startLogin(deps, passwordHolder(user, 'PASSCODE'), tenant, { origin })
}

/**
 * A token for setting up a second factor and nothing else, by password alone.
 * @throws DomainError `actor.forbidden` for somebody who has one: that one is to be used; else as `logInWithPassword`
 */
export async function logInToSetUp(
  deps: Deps,
  presented: PresentedPassword,
  tenant: string | null,
  origin: Origin,
): Promise<Login> {
  const user = await authenticatePassword(deps, presented, origin)
  await requireFreshPassword(deps, user)
  if (user.secondFactor) {
    const reason = 'Multi-factor is set up. Log in with password and passcode.'
    throw new DomainError('actor.forbidden', { reason })
  }
  const endsAtMs = deps.clock.now() + SET_UP_LIFETIME_MS
  return startLogin(deps, passwordHolder(user, 'PASSWORD'), tenant, { origin, scope: 'set-up', endsAtMs })
}

function passwordHolder({ id, accountId, passwordId }: User, method: LoginMethod): Holder {
  if (passwordId === null) throw new DomainError('credential.wrong')
  return { userId: id, accountId, credentialId: passwordId, method }
}

/**
 * Exchanges a token for another of the same login.
 * @throws DomainError `token.not_found` for every kind of bad token, `credential.wrong` for another account's
 * number, `throttled` for values that were never tokens here, `actor.forbidden` as `shownToken`
 */
export async function logInWithToken(
  deps: Deps,
  token: string,
  tenant: string | null,
  origin: Origin,
): Promise<Login> {
  const live = await shownToken(deps, token, origin)
  requireTenant(tenant, live.claims.accountId)
  const issued = exchangeToken(deps, live.claims)
  countGivenToken(deps, issued, origin)
  return { ...issued, user: live.user }
}

/**
 * A good token, shown to get another.
 * @throws DomainError `token.not_found`, `throttled` as `logInWithToken`; `actor.forbidden` for one got with an
 * application credential, and for an impersonation
 */
export async function shownToken(deps: Deps, token: string, origin: Origin): Promise<LiveToken> {
  const live = await checkToken(deps, token)
  if (live?.delegation) throw new DomainError('actor.forbidden', { reason: NO_EXCHANGE })
  // What was exchanged would go on after the impersonation itself is ended.
  if (live?.impersonator)
    throw new DomainError('actor.forbidden', { reason: 'Not in the name of another user.' })
  if (live) return live
  await countDeadToken(deps, token, origin)
  throw new DomainError('token.not_found')
}

/** Keystone's words. */
const NO_EXCHANGE = 'Using a delegated token to create another token is not allowed'

interface LoginFacts {
  readonly origin: Origin
  readonly scope?: TokenScope
  readonly endsAtMs?: number
}

async function startLogin(
  deps: Deps,
  holder: Holder,
  tenant: string | null,
  { origin, scope, endsAtMs }: LoginFacts,
): Promise<Login> {
  requireTenant(tenant, holder.accountId)
  const user = await deps.known.user(holder.userId)
  // Deleted since the credential was checked.
  if (!user) throw new DomainError('credential.wrong')
  const issued = issueToken(deps, holder, scope, endsAtMs)
  countGivenToken(deps, issued, origin)
  return { ...issued, user }
}

function requireTenant(tenant: string | null, accountId: string): void {
  if (tenant === null || tenant === accountId) return
  throw new DomainError('credential.wrong', { field: 'tenant', reason: 'The user is not in that account.' })
}
