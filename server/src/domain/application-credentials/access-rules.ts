import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { userWithinReach } from '../policy.ts'
import type { AccessRule } from './access-rule.ts'
import { requireUnrestricted } from './managing.ts'

/** Every rule that a user's credentials ever had. @throws DomainError `user.not_found`, `actor.forbidden` */
export async function listAccessRules(
  { store }: Deps,
  actor: Actor,
  userId: string,
): Promise<readonly AccessRule[]> {
  const { id } = await userWithinReach(store, actor, userId)
  return store.accessRules.ofUser(id)
}

/** @throws DomainError `access_rule.not_found`, `user.not_found`, `actor.forbidden` */
export async function readAccessRule(
  deps: Deps,
  actor: Actor,
  userId: string,
  id: string,
): Promise<AccessRule> {
  const found = (await listAccessRules(deps, actor, userId)).find((rule) => rule.id === id)
  if (!found) throw new DomainError('access_rule.not_found')
  return found
}

/**
 * Forgets a rule that no credential has any more.
 * @throws DomainError `access_rule.not_found`, `user.not_found`; `actor.forbidden` also while a credential has it
 */
export async function deleteAccessRule(deps: Deps, actor: Actor, userId: string, id: string): Promise<void> {
  requireUnrestricted(actor)
  await deps.store.transaction(async (tx) => {
    const user = await userWithinReach(tx, actor, userId)
    // A credential that is being made with this rule waits, or is found.
    await tx.users.hold(user.id)
    const credentials = await tx.applicationCredentials.ofUser(user.id)
    if (credentials.some(({ accessRules }) => accessRules?.some((rule) => rule.id === id))) {
      throw new DomainError('actor.forbidden', { reason: 'An application credential has this access rule.' })
    }
    if (!(await tx.accessRules.delete(user.id, id))) throw new DomainError('access_rule.not_found')
    const act = { action: 'access_rule.delete', chain: user.accountId, target: `user:${user.id}` }
    await recordAct(deps, tx, actor, { ...act, details: { ruleId: id } })
  })
}
