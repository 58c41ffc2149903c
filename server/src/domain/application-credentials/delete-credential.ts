import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { requireFreshSessionForOthers, userWithinReach } from '../policy.ts'
import { requireUnrestricted } from './managing.ts'

/**
 * Deletes an application credential; its tokens are dead when this resolves.
 * @throws DomainError `application_credential.not_found`, `user.not_found`, `actor.forbidden`,
 * `step_up.needed`
 */
export async function deleteApplicationCredential(
  deps: Deps,
  actor: Actor,
  userId: string,
  id: string,
): Promise<void> {
  requireUnrestricted(actor)
  await deps.store.transaction(async (tx) => {
    const user = await userWithinReach(tx, actor, userId)
    await requireFreshSessionForOthers(deps, tx, actor, user.id)
    const name = await tx.applicationCredentials.delete(user.id, id)
    if (name === null) throw new DomainError('application_credential.not_found')
    const act = { action: 'application_credential.delete', chain: user.accountId, target: `user:${user.id}` }
    await recordAct(deps, tx, actor, { ...act, details: { credentialId: id, name } })
  })
}
