import type { Actor } from '../actor.ts'
import { requireSuper } from '../administrators/rights.ts'
import { mayStandFor } from '../administrators/standing.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { type IssuedToken, issueToken } from './login-token.ts'

/**
 * A token that signs a user of the account in at the panel, once, instead of the password.
 * @throws DomainError `user.not_found`, also for users of other accounts; `actor.forbidden` for somebody who may do more
 * than whoever asks; `user.disabled`, `account.not_found`
 */
export function issueAdminToken(
  deps: Deps,
  actor: Actor,
  accountId: string,
  userName: string,
): Promise<IssuedToken> {
  return deps.store.transaction(async (tx) => {
    await requireSuper(tx, actor, accountId)
    const user = await tx.users.byName(userName)
    if (user?.accountId !== accountId) throw new DomainError('user.not_found')
    if (!mayStandFor(actor, user)) {
      throw new DomainError('actor.forbidden', { reason: 'This user may do more than you.' })
    }
    if (!user.enabled)
      throw new DomainError('input.invalid', { field: 'userName', reason: 'The user is disabled.' })
    const issued = await issueToken(deps, tx, { userId: user.id, mailboxId: null }, user.name)
    await recordAct(deps, tx, actor, {
      action: 'login_token.create',
      chain: accountId,
      target: `user:${user.id}`,
    })
    return issued
  })
}
