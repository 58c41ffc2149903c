import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { requireServiceKeeper } from '../services/rights.ts'
import { checkDescription } from './create-role.ts'
import type { CustomRole } from './custom-role.ts'

/**
 * Says anew what a role that operators made is for. Its name stays: services and tokens know it by that.
 * @throws DomainError `role.not_found` for built-in ones too, `actor.forbidden`, `input.invalid`
 */
export function updateRole(
  deps: Deps,
  actor: Actor,
  name: string,
  { description }: Pick<CustomRole, 'description'>,
): Promise<void> {
  return deps.store.transaction(async (tx) => {
    requireServiceKeeper(actor)
    checkDescription(description)
    const role = (await tx.roles.list()).find((one) => one.name === name)
    if (!role) throw new DomainError('role.not_found')
    if (role.description === description) return
    await tx.roles.describe(name, description)
    const act = { action: 'role.update', chain: 'system', target: `role:${name}` }
    const details = { description, descriptionBefore: role.description }
    await recordAct(deps, tx, actor, { ...act, details })
  })
}
