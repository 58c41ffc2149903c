import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { randomHexId } from '../ids.ts'
import { requireManagedAccount } from '../users/managing.ts'
import { checkGroup, type Group, MAX_GROUPS } from './group.ts'
import { requireGroupRoles } from './rights.ts'

/**
 * Makes a group without members.
 * @throws DomainError `group.exists`, `account.not_found`, `actor.forbidden`, `role.not_found`, `input.invalid`, also
 * for one too many
 */
export async function createGroup(
  deps: Deps,
  actor: Actor,
  given: Pick<Group, 'accountId' | 'name' | 'description' | 'roles'>,
): Promise<Group> {
  const { accountId, name } = given
  const roles = [...new Set(given.roles)].sort()
  const group = { ...given, roles, id: randomHexId(deps.random), createdAtMs: deps.clock.now() }
  return deps.store.transaction(async (tx) => {
    await requireManagedAccount(tx, actor, accountId)
    checkGroup(group)
    await requireGroupRoles(tx, actor, roles)
    // Those who make groups at the same time take turns: the count holds.
    await tx.accounts.hold(accountId)
    if ((await tx.groups.count(accountId)) >= MAX_GROUPS) throw tooMany()
    await tx.groups.insert(group)
    const act = { action: 'group.create', chain: accountId, target: `group:${group.id}` }
    await recordAct(deps, tx, actor, { ...act, details: { name, roles: roles.join(' ') } })
    return group
  })
}

function tooMany(): DomainError {
  const reason = `An account has ${MAX_GROUPS} groups at most.`
  return new DomainError('input.invalid', { field: 'name', reason })
}
