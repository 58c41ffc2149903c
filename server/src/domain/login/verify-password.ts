import { isAdmittedFrom } from '../administrators/signing-in.ts'
import type { Origin } from '../callers/caller.ts'
import { networkOf } from '../callers/network.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { looksLikeAccountKey } from '../keys/key.ts'
import { MAX_PASSWORD_BYTES } from '../users/password.ts'
import type { User } from '../users/user.ts'
import { normaliseUserName } from '../users/user.ts'
import { judgeKey, settleVerdict } from './verify-key.ts'

/** A network from which somebody signed in this recently counts as a known device. */
const KNOWN_NETWORK_MS = 30 * 24 * 3_600_000
/** How often a success from a known network is written down again. */
const REFRESH_NETWORK_MS = 24 * 3_600_000

/** No user's id. */
const NOBODY = ''

export interface PresentedPassword {
  readonly username: string
  readonly password: string
}

/**
 * Checks a user name and password. An unknown user costs the same work as a wrong password.
 * @throws DomainError `credential.wrong`, `user.disabled` (only after the password proved right), `throttled`, `busy`
 */
export async function authenticatePassword(
  deps: Deps,
  presented: PresentedPassword,
  origin: Origin,
): Promise<User> {
  return authenticateAs(deps, await deps.store.users.byName(presented.username), presented, origin)
}

/** The same for a user who is named by id. @throws DomainError as `authenticatePassword` */
export async function authenticatePasswordById(
  deps: Deps,
  { userId, password }: { readonly userId: string; readonly password: string },
  origin: Origin,
): Promise<User> {
  const user = await deps.store.users.byId(userId)
  return authenticateAs(deps, user, { username: user?.name ?? userId, password }, origin)
}

async function authenticateAs(
  deps: Deps,
  user: User | null,
  { username, password }: PresentedPassword,
  origin: Origin,
): Promise<User> {
  await refuseKey(deps, user?.name ?? username, password, origin)
  const name = normaliseUserName(username)
  const network = networkOf(origin.address)
  // Asked for unknown names too: what is spared for them could be measured.
  const lastSuccessMs = await deps.store.networks.lastSuccessMs(user?.id ?? NOBODY, network)
  const nowMs = deps.clock.now()
  const knownNetwork = lastSuccessMs !== null && nowMs - lastSuccessMs < KNOWN_NETWORK_MS
  const attempt = deps.limiter.passwordAttempt(origin.address, name, knownNetwork)
  const matches = await passwordMatches(deps, user, password)
  if (!user || !matches) {
    attempt.failed()
    deps.calls.loginFailed(origin, { username, kind: 'password' })
    throw new DomainError('credential.wrong')
  }
  attempt.succeeded()
  deps.calls.passwordAccepted(origin)
  if (lastSuccessMs === null || nowMs - lastSuccessMs > REFRESH_NETWORK_MS) {
    await deps.store.networks.recordSuccess(user.id, network, nowMs)
  }
  if (!(await isAdmittedFrom(deps.store, user, origin.address))) {
    deps.calls.loginFailed(origin, { username, kind: 'password', reason: 'address not allowed' })
    throw new DomainError('credential.wrong')
  }
  const account = await deps.store.accounts.byId(user.accountId)
  if (!user.enabled || !account?.enabled) throw new DomainError('user.disabled')
  return user
}

/**
 * Clients try the key as password, and forgotten scripts go on with an old one. That is no guess: whoever has the key
 * guesses nothing, and the user must still be able to sign in and mend it.
 * @throws DomainError `credential.wrong`, `user.disabled` for every key that is the user's or was; `credential.wrong` for
 * one of which no more is known than that it was a key
 */
async function refuseKey(deps: Deps, username: string, password: string, origin: Origin): Promise<void> {
  if (!looksLikeAccountKey(password)) return
  const verdict = await judgeKey(deps, { secret: password, username })
  if (verdict.kind === 'unknown') return
  if (verdict.kind !== 'valid') settleVerdict(deps, verdict, username, origin)
  throw new DomainError('credential.wrong')
}

/** Compares, and renews a hash made with weaker parameters than today's. */
async function passwordMatches(deps: Deps, user: User | null, password: string): Promise<boolean> {
  const tooLong = Buffer.byteLength(password) > MAX_PASSWORD_BYTES
  const verdict = await deps.hasher.verify(
    tooLong ? '' : password,
    tooLong ? null : (user?.passwordHash ?? null),
  )
  if (user && verdict.matches && verdict.outdated) {
    await renewHash(deps, user, await deps.hasher.hash(password))
  }
  return verdict.matches
}

/** Hashing takes its time: a password set meanwhile stays. */
function renewHash(deps: Deps, { id, passwordId }: User, passwordHash: string): Promise<void> {
  return deps.store.transaction(async (tx) => {
    await tx.users.hold(id)
    const current = await tx.users.byId(id)
    if (current?.passwordId === passwordId) await tx.users.update(id, { passwordHash })
  })
}
