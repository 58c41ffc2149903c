import type { UserActor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { randomHexId } from '../ids.ts'
import { isStaff, requireNoImpersonator, requireReach } from '../policy.ts'
import type { User } from '../users/user.ts'
import type { LiveToken } from './check-token.ts'
import type { IssuedToken } from './issue-token.ts'
import { mayImpersonate } from './may-impersonate.ts'
import type { TokenClaims } from './token.ts'

/** Whatever is asked: the vendor's own limit. */
export const MAX_IMPERSONATION_SECONDS = 10_800

/**
 * A token with which staff acts in a user's name. It ends with the staff's own, and with the right to have it; it
 * can neither show nor replace a secret.
 * @param seconds how long it is wanted for; never longer than `MAX_IMPERSONATION_SECONDS`
 * @throws DomainError `actor.forbidden`, also for staff and services as users; `user.not_found`, `user.disabled`
 */
export async function impersonate(
  deps: Deps,
  actor: UserActor,
  { claims }: LiveToken,
  { user, seconds }: { readonly user: User | null; readonly seconds: number },
): Promise<IssuedToken> {
  if (!isStaff(actor)) throw new DomainError('actor.forbidden')
  requireNoImpersonator(actor)
  if (!user) throw new DomainError('user.not_found')
  requireReach(actor, user)
  if (!mayImpersonate({ id: actor.userId, roles: actor.roles }, user))
    throw new DomainError('actor.forbidden')
  const account = await deps.store.accounts.byId(user.accountId)
  if (!user.enabled || !account?.enabled) throw new DomainError('user.disabled')
  const issued = claimsFor(deps, claims, user, seconds)
  const act = { action: 'token.impersonate', chain: user.accountId, target: `user:${user.id}` }
  const details = { seconds: Math.round((issued.expiresAtMs - issued.issuedAtMs) / 1_000) }
  await deps.store.transaction((tx) => recordAct(deps, tx, actor, { ...act, details }))
  return { token: deps.tokens.seal(issued), claims: issued }
}

function claimsFor(deps: Deps, from: TokenClaims, user: User, seconds: number): TokenClaims {
  const issuedAtMs = deps.clock.now()
  const wantedMs = Math.min(seconds, MAX_IMPERSONATION_SECONDS) * 1_000
  return {
    id: randomHexId(deps.random),
    rootId: from.rootId,
    userId: user.id,
    credentialId: from.credentialId,
    method: from.method,
    accountId: user.accountId,
    scope: 'project',
    issuedAtMs,
    expiresAtMs: Math.min(issuedAtMs + wantedMs, from.expiresAtMs),
    impersonatorId: from.userId,
  }
}
