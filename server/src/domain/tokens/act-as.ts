import type { UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { requireFreshSession } from '../policy.ts'
import { impersonate } from './impersonate.ts'
import { type IssuedToken, issueToken } from './issue-token.ts'

/**
 * The same as `impersonate`, for staff signed in to the panel: the token ends with their password, as one that they had
 * logged in for.
 * @throws DomainError as `impersonate`; `step_up.needed`
 */
export async function actAs(
  deps: Deps,
  actor: UserActor,
  wanted: { readonly userId: string; readonly seconds: number },
): Promise<IssuedToken> {
  await requireFreshSession(deps, deps.store, actor)
  const staff = await deps.known.user(actor.userId)
  if (!staff || staff.passwordId === null) throw new DomainError('actor.forbidden')
  const { userId, accountId } = actor
  const { claims } = issueToken(deps, {
    userId,
    accountId,
    credentialId: staff.passwordId,
    method: 'PASSWORD',
  })
  const user = await deps.store.users.byId(wanted.userId)
  const live = { claims, user: staff, delegation: null }
  return impersonate(deps, actor, live, { user, seconds: wanted.seconds })
}
