import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { requireServiceKeeper } from '../services/rights.ts'
import { type CustomRole, mayNameRole } from './custom-role.ts'

const MAX_DESCRIPTION_LENGTH = 255

/**
 * Makes a role that users can be given. By itself it gives no right in Keyward: services and their rules ask for it.
 * @throws DomainError `role.exists`, `actor.forbidden`, `input.invalid` for a name that cannot be had
 */
export async function createRole(
  deps: Deps,
  actor: Actor,
  given: Omit<CustomRole, 'createdAtMs'>,
): Promise<CustomRole> {
  const role = { ...given, createdAtMs: deps.clock.now() }
  return deps.store.transaction(async (tx) => {
    requireServiceKeeper(actor)
    checkRole(role)
    await tx.roles.insert(role)
    const { name, description, givenByAccounts } = role
    const act = { action: 'role.create', chain: 'system', target: `role:${name}` }
    await recordAct(deps, tx, actor, { ...act, details: { description, givenByAccounts } })
    return role
  })
}

function checkRole({ name, description }: CustomRole): void {
  if (!mayNameRole(name)) {
    throw new DomainError('input.invalid', {
      field: 'name',
      reason: 'Begins with a letter; letters, digits and . _ : - only, 64 at most; no built-in name.',
    })
  }
  checkDescription(description)
}

/** @throws DomainError `input.invalid` */
export function checkDescription(description: string): void {
  if (description.length <= MAX_DESCRIPTION_LENGTH && !/\p{Cc}/u.test(description)) return
  throw new DomainError('input.invalid', {
    field: 'description',
    reason: 'One line, 255 characters at most.',
  })
}
