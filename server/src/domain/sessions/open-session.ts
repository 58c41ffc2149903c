import { type UserActor, userActor } from '../actor.ts'
import { settleSignIn } from '../administrators/signing-in.ts'
import { recordAct } from '../audit/record.ts'
import { clientProduct } from '../callers/client-product.ts'
import { networkOf } from '../callers/network.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { strongestFactor } from '../factors/strongest.ts'
import { randomSecret } from '../ids.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'
import type { OpenedSession, SignInMethod, StoredSession, Visit } from './session.ts'

const MAX_AGENT_LENGTH = 256

/**
 * Starts a session of somebody who has just proved who they are, within a transaction.
 * @throws DomainError `credential.wrong` for an administrator at an address that is not theirs to sign in from
 */
export async function openSession(
  deps: Deps,
  tx: Stores,
  user: User,
  visit: Visit,
  method: SignInMethod = 'password',
): Promise<OpenedSession> {
  const nowMs = deps.clock.now()
  await settleSignIn(tx, user, visit.origin.address)
  const secret = randomSecret(deps.random)
  const session: StoredSession = {
    digest: deps.vault.digest('session', secret),
    userId: user.id,
    accountId: user.accountId,
    createdAtMs: nowMs,
    lastSeenAtMs: nowMs,
    provenAtMs: (await isStrongest(tx, user, method)) ? nowMs : null,
    address: visit.origin.address,
    client: clientProduct(visit.origin.userAgent.slice(0, MAX_AGENT_LENGTH)),
    method,
  }
  await tx.sessions.insert(session)
  // The last sign-in is told from it, by whatever proof: links and passkeys, too.
  await tx.networks.recordSuccess(user.id, networkOf(session.address), nowMs)
  await recordAct(deps, tx, sessionActor(user, session, visit), {
    action: 'session.start',
    chain: user.accountId,
    target: `user:${user.id}`,
    details: { client: session.client, method },
  })
  return { session, secret }
}

/** Presence is proved by the strongest factor that somebody has; a recovery code stands for the one that is lost. */
async function isStrongest(tx: Stores, user: User, method: SignInMethod): Promise<boolean> {
  return method === 'recovery-code' || method === 'passkey' || method === (await strongestFactor(tx, user))
}

/**
 * Gives a session a new secret; the old one is dead when the transaction is. The 12 hours go on from the sign-in.
 * @throws DomainError `session.not_found` when it ended in the meantime
 */
export async function renewSession(
  deps: Deps,
  tx: Stores,
  old: StoredSession,
  provenAtMs: number | null,
): Promise<OpenedSession> {
  if (!(await tx.sessions.delete(old.digest))) throw new DomainError('session.not_found')
  const secret = randomSecret(deps.random)
  const digest = deps.vault.digest('session', secret)
  const session = { ...old, digest, provenAtMs, lastSeenAtMs: deps.clock.now() }
  await tx.sessions.insert(session)
  return { session, secret }
}

/** The person of a session, as the one who acts. */
export function sessionActor(
  user: Pick<User, 'id' | 'name' | 'accountId' | 'roles'>,
  { digest, provenAtMs }: Pick<StoredSession, 'digest' | 'provenAtMs'>,
  visit: Visit,
): UserActor {
  return userActor(user, { kind: 'session', digest, provenAtMs }, visit)
}
